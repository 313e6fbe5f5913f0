"""An act on many questions: one page says what will happen, each question is done by itself, and nothing is lost."""

import dataclasses

import pytest
from sqlalchemy import func, select

from reception.domain.clock import now
from reception.domain.events import Tag
from reception.models import DeclineReason, Letter, Question, Referral
from reception.queries.desk import PAGE
from reception.services import bulk, claims
from tests.pages import form_data, words
from tests.web.librarians import librarian, seen, tags, token, value


@pytest.fixture
def desk(client, world):
    return librarian(client, world, name="Ніна Марченко")


def choose(desk, do, *made, tab="all", **more):
    """Tick questions in the queue and press a button; return the page that says what will happen."""
    page = desk.page(f"/desk/?tab={tab}")
    data = {"csrf_token": token(page), "tab": tab, "do": do, "pick": [str(each.id) for each in made]}
    return seen(desk.post("/desk/bulk", data=data | more, follow_redirects=True))


def confirm(desk, page, button, **fields):
    return seen(desk.submit(page, button, **fields))


def states(world, *made):
    return [world.state(each) for each in made]


def test_the_ticked_are_declined_as_spam(desk, world):
    spam, other = world.reason("spam"), world.reason()
    made = [world.question(email=f"a{n}@mail.example") for n in range(3)]
    page = desk.page("/desk/")
    picked = seen(desk.submit(page, "Відхилити їх", pick=[str(each.id) for each in made[:2]]))
    assert picked.heading == "Відхилити 2 звернення"
    assert form_data(picked.form("Відхилити 2 звернення"))["reason"] == str(spam) != str(other)
    done = confirm(desk, picked, "Відхилити 2 звернення", note="Не надсилайте такого")
    assert done.heading == "Зроблено: 2 із 2"
    assert states(world, *made) == ["declined", "declined", "received"]
    assert value(world, made[0], "decline_note") == "Не надсилайте такого"
    assert tags(world, made[1])[-1] is Tag.DECLINED


def test_the_whole_list_is_given_a_topic_as_it_is_narrowed(desk, world):
    old, new = world.topic("Двори"), world.topic("Сквери")
    made = [world.accepted(topic_id=old) for _ in range(PAGE + 2)]
    other = world.accepted()
    page = desk.page(f"/desk/?tab=to_refer&topic={old}")
    picked = seen(desk.submit(page, "Змінити тему", all="1"))
    assert picked.heading == f"Дати одну тему {PAGE + 2} зверненням"
    confirm(desk, picked, picked.heading, topic_id=str(new))
    assert {value(world, each, "topic_id") for each in made} == {new}
    assert value(world, other, "topic_id") is None


def test_what_cannot_be_passed_on_is_listed_with_the_reason_and_the_rest_goes(desk, world):
    official = world.official()
    ready, new, held = world.accepted(), world.question(), world.accepted()
    colleague = world.staff()
    with world.inside() as session:
        claims.claim(colleague, session.get(Question, held.id))
    page = choose(desk, "refer", ready, new, held)
    assert page.heading == "Передати 1 звернення"
    assert f"{new.number} Яма на вулиці Степовій – Цього вже не можна зробити" in page.text
    assert f"{held.number} Яма на вулиці Степовій – Із цим зверненням зараз працює" in page.text
    done = confirm(desk, page, page.heading, official=str(official), message="Прошу відповісти")
    assert done.heading == "Зроблено: 1 із 1"
    assert states(world, ready, new, held) == ["referred", "received", "accepted"]
    with world.inside() as session:
        assert session.scalars(select(Referral.message)).all() == ["Прошу відповісти"]


def test_one_that_changed_meanwhile_is_reported_and_not_overwritten(desk, world):
    reason = world.reason()
    first, second = world.question(), world.question()
    page = choose(desk, "decline", first, second)
    world.cleaned(second, public_text="Інший текст")
    done = confirm(desk, page, page.heading, reason=str(reason))
    assert done.heading == "Зроблено: 1 із 2"
    assert f"{second.number} Яма на вулиці Степовій – Поки сторінка" in done.text
    assert states(world, first, second) == ["declined", "received"]


def test_sent_twice_it_is_done_once(desk, world):
    official, made = world.official(), world.accepted()
    page = choose(desk, "refer", made)
    confirm(desk, page, page.heading, official=str(official))
    again = confirm(desk, page, page.heading, official=str(official))
    assert again.heading == "Зроблено: 0 із 1"
    assert len(world.again(made).referral_ids) == 1


@pytest.mark.parametrize("do", ["refer", "topic", "decline"])
def test_what_is_not_chosen_or_gone_is_asked_for_again(desk, world, do):
    made = world.accepted()
    world.reason()
    page = choose(desk, do, made)
    field = {"refer": "official", "topic": "topic_id", "decline": "reason"}[do]
    for wrong in ("", "0", "9999", "x"):
        response = desk.submit(page, page.heading, **{field: wrong})
        assert response.status_code == 400
        assert seen(response).heading == page.heading
    assert world.state(made) == "accepted"


def test_nothing_ticked_nothing_known_and_nonsense_lead_back_to_the_list(desk, world):
    made = world.question()
    assert "Нічого не позначено" in choose(desk, "decline").text
    assert choose(desk, "explode", made).heading == "Черга"
    page = desk.page("/desk/")
    for picks in (["9999"], ["x", "-1", "1;2"], [""]):
        answer = desk.post("/desk/bulk", data={"csrf_token": token(page), "do": "topic", "pick": picks}, follow_redirects=True)
        assert "Нічого не позначено" in answer.text
    nonsense = {"csrf_token": token(page), "do": "topic", "all": "1", "tab": "zzz", "sort": "zzz", "topic": "x", "basis": "?"}
    assert seen(desk.post("/desk/bulk", data=nonsense)).heading == "Дати тему 1 зверненню"


class TestUndo:
    """The letters of a selection wait together, and go back together."""

    @pytest.fixture
    def settings(self, settings):
        return dataclasses.replace(settings, undo_seconds=30)

    def test_all_of_it_is_undone_by_one_button(self, desk, world, clock):
        clock.set(now())
        reason = world.reason()
        made = [world.question() for _ in range(3)]
        page = choose(desk, "decline", *made)
        done = confirm(desk, page, page.heading, reason=str(reason))
        assert len([each for each in done.all("button") if words(each) == "Скасувати"]) == 1
        assert "3 звернення" in done.text
        back = confirm(desk, done, "Скасувати")
        assert "Скасовано: 3 звернення знову там, де були." in back.text
        assert states(world, *made) == ["received"] * 3
        with world.inside() as session:
            assert session.scalar(select(func.count()).where(Letter.name == "declined")) == 0


def test_five_hundred_are_done_at_once_and_not_more(desk, world):
    """Their rows are copied from one that was asked for: to ask for each would take longer than what is tested."""
    world.reason("spam")
    world.question()
    with world.inside() as session:
        columns = [column for column in Question.__table__.columns if column.key not in ("id", "form_key", "external_id")]
        pattern = dict(session.execute(select(*columns)).mappings().one())
        rows = [pattern | {"number": f"МК-2026-{n:05}"} for n in range(2, bulk.MOST + 3)]
        session.execute(Question.__table__.insert(), rows)
        session.commit()
    page = desk.page("/desk/")
    picked = seen(desk.submit(page, "Відхилити їх", all="1"))
    assert picked.heading == f"Відхилити {bulk.MOST} звернень"
    assert "решта – 2 –" in picked.text
    done = confirm(desk, picked, picked.heading)
    assert done.heading == f"Зроблено: {bulk.MOST} із {bulk.MOST}"
    with world.inside() as session:
        assert session.scalar(select(func.count()).where(Question.state == "declined")) == bulk.MOST
        assert session.scalar(select(DeclineReason.code)) == "spam"
