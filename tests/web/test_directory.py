"""The directory over time: names that change, people who leave, bodies that end – and what questions show of it."""

import datetime as dt

import pytest
from sqlalchemy import event, select

from reception.domain import clock as house_clock
from reception.domain.roles import Role
from reception.extensions import db
from reception.models import Authority, FormerName, Official
from tests.web.librarians import address, librarian, text_of

EDRPOU, KATOTTG = "03328468", "UA48060150010035747"


@pytest.fixture
def admin(client, world):
    return librarian(client, world, Role.ADMINISTRATOR)


def change(world, model, row_id, **values):
    """Set values of a row as they would stand after an administrator's work."""
    with world.inside() as session:
        row = session.get(model, row_id)
        for name, value in values.items():
            setattr(row, name, value)
        session.commit()


def today(days=0):
    return house_clock.today() + dt.timedelta(days=days)


def body_page(admin, body):
    return admin.page(f"/admin/authorities/{body}")


def test_all_that_is_to_be_known_of_a_body_is_kept(admin, world):
    above, body = world.authority("Виконком"), world.authority()
    typed = {
        "legal_name": "Департамент житлово-комунального господарства",
        "aliases": "ДЖКГ\nЖКГ",
        "edrpou": EDRPOU,
        "katottg": "uа 48060150010035747",  # with a Cyrillic а
        "homepage": "https://zhkh.example",
        "hours": "Пн–Пт 09:00–18:00",
        "parent": str(above),
        "valid_from": "2011-04-21",
    }
    admin.submit(body_page(admin, body), "Зберегти", **typed)
    with world.inside() as session:
        kept = session.get(Authority, body)
        assert (kept.edrpou, kept.katottg, kept.parent_id) == (EDRPOU, KATOTTG, above)
        assert (kept.valid_from, kept.aliases, kept.is_current) == (dt.date(2011, 4, 21), "ДЖКГ\nЖКГ", True)
    [field] = [each for each in body_page(admin, body).all("input") if each.get("name") == "valid_from"]
    assert field.get("value") == "2011-04-21"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"edrpou": "03328469"}, "Це не код ЄДРПОУ"),
        ({"edrpou": "33284"}, "Це не код ЄДРПОУ"),
        ({"katottg": "UA4806"}, "Це не код КАТОТТГ"),
        ({"valid_from": "2026-05-02", "valid_to": "2026-05-01"}, "Останній день раніше за перший"),
        ({"valid_to": "31 лютого"}, "день.місяць.рік"),
        ({"name_uk": "Інша назва", "since": "2099-01-01"}, "день, що вже настав"),
        ({"name_uk": "Інша назва", "since": "вчора"}, "день.місяць.рік"),
    ],
)
def test_what_is_wrong_with_a_body_is_said(admin, world, given, said):
    body = world.authority()
    response = admin.submit(body_page(admin, body), "Зберегти", **given)
    assert response.status_code == 400
    assert said in response.text
    with world.inside() as session:
        assert session.get(Authority, body).name_uk == "Департамент ЖКГ"


def test_bodies_do_not_follow_each_other_in_a_circle(admin, world):
    first, second = world.authority("Перший"), world.authority("Другий")
    admin.submit(body_page(admin, first), "Зберегти", successor=str(second))
    response = admin.submit(body_page(admin, second), "Зберегти", successor=str(first))
    assert response.status_code == 400
    assert "коло замикається" in response.text


def test_two_officials_may_be_each_others_deputies_but_not_superiors(admin, world):
    one, other = world.official(), world.official(name="Тарас Гнатюк")
    for official, deputy in ((one, other), (other, one)):
        page = admin.page(f"/admin/officials/{official}")
        assert admin.submit(page, "Зберегти", deputy=str(deputy)).status_code == 200
    admin.submit(admin.page(f"/admin/officials/{one}"), "Зберегти", superior=str(other))
    assert admin.submit(admin.page(f"/admin/officials/{other}"), "Зберегти", superior=str(one)).status_code == 400


def test_a_question_shows_the_name_that_the_body_had_then(admin, world, clock, app):
    body = world.authority("Департамент ЖКГ", slug="zhkh")
    before = world.published(world.official(body))
    clock.advance(days=40)
    admin.submit(body_page(admin, body), "Зберегти", name_uk="Департамент міського господарства")
    clock.advance(days=1)
    after = world.published(world.official(body))

    reader = app.test_client()
    assert "Департамент ЖКГ (тепер: Департамент міського господарства)" in reader.page(f"/q/{before.number}").text
    assert "Департамент ЖКГ" not in reader.page(f"/q/{after.number}").text
    assert "Департамент ЖКГ" in reader.page("/archive").text
    assert reader.get(f"/api/v1/questions/{before.number}").json["authority"] == {"slug": "zhkh", "name": "Департамент ЖКГ"}
    assert "Колишні назви" in body_page(admin, body).text


def test_a_mistake_in_a_name_is_put_right_everywhere(admin, world, clock, app):
    body = world.authority("Депортамент ЖКГ")
    made = world.accepted(authority_id=body)
    clock.advance(days=3)
    admin.submit(body_page(admin, body), "Зберегти", name_uk="Департамент ЖКГ", is_correction="y")
    page = app.test_client().page(f"/q/{made.number}")
    assert "Департамент ЖКГ" in page.text
    assert "Депортамент" not in page.text
    with world.inside() as session:
        assert session.scalars(select(FormerName)).all() == []


def test_a_new_name_may_hold_since_a_day_that_has_passed(admin, world, clock, app):
    body = world.authority("Стара назва")
    made = world.accepted(authority_id=body)
    clock.advance(days=10)
    page = body_page(admin, body)
    admin.submit(page, "Зберегти", name_uk="Нова назва", since=today(-20).isoformat())
    assert "Стара назва" not in app.test_client().page(f"/q/{made.number}").text
    response = admin.submit(body_page(admin, body), "Зберегти", name_uk="Найновіша назва", since=today(-30).isoformat())
    assert "Попередня назва діяла до" in response.text


def test_a_body_that_is_over_is_offered_nowhere_and_its_heir_comes_first(client, world):
    over, heir = world.authority("Старий департамент", slug="staryi"), world.authority("Новий департамент")
    last = world.official(over, name="Роман Дорошенко")
    world.official(heir, name="Ірина Лисенко")
    world.official(world.authority("Аптекоуправління"))
    made = world.accepted(authority_id=over)
    change(world, Authority, over, valid_to=today(-1), successor_id=heir)

    assert "Старий департамент" not in client.page("/ask").text
    desk = librarian(client, world)
    page = desk.page(address(made, "refer"))
    bodies = [text_of(each).split("\n")[0].strip() for each in page.all("summary")]
    assert "Новий департамент" in bodies[0]
    assert "перебрав завдання: Старий департамент" in page.text
    assert "Роман Дорошенко" not in page.text
    assert str(last) not in {each.get("value") for each in page.all("input") if each.get("name") == "officials"}


def test_a_body_whose_day_has_not_come_is_not_offered_yet(client, world):
    world.add(Authority(slug="b", name_uk="Майбутній орган", name_en="B", kind="city", valid_from=today(1)))
    assert "Майбутній орган" not in client.page("/ask").text


def test_one_who_has_left_is_not_offered_but_who_came_after_is(client, world):
    body = world.authority()
    left, came = world.official(body, name="Роман Дорошенко"), world.official(body, name="Ірина Лисенко")
    change(world, Official, left, valid_to=today(-1), successor_id=came)
    made = world.accepted(authority_id=body)
    page = librarian(client, world).page(address(made, "refer"))
    offered = [each.get("value") for each in page.all("input") if each.get("name") == "officials"]
    assert offered == [str(came)]
    assert "замість: Роман Дорошенко" in page.text


def test_an_official_leaves_while_the_page_is_open(client, world):
    made, official = world.accepted(), world.official()
    desk = librarian(client, world)
    page = desk.page(address(made, "refer"))
    change(world, Official, official, valid_to=today(-1))
    response = desk.submit(page, "Показати листи", officials=str(official))
    assert response.status_code == 400


def test_the_page_of_whom_to_ask_makes_as_many_queries_for_many_as_for_few(client, world):
    body, made = world.authority(), world.accepted()
    desk = librarian(client, world)

    def queries():
        seen = []
        with world.inside():
            engine = db.engine
        event.listen(engine, "before_cursor_execute", count := lambda *call: seen.append(call[2]))
        desk.page(address(made, "refer"))
        event.remove(engine, "before_cursor_execute", count)
        return len(seen)

    world.official(body)
    few = queries()
    for n in range(12):
        other = world.authority(f"Орган {n}")
        gone = world.official(other, name=f"Посадовець {n}")
        change(world, Official, gone, valid_to=today(-1), successor_id=world.official(other), deputy_id=world.official(other))
        change(world, Authority, other, successor_id=body)
    assert queries() == few
