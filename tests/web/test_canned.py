"""Ready texts: librarians write them and put them into decisions, administrators take them out of use, and nobody gets one
with a place left to fill."""

import pytest
from sqlalchemy import select

from reception.domain.errors import Invalid, NotFound
from reception.domain.events import Tag
from reception.domain.lifecycle import Action
from reception.domain.placeholders import NAMES, WITH_TEXTS, places
from reception.domain.roles import Role
from reception.models import CannedText, Event, Letter, Question
from reception.services import clarify, directory, refer, respond, triage
from reception.services.catalogue import load_catalogues
from tests.web.librarians import address, librarian, seen, text_of, token

PUT_IN = "Вставити"


@pytest.fixture
def desk(client, world):
    return librarian(client, world)


@pytest.fixture
def admin(app, world):
    return librarian(app.test_client(), world, Role.ADMINISTRATOR)


def field(response, name):
    return next(text_of(each).strip() for each in seen(response).all("textarea") if each.get("name") == name)


def offered(page):
    return [text_of(each) for each in page.all("option")]


def test_a_text_is_put_in_behind_what_is_typed_and_its_places_are_filled(desk, world, app):
    made, text = world.question(), world.text(text="Питання {number} «{subject}».\n\nЧекаємо на вас.")
    reason = world.reason()
    page = desk.page(address(made, "decline"))
    put = desk.submit(page, PUT_IN, canned=str(text), note="Добрий день!", reason=str(reason))
    assert field(put, "note") == f"Добрий день!\n\nПитання {made.number} «Яма на вулиці Степовій».\n\nЧекаємо на вас."
    assert world.state(made) == "received"
    desk.submit(seen(put), "Відхилити")
    with world.inside() as session:
        assert f"Питання {made.number}" in session.scalars(select(Letter).where(Letter.name == "declined")).one().body_text


def test_without_a_choice_nothing_happens(desk, world):
    made, _text, reason = world.question(), world.text(), world.reason()
    put = desk.submit(desk.page(address(made, "decline")), PUT_IN, reason=str(reason), note="Моє")
    assert "Спершу оберіть" in put.text
    assert field(put, "note") == "Моє"
    assert world.state(made) == "received"


def test_from_where_a_text_is_put_in_a_librarian_comes_to_all_of_them(desk, world):
    made, _text = world.question(), world.text(title_uk="Не до нас")
    page = desk.page(address(made, "decline"))
    assert "Не до нас" in desk.page(next(each.get("href") for each in page.all("a") if "готові тексти" in text_of(each))).text


def test_a_place_that_is_not_known_is_shown_and_never_sent(desk, world):
    made, text, reason = world.question(), world.text(text="Орган: {authority}"), world.reason()
    put = desk.submit(desk.page(address(made, "decline")), PUT_IN, canned=str(text), reason=str(reason))
    assert "{authority}. Програма цього не знає" in put.text
    refused = desk.submit(seen(put), "Відхилити")
    assert refused.status_code == 400
    assert "{authority}" in field(refused, "note")
    assert world.state(made) == "received"
    desk.submit(seen(refused), "Відхилити", note="Орган: департамент")
    assert world.state(made) == "declined"


def test_texts_of_the_topic_come_first_and_those_of_other_topics_not_at_all(desk, world):
    trees, heat = world.topic("Дерева"), world.topic("Опалення")
    for title, topic in (("Про все", None), ("Про дерева", trees), ("Про тепло", heat)):
        world.text(Action.ASK_ASKER, title_uk=title, topic_id=topic)
    world.text(Action.DECLINE, title_uk="Відмова")
    world.text(Action.ASK_ASKER, title_uk="Старе", is_active=False)
    made = world.accepted(topic_id=trees)
    assert offered(desk.page(address(made, "ask"))) == ["оберіть", "Про дерева", "Про все"]


def test_letters_to_an_english_asker_get_the_english_text(desk, world):
    made, text = world.accepted(language="en"), world.text(Action.ASK_ASKER, text_en="Where exactly? Today: {today}")
    put = desk.submit(desk.page(address(made, "ask")), PUT_IN, canned=str(text))
    assert field(put, "text").startswith("Where exactly? Today:")


def test_a_text_taken_out_of_use_meanwhile_is_said_and_nothing_is_lost(desk, world):
    made, text = world.accepted(), world.text(Action.ASK_ASKER)
    page = desk.page(address(made, "ask"))
    with world.inside() as session:
        session.get(CannedText, text).is_active = False
        session.commit()
    put = desk.submit(page, PUT_IN, canned=str(text), text="Моє")
    assert "вже немає" in put.text
    assert field(put, "text") == "Моє"


@pytest.mark.parametrize(
    ("stage", "act"),
    [
        ("accepted", lambda a, q, w: clarify.ask_asker(a, q, w)),
        ("accepted", lambda a, q, w: respond.answer_self(a, q, respond.Reply(text=w, outcome="9.3"))),
        ("referred", lambda a, q, w: refer.recall(a, q, w)),
        ("published", lambda a, q, w: triage.reopen(a, q, w)),
        ("accepted", lambda a, q, w: triage.hide(a, q, w)),
    ],
)
def test_no_service_sends_a_place_that_is_left(world, stage, act):
    made, actor = getattr(world, stage)(), world.staff()
    with world.inside() as session, pytest.raises(Invalid, match="placeholder_left"):
        act(actor, session.get(Question, made.id), "До {due}")


def test_administrators_keep_texts_and_the_journal_tells_both(admin, world):
    typed = {"code": "sorry", "title_uk": "Вибачення", "text_uk": "Вибачте. {number}"}
    admin.submit(admin.page("/admin/texts/new"), "Зберегти", **typed)
    [row_id] = [each.id for each in rows(world)]
    admin.submit(admin.page(f"/admin/texts/{row_id}"), "Зберегти", text_uk="Перепрошуємо. {number}")
    with world.inside() as session:
        event = session.scalars(select(Event).where(Event.tag == Tag.DIRECTORY_CHANGED).order_by(Event.id.desc())).first()
    assert (event.data["before"]["text_uk"], event.data["after"]["text_uk"]) == ("Вибачте. {number}", "Перепрошуємо. {number}")
    assert "Вибачте. {number} → Перепрошуємо. {number}" in admin.page("/admin/journal").text


@pytest.mark.parametrize("role", [Role.MODERATOR, Role.BRANCH_HEAD])
def test_librarians_write_and_change_texts_and_the_journal_says_who(app, world, admin, role):
    desk = librarian(app.test_client(), world, role, name="Ніна Марченко")
    assert "Готові тексти" in desk.page("/desk/").text
    topic = world.topic("Дороги")
    typed = {"code": "sorry", "title_uk": "Вибачення", "action": "decline", "topic": str(topic), "text_uk": "Вибачте."}
    desk.post("/admin/texts/new", data=typed | {"csrf_token": token(desk.page("/admin/texts/new"))})
    [text] = rows(world)
    assert (text.action, text.topic_id, text.is_active) == (Action.DECLINE, topic, True)
    desk.submit(desk.page(f"/admin/texts/{text.id}"), "Зберегти", text_uk="Перепрошуємо. {number}")
    assert "Вибачення" in desk.page("/admin/texts").text
    told = admin.page("/admin/journal").text
    assert "Вибачте. → Перепрошуємо. {number}" in told
    assert "Ніна Марченко" in told


def test_only_administrators_take_a_text_out_of_use(desk, admin, world):
    text = world.text()
    page = desk.page(f"/admin/texts/{text}")
    assert not [each for each in page.all("input") if each.get("name") == "is_active"]
    desk.submit(page, "Зберегти", title_uk="Нова назва")
    assert [(each.title_uk, each.is_active) for each in rows(world)] == [("Нова назва", True)]
    row = rows(world)[0]
    with world.inside() as session:
        actor, row = world._librarian(), session.get(CannedText, row.id)
        with pytest.raises(NotFound):
            directory.save(actor, CannedText, {"is_active": False}, row)
    admin.submit(admin.page(f"/admin/texts/{text}"), "Зберегти", is_active=None)
    assert [each.is_active for each in rows(world)] == [False]
    desk.submit(desk.page(f"/admin/texts/{text}"), "Зберегти", title_uk="Ще новіша")
    assert [(each.title_uk, each.is_active) for each in rows(world)] == [("Ще новіша", False)]


def test_librarians_find_nothing_else_of_administration(desk):
    links = [link.get("href") for link in desk.page("/admin/texts").all("a") if (link.get("href") or "").startswith("/admin")]
    assert {desk.get(link).status_code for link in links} == {200}
    assert desk.get("/admin/reasons").status_code == 404


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"text_uk": "Пане {name}"}, "text_uk"),
        ({"text_uk": "{number.__class__} {імʼя} {due_on}"}, "text_uk"),
        ({"text_uk": "ш" * 10_000}, "text_uk"),
        ({"action": "publish"}, "action"),
        ({"text_uk": ""}, "text_uk"),
    ],
)
def test_what_is_wrong_with_a_text_is_said_at_its_field(admin, world, typed, field):
    whole = {"code": "x", "title_uk": "Назва", "action": "decline", "text_uk": "Текст"} | typed
    response = admin.post("/admin/texts/new", data=whole | {"csrf_token": token(admin.page("/admin/texts/new"))})
    assert response.status_code == 400
    assert f'id="{field}-error"' in response.text
    assert not rows(world)


def rows(world):
    with world.inside() as session:
        return list(session.scalars(select(CannedText)))


def test_two_administrators_at_once_lose_nothing(admin, app, world):
    text = world.text(text="Перше")
    other = librarian(app.test_client(), world, Role.ADMINISTRATOR)
    mine, theirs = admin.page(f"/admin/texts/{text}"), other.page(f"/admin/texts/{text}")
    other.submit(theirs, "Зберегти", text_uk="Їхнє")
    late = admin.submit(mine, "Зберегти", text_uk="Моє")
    assert late.status_code == 409
    assert field(late, "text_uk") == "Моє"
    assert "Їхнє" in late.text
    assert [each.text_uk for each in rows(world)] == ["Їхнє"]
    admin.submit(seen(late), "Зберегти")
    assert [each.text_uk for each in rows(world)] == ["Моє"]


def test_the_shipped_texts_are_a_dozen_and_more_for_every_action_and_hold_no_strange_place(world):
    with world.inside() as session:
        load_catalogues()
        texts = list(session.scalars(select(CannedText)))
        assert len(texts) >= 12
        assert {each.action for each in texts} == set(WITH_TEXTS)
        assert {place for each in texts for place in places(each.text_uk)} <= set(NAMES)
        assert all(places(each.text_uk) == places(each.text_en) for each in texts)
        assert load_catalogues() == 0
        first = texts[0]
        directory.save(world.staff(Role.ADMINISTRATOR), CannedText, {"text_uk": "Своє"}, first)
        load_catalogues()
        assert session.get(CannedText, first.id).text_uk == "Своє"
