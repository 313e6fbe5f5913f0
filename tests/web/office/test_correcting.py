"""The page on which an official corrects an answer."""

import datetime as dt

from sqlalchemy import select

from reception.models import Draft, Question
from reception.services import housekeeping, publish
from tests.web.officials import form_token, link_to

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


def test_what_is_typed_is_saved_by_itself_and_is_there_when_one_comes_back(client, world):
    where = f"{link_to(world, world.published().referral_ids[0])}/correct"
    page = client.page(where)
    assert [each.get("data-draft-url") for each in page.all("form") if each.get("data-draft-url")] == [f"{where}/draft"]
    typed = {"csrf_token": form_token(page), "version": "0", "text": "Засиплють у четвер.", "result": "9.3"}
    saved = client.post(f"{where}/draft", data=typed)

    again = client.page(where)
    assert (saved.json["version"], again.all("textarea")[0].text.strip()) == (1, "Засиплють у четвер.")
    assert [each.get("value") for each in again.all("input") if each.get("checked") is not None] == ["9.3"]
    assert "Дякуємо" in client.submit(again, SEND, text="Засиплють у п’ятницю.").text
    with world.inside() as session:
        assert session.scalars(select(Draft)).all() == []


def test_without_a_script_a_button_saves_it_and_another_window_is_told(client, world):
    where = f"{link_to(world, world.published().referral_ids[0])}/correct"
    first, second = client.page(where), client.page(where)
    assert "Чернетку збережено" in client.submit(first, "Зберегти чернетку", text="Засиплють у четвер.").text

    silent = client.post(f"{where}/draft", data={"csrf_token": form_token(second), "version": "0", "text": "Інше."})
    late = client.submit(second, "Зберегти чернетку", text="Засиплють у середу.")
    sent = client.submit(second, SEND, text="Засиплють у середу.", result="9.1")

    assert (silent.status_code, late.status_code, sent.status_code) == (409, 409, 409)
    for page in (late, sent):
        assert "Засиплють у четвер." in page.text
        assert "Засиплють у середу." in page.text


def test_when_it_is_too_late_nothing_is_saved_and_an_old_draft_goes(client, world, clock):
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    where = f"{link_to(world, world.published().referral_ids[0])}/correct"
    typed = {"csrf_token": form_token(client.page(where)), "version": "0", "text": "Засиплють у четвер."}
    assert client.post(f"{where}/draft", data=typed).status_code == 200
    clock.advance(days=6)
    assert drafts_after_the_sweep(world) == 1

    clock.advance(days=2)
    assert client.post(f"{where}/draft", data=typed | {"version": "1"}).status_code in (409, 410)
    assert drafts_after_the_sweep(world) == 0


def drafts_after_the_sweep(world) -> int:
    with world.inside() as session:
        housekeeping.sweep()
        return len(session.scalars(select(Draft)).all())


def test_what_was_typed_of_a_correction_is_in_the_answer_that_is_asked_for_anew(client, world):
    made = world.answered()
    where = link_to(world, made.referral_ids[0])
    client.submit(client.page(f"{where}/correct"), "Зберегти чернетку", text="Засиплють у четвер.")
    with world.inside() as session:
        publish.send_back(world._librarian(), session.get(Question, made.id), "Коли саме?")

    page = client.page(where)

    assert "Коли саме?" in page.text
    assert page.all("textarea")[0].text.strip() == "Засиплють у четвер."
    assert "Дякуємо" in client.submit(page, "Надіслати відповідь", result="9.1").text
