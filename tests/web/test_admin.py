"""An administrator keeps accounts, terminals and the directory; nobody else knows of the room."""

import re

import pytest
from sqlalchemy import select

from reception.domain.clock import now
from reception.domain.events import Tag
from reception.domain.roles import Role
from reception.models import Account, Authority, Branch, DeclineReason, Event, Official, Topic
from tests.web.librarians import librarian, seen, sign_in, text_of

ROOMS = [
    "/admin/",
    "/admin/accounts",
    "/admin/accounts/new",
    "/admin/terminals",
    "/admin/branches",
    "/admin/officials/new",
    "/admin/import",
]


@pytest.fixture
def admin(client, world):
    return librarian(client, world, Role.ADMINISTRATOR, login="boss", name="Олександра Ткач")


def journal(world):
    with world.inside() as session:
        return [
            event.data for event in session.scalars(select(Event).where(Event.tag == Tag.DIRECTORY_CHANGED).order_by(Event.id))
        ]


def row(world, model):
    with world.inside() as session:
        return session.scalars(select(model).order_by(model.id.desc())).first()


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.BRANCH_HEAD])
def test_for_other_librarians_there_is_no_such_room(client, world, role):
    librarian(client, world, role)
    assert [client.get(room).status_code for room in ROOMS] == [404] * len(ROOMS)


def test_whoever_is_not_signed_in_is_asked_to(client):
    assert client.page("/admin/accounts").heading == "Вхід для працівників"


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_opens_and_is_kept_by_nobody(admin, room):
    response = admin.get(room)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "no-store"


def test_an_account_is_made_and_its_librarian_signs_in(admin, world, app):
    branch = world.branch()
    page = admin.page("/admin/accounts/new")
    typed = {
        "login": "Bilyk",
        "name": "Володимир Білик",
        "password": "дуже довгий пароль",
        "branch_id": str(branch),
        "role": "branch_head",
    }
    done = admin.submit(page, "Зберегти", **typed)
    assert "Обліковий запис створено" in done.text
    response = sign_in(app.test_client(), "bilyk", "дуже довгий пароль")
    assert response.request.path == "/desk/"


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"password": "короткий"}, "password"),
        ({"login": "boss"}, "login"),
        ({"login": "з пробілом"}, "login"),
        ({"name": ""}, "name"),
        ({"branch_id": "999"}, "branch_id"),
    ],
)
def test_what_is_wrong_with_an_account_is_said_at_its_field(admin, given, field):
    typed = {"login": "new", "name": "Нова", "password": "дуже довгий пароль"} | given
    response = admin.submit(admin.page("/admin/accounts/new"), "Зберегти", **typed)
    assert response.status_code == 400
    assert f'id="{field}-error"' in response.text
    assert "дуже довгий пароль" not in response.text


def test_an_account_gets_a_new_password_and_is_disabled(admin, world, app):
    login = world.account()
    their = app.test_client()
    sign_in(their, login)
    with world.inside() as session:
        account_id = session.scalars(select(Account.id).where(Account.login == login)).one()
    admin.submit(admin.page(f"/admin/accounts/{account_id}/password"), "Встановити пароль", password="зовсім новий пароль")
    assert their.get("/desk/").status_code == 302
    sign_in(their, login, "зовсім новий пароль")
    admin.submit(admin.page(f"/admin/accounts/{account_id}"), "Вимкнути обліковий запис")
    assert their.get("/desk/").status_code == 302
    admin.submit(admin.page(f"/admin/accounts/{account_id}"), "Увімкнути обліковий запис")
    assert sign_in(app.test_client(), login, "зовсім новий пароль").request.path == "/desk/"


def test_the_last_administrator_cannot_be_shut_out(admin, world):
    me = row(world, Account).id
    refused = admin.submit(admin.page(f"/admin/accounts/{me}"), "Вимкнути обліковий запис")
    assert "останній адміністратор" in refused.text
    refused = admin.submit(admin.page(f"/admin/accounts/{me}"), "Зберегти", role="moderator")
    assert refused.status_code == 400
    assert admin.get("/admin/").status_code == 200


def test_a_terminal_is_made_its_code_is_shown_once_and_it_is_revoked(admin, world, app):
    world.branch("Бібліотека-філія № 5")
    made = admin.submit(admin.page("/admin/terminals"), "Створити термінал", name="Читальна зала")
    code = re.search(r"Код: ([\w-]+)", made.text)[1]
    assert code not in admin.page("/admin/terminals").html
    visitor = app.test_client()
    visitor.submit(visitor.page("/terminal/"), action="/terminal/", code=code)
    assert "Читальна зала" in visitor.page("/terminal/").text
    assert "підключено" in admin.page("/admin/terminals").text
    admin.submit(admin.page("/admin/terminals"), "Відкликати")
    assert "Читальна зала" not in visitor.page("/terminal/").text


def test_a_terminal_without_a_name_is_not_made(admin, world):
    world.branch()
    response = admin.submit(admin.page("/admin/terminals"), "Створити термінал", name=" ")
    assert response.status_code == 400
    assert 'id="name-error"' in response.text


def test_a_topic_is_added_changed_and_taken_out_of_use(admin, world, app):
    typed = {"name_uk": "Дитячі майданчики", "official_topic": "10", "position": "3"}
    admin.submit(admin.page("/admin/topics/new"), "Зберегти", **typed)
    topic = row(world, Topic)
    assert (topic.slug, topic.name_en, topic.official_topic) == ("dytiachi-maidanchyky", "Дитячі майданчики", 10)
    assert "Дитячі майданчики" in app.test_client().page("/ask").text
    admin.submit(admin.page(f"/admin/topics/{topic.id}"), "Зберегти", name_en="Playgrounds", is_active=None)
    assert "Дитячі майданчики" not in app.test_client().page("/ask").text
    assert journal(world)[-1] == {
        "what": "topic",
        "name": "Дитячі майданчики",
        "before": {"name_en": "Дитячі майданчики", "is_active": True},
        "after": {"name_en": "Playgrounds", "is_active": False},
    }


def test_saving_without_a_change_is_not_journalled(admin, world):
    topic = world.topic()
    admin.submit(admin.page(f"/admin/topics/{topic}"), "Зберегти")
    assert journal(world) == []


@pytest.mark.parametrize(
    ("room", "given", "field"),
    [
        ("topics", {"name_uk": "", "official_topic": "1"}, "name_uk"),
        ("topics", {"name_uk": "Тема", "official_topic": "25"}, "official_topic"),
        ("topics", {"name_uk": "Тема", "official_topic": ""}, "official_topic"),
        ("topics", {"name_uk": "Тема", "official_topic": "1", "slug": "Кирилиця"}, "slug"),
        ("branches", {"code": "", "name_uk": "Філія"}, "code"),
        ("branches", {"code": "7/8", "name_uk": "Філія"}, "code"),
        ("reasons", {"code": "spam", "title_uk": "Реклама", "text_uk": ""}, "text_uk"),
        ("authorities", {"name_uk": "Орган", "email": "не адреса"}, "email"),
        ("authorities", {"name_uk": "О" * 301}, "name_uk"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_at_its_field(admin, room, given, field):
    response = admin.submit(admin.page(f"/admin/{room}/new"), "Зберегти", **given)
    assert response.status_code == 400
    assert f'id="{field}-error"' in response.text


def test_a_code_is_given_once(admin, world):
    world.branch(code="07")
    response = admin.submit(admin.page("/admin/branches/new"), "Зберегти", code="07", name_uk="Філія № 7")
    assert response.status_code == 400
    assert "вже є" in response.text


def test_the_code_of_a_row_never_changes(admin, world):
    branch = world.branch(code="07")
    page = admin.page(f"/admin/branches/{branch}")
    assert not [each for each in page.all("input") if each.get("name") == "code"]
    admin.submit(page, "Зберегти", address="вул. Соборна, 7")
    assert row(world, Branch).code == "07"


def test_an_authority_and_its_official_are_added_and_can_be_asked(admin, world):
    topic, made = world.topic(), world.accepted()
    admin.submit(admin.page("/admin/authorities/new"), "Зберегти", name_uk="Департамент ЖКГ", topics=str(topic))
    body = row(world, Authority)
    assert body.slug == "departament-zhkh"
    typed = {"authority": str(body.id), "name": "Олена Коваль", "post": "директорка", "email": "Koval@City.example"}
    admin.submit(admin.page("/admin/officials/new"), "Зберегти", **typed)
    assert row(world, Official).email == "koval@city.example"
    assert "Олена Коваль, директорка" in admin.page(f"/desk/q/{made.number}/refer").text
    admin.submit(admin.page(f"/admin/officials/{row(world, Official).id}"), "Зберегти", is_active=None)
    assert "Олена Коваль" not in admin.page(f"/desk/q/{made.number}/refer").text


def test_a_mended_address_is_no_longer_refused(admin, world):
    official = world.official(email="old@city.example")
    with world.inside() as session:
        session.get(Official, official).address_refused_at = now()
        session.commit()
    assert "адресу відхилено" in admin.page("/admin/officials").text
    admin.submit(admin.page(f"/admin/officials/{official}"), "Зберегти", email="new@city.example")
    assert "адресу відхилено" not in admin.page("/admin/officials").text


def test_the_journal_keeps_no_address_of_a_person(admin, world):
    official = world.official(email="old@city.example")
    admin.submit(admin.page(f"/admin/officials/{official}"), "Зберегти", email="new@town.example", post="начальник")
    changed = journal(world)[-1]
    assert (changed["before"]["email"], changed["after"]["email"]) == ("…@city.example", "…@town.example")
    assert changed["after"]["post"] == "начальник"


def test_a_reason_is_added_and_stands_in_the_catalogue(admin, world):
    typed = {"code": "spam", "title_uk": "Це реклама", "text_uk": "Ми не публікуємо реклами.", "result": "9.6"}
    admin.submit(admin.page("/admin/reasons/new"), "Зберегти", **typed)
    assert (row(world, DeclineReason).is_public, row(world, DeclineReason).result) == (True, "9.6")
    page = admin.page(f"/admin/reasons/{row(world, DeclineReason).id}")
    assert admin.submit(page, "Зберегти", result="9.1").status_code == 400
    assert row(world, DeclineReason).result == "9.6"
    admin.submit(page, "Зберегти", result="")
    assert row(world, DeclineReason).result is None
    made = world.question()
    assert "Це реклама" in admin.page(f"/desk/q/{made.number}/decline").text


def test_lists_name_their_rows(admin, world):
    world.official(world.authority("Водоканал"), name="Петро Вода")
    table = admin.page("/admin/authorities").all("table")[0]
    assert "Петро Вода" in text_of(table)
    assert seen(admin.get("/admin/officials")).heading == "Посадові особи"


@pytest.mark.parametrize("address", ["/admin/topics/999", "/admin/accounts/999", "/admin/nonsense"])
def test_what_is_not_there_is_404(admin, address):
    assert admin.get(address).status_code == 404


def test_the_journal_speaks_as_the_forms_do(admin, world):
    world.branch("Філія на Намиві")
    branch = row(world, Branch).id
    typed = {"name": "Ніна Марченко", "login": "nina", "password": "довгий новий пароль", "role": "branch_head"}
    typed["branch_id"] = str(branch)
    admin.submit(admin.page("/admin/accounts/new"), "Зберегти", **typed)
    body = world.authority("Департамент транспорту", "transport")
    fields = {"authority": str(body), "name": "Петро Вода", "post": "начальник", "is_head": "y", "valid_from": "2026-04-02"}
    admin.submit(admin.page("/admin/officials/new"), "Зберегти", **fields)
    page = admin.page("/admin/journal").text
    for told in ("Роль: завідувач філії", "Філія: Філія на Намиві", "Орган влади: Департамент транспорту", "Очолює орган: так"):
        assert told in page
    assert "Перший день: 02.04.2026" in page
    assert not re.findall(r"\b[a-z]+_[a-z]+\b", page)


def test_the_journal_says_who_changed_what(admin, world):
    topic = world.topic("Дороги")
    admin.submit(admin.page(f"/admin/topics/{topic}"), "Зберегти", name_uk="Дороги і мости")
    page = admin.page("/admin/journal").text
    assert "Назва українською: Дороги → Дороги і мости" in page
    assert "Олександра Ткач" in page
