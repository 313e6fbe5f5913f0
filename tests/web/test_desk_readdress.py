"""Handing on at the desk."""

import pytest

from tests.web.citizen import enter
from tests.web.librarians import address, buttons, librarian, seen, text_of

LINK, SEND = "Передати іншому органу", "Передати далі"


@pytest.fixture
def desk(client, world):
    return librarian(client, world, name="Ніна Марченко")


def test_the_librarian_hands_on_after_a_look_at_the_letters(desk, world, app):
    water = world.official(world.authority("Водоканал"), "Тарас Гнатюк")
    made = world.referred()
    assert LINK in buttons(desk.page(address(made)))
    page = desk.page(address(made, "readdress"))
    letters = desk.submit(page, "Спершу показати листи", official=str(water), reason="Це мережі водоканалу")
    assert len(seen(letters).all("textarea")) == 3
    assert "Це мережі водоканалу" in text_of(seen(letters).all("textarea")[0])
    desk.submit(seen(letters), SEND)
    made = world.again(made)
    assert len(made.referral_ids) == 2
    page = desk.page(address(made))
    assert "Передано далі: Департамент ЖКГ → Водоканал" in page.text
    visitor = app.test_client()
    asker = enter(visitor, made.number, made.pin)
    assert "Це мережі водоканалу" in asker.text


def test_without_reason_or_official_what_was_typed_stays(desk, world):
    made = world.referred()
    page = desk.page(address(made, "readdress"))
    nobody = desk.submit(page, SEND, reason="Не те відомство", message="Прошу")
    assert nobody.status_code == 400
    assert "Не те відомство" in nobody.text
    assert "Прошу" in nobody.text
    water = world.official(world.authority("Водоканал"))
    silent = desk.submit(desk.page(address(made, "readdress")), SEND, official=str(water), reason=" ")
    assert silent.status_code == 400
    assert 'href="#reason"' in silent.text


def test_what_nobody_had_offers_no_handing_on(desk, world):
    assert LINK not in buttons(desk.page(address(world.accepted())))
