"""Labels for colleagues, filters under names of one's own, and what citizens are told when too much waits."""

import dataclasses

import pytest

from reception.domain.events import Tag
from reception.models import Event, Label, QuestionLabel, SavedFilter
from tests.pages import words
from tests.web.librarians import address, librarian, seen, tags, token, value
from tests.web.test_queue import numbers, tabs


@pytest.fixture
def desk(client, world):
    return librarian(client, world)


def label(desk, made, typed):
    return seen(desk.submit(desk.page(address(made)), "Додати", labels=typed))


def test_labels_are_seen_in_the_queue_and_narrow_it(desk, world):
    made, other = world.question(), world.question()
    label(desk, made, "Сквер,  до депутата , сквер")
    page = desk.page("/desk/")
    assert "до депутата" in page.text
    [number] = [each.get("value") for each in page.all("option") if words(each) == "сквер"]
    assert numbers(desk.page(f"/desk/?label={number}")) == [made.number]
    assert tabs(desk.page(f"/desk/?label={number}"))["Усі"] == 1
    assert len(numbers(page)) == 2
    assert numbers(desk.page("/desk/?label=9999")) == []
    assert len(numbers(desk.page("/desk/?label=x"))) == 2
    assert other.number in numbers(page)


def test_labels_make_no_page_old_and_are_in_the_journal_by_number_alone(desk, world):
    made = world.question()
    old = desk.page(address(made))
    label(desk, made, "сквер")
    page = desk.page(address(made))
    assert "+ сквер" in page.text
    desk.submit(page, action=f"/desk/q/{made.number}/labels/1/remove".replace("МК", "%D0%9C%D0%9A"))
    assert tags(world, made) == [Tag.SUBMITTED, Tag.LABELLED, Tag.LABELLED]
    with world.inside() as session:
        assert [event.data for event in session.query(Event).where(Event.tag == Tag.LABELLED).order_by(Event.id)] == [
            {"added": [1], "removed": []},
            {"added": [], "removed": [1]},
        ]
        assert not session.query(Label).all(), "a label that no question has is forgotten"
    desk.submit(old, "Зберегти", public_text="Інший текст")
    assert value(world, made, "public_text") == "Інший текст"


@pytest.mark.parametrize("typed", ["", " , ,", "ж" * 41, ",".join(map(str, range(11)))])
def test_what_is_no_label_is_refused(desk, world, typed):
    made = world.question()
    page = label(desk, made, typed)
    assert page.heading.startswith(made.number)
    with world.inside() as session:
        assert not session.query(QuestionLabel).all()


def test_a_filter_is_kept_under_a_name_and_forgotten(desk, world):
    topic = world.topic("Двори")
    mine = world.accepted(topic_id=topic)
    world.accepted()
    page = desk.page(f"/desk/?tab=to_refer&topic={topic}&sort=newest&page=1&zzz=1")
    kept = seen(desk.submit(page, "Зберегти фільтр", name="Двори передати"))
    [link] = [each.get("href") for each in kept.all("a") if words(each) == "Двори передати"]
    assert link == f"/desk/?tab=to_refer&sort=newest&topic={topic}"
    assert numbers(desk.page(link)) == [mine.number]
    seen(desk.submit(desk.page("/desk/?tab=all"), "Зберегти фільтр", name="Двори передати"))
    page = desk.page("/desk/")
    [link] = [each.get("href") for each in page.all("a") if words(each) == "Двори передати"]
    assert link == "/desk/?tab=all", "one of the same name gives way"
    desk.submit(page, action="/desk/filters/1/forget")
    assert "Двори передати" not in desk.page("/desk/").text


def test_words_that_are_looked_for_are_not_kept(desk, world):
    world.question()
    page = seen(desk.submit(desk.page("/desk/"), "Знайти", words="Петренко"))
    desk.submit(page, "Зберегти фільтр", name="мій")
    with world.inside() as session:
        assert "Петренко" not in session.query(SavedFilter).one().query


@pytest.mark.parametrize("name", ["", "  ", "ж" * 61])
def test_a_filter_needs_a_name_of_a_line(desk, world, name):
    desk.submit(desk.page("/desk/"), "Зберегти фільтр", name=name)
    with world.inside() as session:
        assert not session.query(SavedFilter).all()


def test_filters_are_ones_own(desk, app, world):
    other = librarian(app.test_client(), world)
    desk.submit(desk.page("/desk/"), "Зберегти фільтр", name="Таємний")
    page = other.page("/desk/")
    assert "Таємний" not in page.text
    assert other.post("/desk/filters/1/forget", data={"csrf_token": token(page)}).status_code == 404


@pytest.fixture
def settings(settings):
    return dataclasses.replace(settings, delay_notice_from=3)


def test_citizens_are_told_when_too_much_waits(client, world):
    for _ in range(2):
        world.question()
    assert "триває довше" not in client.page("/").text
    world.question()
    for path in ("/", "/ask"):
        assert "чекають 3 звернення" in client.page(path).text
    world.accepted()
    assert "чекають 3 звернення" in client.page("/").text


def test_who_hears_the_page_knows_which_label_each_button_takes_off(desk, world):
    page = label(desk, world.question(), "сквер, до депутата")
    named = [words(each) for each in page.all("button") if words(each).startswith("Зняти")]
    assert sorted(named) == ["Зняти: до депутата", "Зняти: сквер"]
