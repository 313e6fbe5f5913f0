"""At the desk a new question has a topic and an addressee suggested, with the words that say so; one button takes it."""

import datetime as dt

import pytest

from reception.domain.clock import today
from reception.models import Authority, Learnt, Topic
from reception.services.suggesting import ENOUGH, learn_anew
from tests.unit.search.test_learning import archive
from tests.web.librarians import address, librarian, seen, value

NEW = {"subject": "Ями на дорозі", "text": "Ями на дорозі біля школи, асфальт розбитий. Коли ремонт?"}


@pytest.fixture
def town(world):
    """Topics and bodies by label, and decisions on them."""
    topics = {n: world.topic(f"Тема {n}") for n in (1, 2, 3)}
    bodies = {n: world.authority(f"Орган {n}") for n in (1, 2, 3)}
    official = {n: world.official(bodies[n]) for n in bodies}
    for n, (label, text) in enumerate(archive(60)):
        world.referred(official[label], topic_id=topics[label], subject=f"Звернення {n}", text=text, email=f"a{n}@mail.example")
    with world.inside():
        assert learn_anew() == 2
        assert learn_anew() == 0, "nothing was decided since"
    return topics, bodies


@pytest.fixture
def desk(client, world):
    return librarian(client, world)


def chosen(page, name):
    select = next(each for each in page.all("select") if each.get("name") == name)
    return next((each.get("value") for each in select.iter("option") if "selected" in each.attrib), "0")


def test_a_suggestion_says_why_and_is_taken_by_one_button_that_saves_nothing(town, desk, world):
    topics, bodies = town
    made = world.question(**NEW)
    page = desk.page(address(made))
    assert "Підказка: Тема 1 – через слова «" in page.text
    assert "Підказка: Орган 1" in page.text
    put = seen(desk.submit(page, "Обрати – Тема 1", public_text="Мій текст"))
    assert chosen(put, "topic_id") == str(topics[1])
    assert "Мій текст" in put.html
    assert value(world, made, "topic_id") is None
    assert "Підказка: Тема 1" not in put.text
    put = seen(desk.submit(put, "Обрати – Орган 1"))
    desk.submit(put, "Зберегти")
    assert (value(world, made, "topic_id"), value(world, made, "authority_id")) == (topics[1], bodies[1])


def test_nothing_is_suggested_when_unsure_or_when_it_is_chosen_already(town, desk, world):
    topics, _bodies = town
    unsure = world.question(subject="Книги", text="Чи є у вас підручник з фізики?")
    assert "Підказка" not in desk.page(address(unsure)).text
    made = world.accepted(topic_id=topics[1], authority_id=_bodies[1], **NEW)
    assert "Підказка" not in desk.page(address(made)).text


def test_what_went_out_of_use_is_not_suggested(town, desk, world):
    topics, bodies = town
    with world.inside() as session:
        session.get(Topic, topics[1]).is_active = session.get(Authority, bodies[1]).is_active = False
        session.commit()
    assert "Підказка" not in desk.page(address(world.question(**NEW))).text


def test_a_body_that_has_ended_is_not_suggested(town, desk, world):
    _topics, bodies = town
    with world.inside() as session:
        session.get(Authority, bodies[1]).valid_to = today() - dt.timedelta(days=1)
        session.commit()
    text = desk.page(address(world.question(**NEW))).text
    assert "Підказка: Тема 1" in text
    assert "Підказка: Орган 1" not in text


def test_a_new_library_has_no_suggestions_and_no_errors(desk, world):
    with world.inside() as session:
        assert learn_anew() == 0
        assert not session.query(Learnt).all()
    assert "Підказка" not in desk.page(address(world.question(**NEW))).text


def test_it_learns_anew_after_enough_decisions_and_from_public_texts_alone(town, world):
    topics, _bodies = town
    for n in range(ENOUGH):
        world.accepted(topic_id=topics[2], may_publish=False, text=f"Таємнослово {n}", email=f"b{n}@mail.example")
    with world.inside():
        assert learn_anew() == 0, "what readers may not see is not learnt from"
    for n in range(ENOUGH):
        world.accepted(topic_id=topics[2], text=f"Новослово і вікно {n}", email=f"c{n}@mail.example")
    with world.inside():
        assert learn_anew() == 1


def test_a_button_that_names_nothing_known_changes_nothing(town, desk, world):
    made = world.question(**NEW)
    page = desk.page(address(made))
    token = page.form("Зберегти").find(".//input[@name='csrf_token']").get("value")
    for odd in ("topic-999999", "topic-x", "state-1", "", "topic"):
        assert desk.post(f"{address(made)}/edit", data={"csrf_token": token, "suggested": odd, "version": "1"}).status_code == 200
    assert value(world, made, "topic_id") is None
