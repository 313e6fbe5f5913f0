"""The security check: a tick before anything becomes public, a flag in the queue where words ask for it."""

import pytest
from sqlalchemy import select

from reception.domain.errors import Invalid
from reception.domain.kinds import VerdictValue
from reception.models import Event, Question
from reception.services import triage
from tests.web.librarians import address, librarian, seen, tags, value

TAKE_UP, GIVE_OUT = "Зберегти й узяти в роботу", "Надати відповідь"
SHELLED = "Після обстрілу на вулиці Степовій протікає дах."
FLAG = "безпекова перевірка"


@pytest.fixture
def desk(client, world):
    return librarian(client, world)


def flagged(desk, query="tab=all"):
    """Return the numbers in the queue that have the flag."""
    page = desk.page(f"/desk/?{query}")
    rows = [row for row in page.all("tr") if any((each.text or "") == FLAG for each in row.iter("span"))]
    return ["".join(row.find("th").itertext()).strip() for row in rows]


def test_nothing_becomes_public_without_the_tick_and_the_journal_says_who_gave_it(desk, world):
    made = world.question()
    page = desk.page(address(made))
    assert "подивіться двічі" not in page.text
    response = desk.submit(page, TAKE_UP, public_text="Яма на Степовій")
    assert response.status_code == 400
    assert "зробіть безпекову перевірку" in response.text
    assert "Яма на Степовій" in response.text
    assert world.state(made) == "received"
    desk.submit(seen(response), TAKE_UP, wartime_checked="yes")
    assert world.state(made) == "accepted"
    with world.inside() as session:
        [event] = session.scalars(select(Event).where(Event.tag == "question.wartime_checked"))
        assert event.account_id
        assert event.data == {"cues": 0}


def test_what_nobody_will_read_needs_no_tick(desk, world):
    made = world.question(text=SHELLED, may_publish=False)
    assert "wartime_checked" not in desk.page(address(made)).html
    assert flagged(desk) == []
    desk.submit(desk.page(address(made)), TAKE_UP)
    assert world.state(made) == "accepted"
    assert "question.wartime_checked" not in tags(world, made)


def test_words_that_ask_for_it_are_shown_with_the_law_and_raise_a_flag_until_it_is_made(desk, world):
    plain, shelled = world.question(), world.question(text=SHELLED)
    page = desk.page(address(shelled))
    assert "подивіться двічі" in page.text
    assert "114-2" in page.text
    assert "обстрілу" in [each.text for each in page.all("mark")]
    assert flagged(desk) == [shelled.number]
    assert plain.number not in desk.page("/desk/?tab=all&flag=wartime").html
    assert shelled.number in desk.page("/desk/?tab=all&flag=wartime").html
    desk.submit(page, TAKE_UP, wartime_checked="yes")
    assert flagged(desk) == []
    assert shelled.number not in desk.page("/desk/?tab=all&flag=wartime").html
    assert "Слів, що її потребували: 1" in desk.page(address(shelled)).text


def test_what_was_declined_is_not_flagged(desk, world):
    made = world.question(text=SHELLED)
    assert flagged(desk) == [made.number]
    with world.inside() as session:
        triage.decline(world._librarian(), session.get(Question, made.id), world.reason())
    assert flagged(desk) == []
    assert made.number not in desk.page("/desk/?tab=all&flag=wartime").html


def test_the_tick_stays_while_marks_are_set(desk, world):
    made = world.question(text="Мій номер 067 000 12 34.")
    page = seen(desk.submit(desk.page(address(made)), "Замінити все позначками", wartime_checked="yes"))
    desk.submit(page, TAKE_UP)
    assert world.state(made) == "accepted"


def test_an_answer_raises_the_flag_again_and_needs_a_tick_of_its_own(desk, world):
    made = world.answered(text="Вікна, вибиті вибуховою хвилею, замінять.")
    assert flagged(desk) == [made.number]
    page = desk.page(address(made, "publish"))
    assert "вибуховою" in [each.text for each in page.all("mark")]
    assert desk.submit(page, GIVE_OUT).status_code == 400
    desk.submit(page, GIVE_OUT, wartime_checked="yes")
    assert world.state(made) == "closed"
    assert flagged(desk) == []


def test_a_comment_needs_it_too_but_not_to_be_taken_back(desk, world):
    made = world.published()
    world.judge(made, VerdictValue.PARTLY, "Знову був обстріл.")
    assert flagged(desk) == [made.number]
    page = desk.page(address(made, "comment"))
    assert desk.submit(page, "Зберегти").status_code == 400
    desk.submit(page, "Зберегти", wartime_checked="yes")
    desk.submit(desk.page(address(made, "comment")), "Зберегти", comment="")
    assert tags(world, made)[-2:] == ["verdict.comment_checked", "verdict.comment_checked"]
    assert flagged(desk) == []


def test_a_public_question_needs_it_for_other_words_and_not_for_another_topic(desk, world):
    made, topic = world.accepted(), world.topic()
    desk.submit(desk.page(address(made)), "Зберегти", topic_id=str(topic))
    assert value(world, made, "topic_id") == topic
    assert desk.submit(desk.page(address(made)), "Зберегти", public_text="Інше").status_code == 400


def test_no_service_makes_such_words_public_unchecked(world):
    made = world.question(text=SHELLED)
    with world.inside() as session:
        question = session.get(Question, made.id)
        with pytest.raises(Invalid, match="wartime_unchecked"):
            triage.accept(world._librarian(), question, triage.Edit())
    assert world.state(made) == "received"
