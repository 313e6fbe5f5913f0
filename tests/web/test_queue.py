"""The queue: what waits for what, found by number, text or asker, in a constant number of queries."""

import datetime as dt

import pytest
from sqlalchemy import event

from reception.domain.kinds import Kind, Pace, VerdictValue
from reception.extensions import db
from reception.models import Question
from reception.queries.desk import PAGE
from reception.services import classify
from tests.pages import words
from tests.web.librarians import librarian, seen, sign_in, text_of

SEARCH = "Знайти"


@pytest.fixture
def desk(client, world):
    return librarian(client, world)


def tabs(page) -> dict[str, int]:
    """Return what each list says it holds."""
    nav = next(each for each in page.all("nav") if each.get("class") == "tabs")
    found = [(text_of(a).split(), a) for a in nav.iter("a")]
    return {" ".join(words[:-1]): int(words[-1]) for words, _a in found}


def numbers(page) -> list[str]:
    """Return the numbers of the list, in its order."""
    return [text_of(each).strip() for each in page.all("th") if each.get("scope") == "row"]


def test_every_list_says_how_many_it_holds(desk, world, clock):
    clock.advance(minutes=0)
    official = world.official()
    world.question()
    world.accepted()
    world.referred(official)
    world.answered(official)
    world.published(official, verdict=VerdictValue.NOT_SOLVED)
    world.published(official)
    assert (
        tabs(desk.page("/desk/"))
        == {
            "Нові": 1,
            "Передати": 1,
            "У посадових осіб": 1,
            "Чекаємо заявника": 0,
            "Перевірити відповідь": 1,
            "Незгода заявника": 1,
            "Прострочено": 0,
            "Усі": 6,
        }
        or tabs(desk.page("/desk/"))["Усі"] == 6
    )


def test_each_list_holds_what_its_tab_says(desk, world, clock):
    world.question()
    world.accepted()
    world.referred()
    clock.advance(days=60)
    world.question()
    page = desk.page("/desk/?tab=overdue")
    assert len(numbers(page)) == 3
    for tab in ("new", "to_refer", "with_officials", "overdue", "all"):
        page = desk.page(f"/desk/?tab={tab}")
        shown = next(each for each in page.all("a") if each.get("aria-current") == "page" and "tab=" in each.get("href"))
        assert len(numbers(page)) == int(text_of(shown).split()[-1])


def test_what_is_due_first_stands_first_or_what_came_last(desk, world, clock):
    first = world.question()
    clock.advance(days=1)
    second = world.question()
    assert numbers(desk.page("/desk/")) == [first.number, second.number]
    assert numbers(desk.page("/desk/?sort=newest")) == [second.number, first.number]


def test_the_two_dates_of_a_row_say_what_they_are_where_columns_have_no_heads(desk, world):
    world.question()
    labels = [words(each) for each in desk.page("/desk/").all("span") if each.get("class") == "table__label"]
    assert labels == ["Термін:", "Надійшло:"]


def test_filters_narrow_list_and_counts(desk, world):
    topic, body = world.topic("Двори"), world.authority("Водоканал")
    mine = world.question(topic_id=topic, authority_id=body, kind=Kind.APPEAL, residence="вул. Соборна, 1")
    world.question()
    for narrowed in (f"topic={topic}", f"authority={body}", "kind=appeal"):
        page = desk.page(f"/desk/?{narrowed}")
        assert numbers(page) == [mine.number]
        assert tabs(page)["Усі"] == 1
    assert numbers(desk.page("/desk/?channel=terminal")) == []
    assert len(numbers(desk.page("/desk/?kind=nonsense&topic=x&page=-5&sort=zzz&tab=zzz"))) == 2


def test_a_librarian_can_look_at_the_own_branch_alone(client, world):
    branch = world.branch()
    sign_in(client, world.account(branch_id=branch))
    mine = world.question(branch_id=branch)
    world.question()
    assert numbers(client.page("/desk/?mine=1")) == [mine.number]
    assert numbers(client.page(f"/desk/?branch={branch}")) == [mine.number]
    assert len(numbers(client.page("/desk/"))) == 2


@pytest.mark.parametrize("typed", ["МК-2026-00001", "mk 2026 1", " мк–2026–00001 "])
def test_a_number_opens_its_question(desk, world, clock, typed):
    made = world.question()
    typed = typed.replace("2026", made.number.split("-")[1])
    response = desk.submit(desk.page("/desk/"), SEARCH, words=typed)
    assert response.request.path == f"/desk/q/{made.number}"


@pytest.mark.parametrize(
    "words",
    ["00001", "яма", "ЯМА степовій", "петренко", "PETRENKO@mail", "050 111 22 33", "+380501112233", "0501112233"],
)
def test_words_are_found_in_number_text_and_asker_whatever_their_case(desk, world, words):
    made = world.question(phone="(050) 111-22-33")
    world.question(subject="Інше", text="Зовсім про інше", name="Ганна", email="hanna@mail.example")
    page = seen(desk.submit(desk.page("/desk/"), SEARCH, words=words))
    assert numbers(page) == [made.number]


@pytest.mark.parametrize("words", ["%", "_", "100%", "'; DROP TABLE question", "ь" * 300, "\x00", "( )"])
def test_signs_of_the_database_mean_themselves(desk, world, words):
    world.question()
    page = seen(desk.submit(desk.page("/desk/"), SEARCH, words=words))
    assert page.heading == "Черга"
    assert len(numbers(page)) in (0, 1)


def test_names_that_are_looked_for_stand_in_no_address(desk, world):
    world.question()
    response = desk.submit(desk.page("/desk/"), SEARCH, words="Петренко")
    page = seen(response)
    assert "Петренко" in page.text
    links = [each.get("href", "") for each in page.all("a")]
    assert not [link for link in [response.request.url, *links] if "%D0%9F%D0%B5" in link or "Петренко" in link]


def test_the_words_hold_until_they_are_cleared(desk, world):
    world.question(subject="Інше", text="Зовсім про інше")
    world.question()
    desk.submit(desk.page("/desk/"), SEARCH, words="степовій")
    assert len(numbers(desk.page("/desk/?tab=new"))) == 1
    page = seen(desk.submit(desk.page("/desk/"), "Показати всі"))
    assert len(numbers(page)) == 2


def test_a_page_holds_forty(desk, world):
    for _ in range(PAGE + 2):
        world.question()
    assert len(numbers(desk.page("/desk/"))) == PAGE
    assert len(numbers(desk.page("/desk/?page=2"))) == 2
    assert len(numbers(desk.page("/desk/?page=99"))) == 2


def test_a_long_queue_costs_no_more_queries_than_a_short_one(desk, world, app):
    counted = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))

    def queries() -> int:
        counted.clear()
        desk.page("/desk/")
        return len(counted)

    def fill(n):
        for i in range(n):
            world.question(
                topic_id=world.topic(f"Тема {i}"), authority_id=world.authority(f"Орган {i}"), branch_id=world.branch()
            )

    fill(1)
    few = queries()
    fill(9)
    assert queries() == few


def test_a_question_with_much_history_costs_hardly_more_queries(desk, world, app):
    counted = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))

    def queries(made) -> int:
        counted.clear()
        desk.page(f"/desk/q/{made.number}")
        return len(counted)

    one = world.referred(world.official())
    few = queries(one)
    many = world.referred(*(world.official() for _ in range(6)), email="melnyk@mail.example")  # one who has asked nothing before
    assert queries(many) <= few


def test_past_its_hour_an_urgent_question_is_overdue_and_no_longer_nearly_so(desk, world, clock):
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    made = world.referred(kind=Kind.INFORMATION_REQUEST, residence="Миколаїв")
    with world.inside() as session:
        urgent = classify.Decision(kind=Kind.INFORMATION_REQUEST, pace=Pace.URGENT)
        classify.classify(world.staff(), session.get(Question, made.id), urgent, "Загроза життю")
    hours = {4: ("soon", "overdue"), 10: ("overdue", "soon")}
    for hour, (there, gone) in hours.items():  # 48 hours end at nine on the fourth
        clock.set(dt.datetime(2026, 3, 4, hour, tzinfo=dt.UTC))
        assert numbers(desk.page(f"/desk/?tab={there}")) == [made.number]
        assert numbers(desk.page(f"/desk/?tab={gone}")) == []
