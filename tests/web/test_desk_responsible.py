"""Another of several bodies is made responsible at the desk."""

from urllib.parse import unquote

import pytest

from tests.web.citizen import enter
from tests.web.librarians import address, librarian, seen, text_of

LINK, SEND = "Призначити відповідальним за відповідь", "Призначити відповідальним"


@pytest.fixture
def desk(client, world):
    return librarian(client, world, name="Ніна Марченко")


@pytest.fixture
def made(world):
    return world.referred(*(world.official(world.authority(name), name) for name in ("Водоканал", "Департамент доріг")))


def page_of(made, at):
    return f"{address(made)}/referrals/{made.referral_ids[at]}/responsible"


def offered(page):
    return [unquote(link.get("href")) for link in page.all("a") if LINK in text_of(link)]


def test_the_librarian_says_why_looks_at_the_letters_and_all_see_who_is_responsible(desk, world, made, app):
    page = desk.page(address(made))
    assert offered(page) == [page_of(made, 1)]
    letters = desk.submit(desk.page(page_of(made, 1)), "Спершу показати листи", reason="Це міська дорога")
    assert len(seen(letters).all("textarea")) == 3
    assert world.again(made) == made
    desk.submit(seen(letters), SEND)
    after = desk.page(address(made))
    assert "Відповідальний за відповідь – тепер Департамент доріг (раніше – Водоканал)." in after.text
    assert offered(after) == [page_of(made, 0)]
    visitor = app.test_client()
    assert "Долучаються: Водоканал." in visitor.page(f"/q/{made.number}").text
    assert "Це міська дорога" not in visitor.page(f"/q/{made.number}").text
    assert "Це міська дорога" in enter(visitor, made.number, made.pin).text
    office = app.test_client().page(f"/answer/{world.token_of(made.referral_ids[0])}")
    assert "Відповідальний за відповідь: Департамент доріг." in office.text


def test_without_a_reason_nothing_happens_and_who_is_responsible_is_offered_nothing(desk, world, made):
    silent = desk.submit(desk.page(page_of(made, 1)), SEND, reason=" ")
    assert silent.status_code == 400
    assert 'href="#reason"' in silent.text
    assert desk.get(page_of(made, 0)).status_code == 404
    assert LINK not in desk.page(address(world.referred())).text


def test_whoever_was_slower_reads_that_it_is_done(desk, made):
    page = desk.page(page_of(made, 1))
    desk.submit(desk.page(page_of(made, 1)), SEND, reason="Це міська дорога")
    late = desk.submit(page, SEND, reason="Дорога – міська")
    assert late.status_code == 409
    assert "Дорога – міська" in late.text
