"""A promise is asked about when its date comes, twice, then looked after at the desk; what was said of it is what counts."""

import datetime as dt
import re

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.errors import Invalid, NotAllowed
from reception.domain.events import Tag
from reception.domain.kinds import VerdictValue
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import Said, Standing
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Letter, Official, Promise, Question
from reception.queries import promises as query
from reception.queries.public_view import public_view
from reception.services import delivery, promise_letters, promises, refer, retention, triage

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
DUE = dt.date(2026, 4, 15)


@pytest.fixture(autouse=True)
def _monday(clock):
    clock.set(MONDAY)


def at(clock, day, month, hour=10):
    clock.set(dt.datetime(2026, month, day, hour, tzinfo=house_clock.KYIV))


def promised(world, *officials, due=DUE, **asked):
    """Return a question whose answer promises something."""
    made = world.referred(*officials, **asked)
    for referral_id in made.referral_ids:
        world.answer(referral_id, outcome=Outcome.EXPLAINED, commitment=Commitment.PLANNED, promised_on=due)
    world.publish(made, Outcome.EXPLAINED)
    return world.again(made)


def ask(world):
    with world.inside():
        count = promise_letters.ask()
        delivery.send_due()
        return count


def of(session, made):
    return session.scalars(select(Promise).where(Promise.question_id == made.id)).one()


def say(world, made, said, day=None, text="Яму засипано.", actor=None):
    with world.inside() as session:
        promise = of(session, made)
        actor = actor or Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0], link_id=promise.link_id)
        promises.report(actor, promise, promises.Word(said=said, text=text, day=day))


def standing(world, made):
    with world.inside() as session:
        return of(session, made).standing


def tags(world, made):
    with world.inside() as session:
        return [event.tag for event in session.get(Question, made.id).events if event.tag.startswith("promise.")]


def test_an_official_who_is_silent_is_asked_twice_then_the_desk_asks_and_the_citizen_is_told(world, clock, smtp):
    made = promised(world, world.official(email="koval@city.example"))
    letters = []
    for day, month in ((7, 4), (8, 4), (9, 4), (15, 4), (16, 4), (21, 4), (22, 4), (28, 4), (29, 4), (30, 4)):
        at(clock, day, month)
        letters.append((day, ask(world) + ask(world)))
    assert [day for day, count in letters if count] == [8, 15, 22]
    subjects = [each.subject for each in smtp.to("koval@city.example") if made.number in each.subject][-3:]
    assert [re.sub(".* – ", "", subject) for subject in subjects] == [
        "Обіцяна дата вже близько", "Чи зроблено, як обіцяли?", "Ми досі не знаємо: чи зроблено, як обіцяли?",
    ]  # fmt: skip
    [told] = [each for each in smtp.to("petrenko@mail.example") if "Обіцяна дата минула" in each.subject]
    assert "⟦" not in told.text
    assert tags(world, made) == [Tag.PROMISE_ASKED, Tag.PROMISE_PASSED, Tag.PROMISE_ASKED]
    assert standing(world, made) is Standing.LATE
    with world.inside():
        [task] = query.tasks(SYSTEM).to_ask
        assert (task.question.number, query.count(SYSTEM)) == (made.number, 1)
    say(world, made, Said.NOT_DONE, text="Коштів не буде.", actor=Actor(ActorKind.STAFF))
    with world.inside() as session:
        assert query.tasks(SYSTEM).to_ask == []
        [row] = of(session, made).reports
        assert row.by_library
    assert any("не буде" in each.subject for each in smtp_after(world, smtp))


def smtp_after(world, smtp):
    with world.inside():
        delivery.send_due()
    return smtp.to("petrenko@mail.example")


def test_what_is_done_in_time_is_kept_and_the_citizen_is_asked_for_a_verdict(world, clock):
    made = promised(world)
    world.judge(made, VerdictValue.PARTLY)
    at(clock, 15, 4)
    ask(world)
    at(clock, 16, 4)
    say(world, made, Said.DONE, dt.date(2026, 4, 14))
    assert standing(world, made) is Standing.KEPT
    with world.inside() as session:
        question = session.get(Question, made.id)
        assert question.verdict is None
        [answer] = public_view(question).answers
        assert (answer.promise.verdict, answer.promise.reports[0].text) == (None, None)
    world.judge(made, VerdictValue.NOT_SOLVED)
    with world.inside() as session:
        [answer] = public_view(session.get(Question, made.id)).answers
        assert (answer.promise.standing, answer.promise.verdict) == (Standing.KEPT, VerdictValue.NOT_SOLVED)


def test_what_is_put_off_is_overdue_after_the_first_date_and_is_asked_about_on_the_new_one(world, clock):
    made = promised(world)
    at(clock, 1, 4)
    say(world, made, Said.LATER, dt.date(2026, 5, 20), "Немає асфальту.")
    assert standing(world, made) is Standing.MOVED
    at(clock, 16, 4)
    assert (ask(world), standing(world, made)) == (0, Standing.LATE)
    at(clock, 20, 5)
    assert ask(world) == 1
    say(world, made, Said.DONE, dt.date(2026, 5, 19))
    assert standing(world, made) is Standing.KEPT_LATE
    assert tags(world, made) == [Tag.PROMISE_MOVED, Tag.PROMISE_ASKED, Tag.PROMISE_KEPT]
    with pytest.raises(NotAllowed):
        say(world, made, Said.NOT_DONE)


@pytest.mark.parametrize(
    ("said", "day", "field"),
    [
        (Said.DONE, None, "done_on"), (Said.DONE, dt.date(2026, 4, 16), "done_on"), (Said.DONE, dt.date(2026, 3, 1), "done_on"),
        (Said.LATER, None, "until"), (Said.LATER, DUE, "until"), (Said.NOT_DONE, None, "text"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(world, clock, said, day, field):
    made = promised(world)
    at(clock, 15, 4)
    with pytest.raises(Invalid) as error:
        say(world, made, said, day, "" if field == "text" else "Слова.")
    assert error.value.field == field
    assert tags(world, made) == []


def test_who_does_the_office_now_is_asked_with_a_link_and_a_name_of_the_own(world, clock, smtp):
    body = world.authority()
    left, came = world.official(body, email="koval@city.example"), world.official(body, "Тарас Гнатюк", email="new@city.example")
    made = promised(world, left)
    with world.inside() as session:
        session.get(Official, left).successor_id = came
        session.get(Official, left).is_active = False
        session.commit()
    at(clock, 15, 4)
    assert ask(world) == 1
    [letter] = smtp.to("new@city.example")
    assert f"/answer/{world.token_of(made.referral_ids[0])}/promise" in letter.text
    say(world, made, Said.DONE, DUE)
    with world.inside() as session:
        assert of(session, made).reports[0].official_name == "Тарас Гнатюк"


def test_where_nobody_can_be_written_to_the_desk_asks_at_once_and_the_citizen_is_told_later(world, clock):
    official = world.official()
    made = promised(world, official)
    with world.inside() as session:
        session.get(Official, official).address_refused_at = house_clock.now()
        session.commit()
    at(clock, 15, 4)
    assert ask(world) == 0
    with world.inside():
        assert len(query.tasks(SYSTEM).to_ask) == 1
    at(clock, 22, 4)
    ask(world)
    assert tags(world, made) == [Tag.PROMISE_PASSED]


def test_a_letter_that_is_no_longer_wanted_does_not_leave(world, clock, smtp):
    made = promised(world, world.official(email="koval@city.example"))
    at(clock, 15, 4)
    with world.inside():
        assert promise_letters.ask() == 1
    say(world, made, Said.DONE, DUE, actor=Actor(ActorKind.STAFF))
    with world.inside():
        delivery.send_due()
    assert not [each for each in smtp.to("koval@city.example") if "обіцяли" in each.subject]


@pytest.mark.parametrize("hour", [8, 19])
def test_outside_working_hours_nobody_is_asked(world, clock, hour):
    promised(world)
    at(clock, 15, 4, hour)
    assert ask(world) == 0


def test_nobody_gets_two_such_letters_on_a_day(world, clock):
    official = world.official()
    promised(world, official)
    promised(world, official)
    at(clock, 15, 4)
    assert (ask(world), ask(world)) == (1, 0)
    at(clock, 16, 4)
    assert ask(world) == 1


def test_while_the_question_is_taken_up_anew_nobody_is_asked(world, clock, do):
    made = promised(world)
    do(triage.reopen, made, "Знову")
    at(clock, 15, 4)
    assert ask(world) == 0


def test_a_citizen_without_an_address_is_put_on_the_call_list(world, clock):
    made = promised(world, email=None, phone="050 111 22 33")
    at(clock, 15, 4)
    ask(world)
    say(world, made, Said.NOT_DONE, text="Коштів не буде.")
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.name == "promise_broken")).one()
        assert letter.tell_since is not None


def test_those_who_asked_the_same_learn_what_became_of_it_and_not_the_words(world, clock, smtp, join):
    made = world.accepted()
    join(world.accepted(name="Ольга Бойко", email="boiko@mail.example"), made)
    with world.inside() as session:
        refer.refer(SYSTEM, session.get(Question, made.id), (world.official(),))
    made = world.again(made)
    world.answer(made.referral_ids[0], outcome=Outcome.EXPLAINED, commitment=Commitment.PLANNED, promised_on=DUE)
    world.publish(made, Outcome.EXPLAINED)
    at(clock, 15, 4)
    say(world, made, Said.NOT_DONE, text="Коштів не буде.")
    with world.inside():
        delivery.send_due()
    letter = smtp.to("boiko@mail.example")[-1]
    assert "зроблено не буде" in letter.text
    assert made.number in letter.text
    assert "Коштів" not in letter.text + letter.html


def test_words_become_public_after_the_check_and_only_clean(world, clock):
    made = promised(world)
    at(clock, 15, 4)
    ask(world)
    say(world, made, Said.DONE, DUE, "Зробили, дзвоніть Петренку 067 123 45 67.")
    with world.inside() as session:
        [row] = of(session, made).reports
        dirty = promises.PublicWords(text=row.text)
        with pytest.raises(Invalid, match="personal_data_left"):
            promises.publish_words(SYSTEM, row, dirty)
        assert len(query.tasks(SYSTEM).to_check) == 1
        promises.publish_words(SYSTEM, row, promises.PublicWords(text="Зробили.", may_stay=True))
    with world.inside() as session:
        [answer] = public_view(session.get(Question, made.id)).answers
        assert answer.promise.reports[0].text == "Зробили."
        assert len(query.tasks(SYSTEM)) == 0


def test_retention_keeps_only_the_words_that_readers_got(world, clock):
    made = promised(world)
    at(clock, 15, 4)
    say(world, made, Said.DONE, DUE, "Слова з телефоном.")
    clock.set(dt.datetime(2032, 4, 20, 10, tzinfo=dt.UTC))
    with world.inside() as session:
        assert retention.erase_contacts() == 1
        assert of(session, made).reports[0].text == ""


def test_an_answer_corrected_to_another_date_moves_the_promise_and_keeps_the_first(world):
    made = promised(world)
    for day, first in ((dt.date(2026, 6, 1), DUE), (dt.date(2026, 4, 1), dt.date(2026, 4, 1))):
        with world.inside() as session:
            promise = of(session, made)
            promise.answer.promised_on = day
            promises.follow(promise.answer)
            session.commit()
            assert (promise.due_on, promise.promised_on) == (day, first)
