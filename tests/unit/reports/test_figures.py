"""How the figures are counted."""

import datetime as dt

import pytest

from reception.domain.clock import KYIV
from reception.domain.kinds import Kind, Pace
from reception.domain.outcomes import Outcome
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Question
from reception.queries.facts import facts
from reception.reports import figures
from reception.services import merge, refer, respond, triage
from reception.services.classify import Decision, classify


@pytest.mark.parametrize(("days", "part", "expected"), [
    ([], 0.9, None), ([7], 0.9, 7), (list(range(1, 11)), 0.9, 9), (list(range(1, 11)), 0.5, 5), ([1, 1, 1, 30], 0.9, 30),
])  # fmt: skip
def test_a_percentile_is_the_least_value_that_so_many_do_not_exceed(days, part, expected):
    assert figures.percentile(days, part) == expected


def test_months_have_no_gaps_and_are_the_last_ones():
    assert figures.months(["2025-11", "2026-02"], 24) == ["2025-11", "2025-12", "2026-01", "2026-02"]
    assert figures.months(["2013-01", "2026-02"], 3) == ["2025-12", "2026-01", "2026-02"]
    assert figures.months([], 3) == []


def test_whatever_is_resolved_is_defined_as_answered():
    for name in ("positive", "confirmed", "in_time", "late", "unclassified"):
        assert figures.COUNTED[name]["answered"] == "yes"


def test_days_run_from_passing_on_to_the_answer(world, clock):
    made = world.accepted()
    clock.advance(days=5)
    with world.inside():
        assert figures.summary(facts()).median is None
    referred = world.referred()
    clock.advance(days=12)
    world.answer(referred.referral_ids[0])
    clock.advance(days=3)
    world.publish(referred)

    with world.inside():
        summary = figures.summary(facts())
    assert (summary.median, summary.p90) == (12, 12)
    assert summary.counts["received"] == 2
    assert world.state(made) == "accepted"


def test_an_answer_after_its_date_is_late_and_stays_so(world, clock):
    quick, slow = world.referred(), world.referred()
    world.answer(quick.referral_ids[0])
    world.publish(quick)
    clock.advance(days=70)
    world.answer(slow.referral_ids[0], outcome=Outcome.EXPLAINED)
    world.publish(slow, Outcome.EXPLAINED)

    with world.inside():
        summary = figures.summary(facts())
    assert (summary.counts["in_time"], summary.counts["late"], summary.in_time_share) == (1, 1, 0.5)
    assert (summary.counts["positive"], summary.positive_share) == (1, 0.5)


def test_a_question_reopened_has_its_answer_but_no_result(world):
    made = world.published()
    with world.inside() as session:
        triage.reopen(SYSTEM, session.get(Question, made.id), "Нові обставини")

    with world.inside():
        counts = figures.summary(facts()).counts
    assert (counts["answered"], counts["unclassified"], counts["positive"]) == (1, 1, 0)


def test_parts_add_up_to_the_whole(world):
    topics = [world.topic(slug="one"), world.topic(slug="two"), None]
    for topic_id in topics:
        world.published(topic_id=topic_id)

    with world.inside():
        parts = figures.by(facts(), "topic")
    assert {value: part.counts["received"] for value, part in parts.items()} == {"one": 1, "two": 1, "none": 1}


def test_questions_that_ask_the_same_count_once_and_by_themselves_once_parted(world):
    main, again = world.published(), world.accepted(email="boiko@mail.example", name="Ольга Бойко")

    def counts():
        with world.inside():
            known = figures.summary(facts()).counts
        return known["received"], known["answered"], known["waiting"]

    assert counts() == (2, 1, 1)
    with world.inside() as session:
        merge.merge(SYSTEM, session.get(Question, again.id), main.number)
    assert counts() == (1, 1, 0)
    with world.inside() as session:
        merge.unmerge(SYSTEM, session.get(Question, again.id), "Інша вулиця")
    assert counts() == (2, 1, 1)


def test_of_a_term_in_hours_the_hour_decides(world, clock):
    sent = dt.datetime(2026, 8, 21, 12, tzinfo=KYIV)
    ids = {}
    for hours in (47, 49):  # both on the last day
        clock.set(sent)
        made = world.accepted(kind=Kind.INFORMATION_REQUEST)
        with world.inside() as session:
            librarian = Actor(ActorKind.STAFF)
            question = session.get(Question, made.id)
            classify(librarian, question, Decision(kind=question.kind, pace=Pace.URGENT), "Забруднено воду")
            refer.refer(librarian, question, (world.official(),))
        clock.set(sent + dt.timedelta(hours=hours))
        world.answer(world.again(made).referral_ids[0])
        world.publish(made)
        ids[made.id] = "no" if hours < 48 else "yes"
    with world.inside():
        known = facts()
        assert {known.ids[place].item(): late for late, [place] in known.parted("late", known.taken)} == ids


RECALLS = {
    "taken back": lambda world, actor, q: refer.recall(actor, q, "Помилка"),
    "joined and parted": lambda world, actor, q: (
        merge.merge(actor, q, world.accepted(name="Ольга", email="o@mail.example").number),
        merge.unmerge(actor, q, "Інше"),
    ),
}


@pytest.mark.parametrize("way", RECALLS)
def test_what_the_library_answers_itself_is_no_delay_of_the_authority_that_had_it(world, clock, way):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=KYIV))
    made = world.referred()
    with world.inside() as session:
        RECALLS[way](world, SYSTEM, session.get(Question, made.id))
        assert session.get(Question, made.id).answer_due_on is None
    clock.advance(days=60)
    with world.inside() as session:
        respond.answer_self(SYSTEM, session.get(Question, made.id), respond.Reply(text="Так", outcome=Outcome.EXPLAINED))
    world.publish(made)
    with world.inside():
        known = facts()
        assert known.counts("late", known.places_of([made.id])) == {"": 1}


def test_the_date_of_the_responsible_counts_even_if_the_others_had_more_time(world, clock):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=KYIV))
    made = world.referred(world.official())
    with world.inside() as session:
        question, own = session.get(Question, made.id), session.get(Question, made.id).answer_due_on
        clock.advance(days=5)
        refer.refer(SYSTEM, question, [world.official()])
        clock.advance(seconds=1)
        refer.refer(SYSTEM, question, [world.official()])
        second = question.referrals[1]
        world.answer(second.id)
        world.answer(made.referral_ids[0])
    world.publish(made)
    with world.inside() as session:
        assert session.get(Question, made.id).referrals[2].state == "recalled"
        assert session.get(Question, made.id).answer_due_on == own
