"""The page on which an official corrects an answer."""

from tests.web.officials import link_to

SEND = "Надіслати виправлення"


def test_a_second_window_with_other_words_is_not_lost_unsaid(client, world):
    made = world.published()
    where = f"{link_to(world, made.referral_ids[0])}/correct"
    first, second = client.page(where), client.page(where)
    assert "Дякуємо" in client.submit(first, SEND, text="Засиплють у середу.", result="9.1").text
    late = client.submit(second, SEND, text="Засиплють у четвер.", result="9.1")
    assert late.status_code == 409
    assert "Засиплють у четвер." in late.text
    assert "Дякуємо" in client.submit(second, SEND, text="Засиплють у середу.", result="9.1").text
