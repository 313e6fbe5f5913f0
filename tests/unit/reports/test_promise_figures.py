"""What is said of promises, in whatever order, and what the figures make of it."""

import datetime as dt
import random

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.errors import Invalid, NotAllowed
from reception.domain.events import Tag
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import Said, Standing
from reception.domain.roles import Actor, ActorKind
from reception.models import Event, Promise, Referral
from reception.queries.facts import facts
from reception.reports import figures
from reception.services import promise_letters, promises

DUE = dt.date(2026, 4, 15)


def promised(world, official, due):
    made = world.referred(official)
    world.answer(made.referral_ids[0], outcome=Outcome.EXPLAINED, commitment=Commitment.PLANNED, promised_on=due)
    world.publish(made, Outcome.EXPLAINED)
    return made


def say(world, made, word):
    with world.inside() as session:
        promise = session.scalars(select(Promise).where(Promise.question_id == made.id)).one()
        promises.report(Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0]), promise, word)


@pytest.mark.parametrize("seed", range(3))
def test_the_figures_are_what_the_journal_says(world, clock, seed):
    """Whatever is said in whatever order: the figures, counted anew from answers and events, are those of the page."""
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    chance = random.Random(seed)
    official = world.official()
    made = [promised(world, official, DUE + dt.timedelta(days=chance.randrange(20))) for _ in range(8)]
    days = sorted({dt.date(2026, 3, 10) + dt.timedelta(days=chance.randrange(80)) for _ in range(14)})
    for day in days:
        clock.set(dt.datetime.combine(day, dt.time(10), house_clock.KYIV))
        with world.inside():
            promise_letters.ask()
        said = chance.choice([*Said, None])
        if said is None:
            continue
        date = {Said.DONE: day, Said.LATER: day + dt.timedelta(days=90), Said.NOT_DONE: None}[said]
        try:
            say(world, chance.choice(made), promises.Word(said=said, text="Слова.", day=date))
        except (NotAllowed, Invalid):
            continue
    with world.inside() as session:
        counts = figures.summary(facts()).counts
        told = [from_journal(session, each, house_clock.today()) for each in made]
        assert counts["promised"] == len(made) == sum(counts[f"promise_{each.value}"] for each in Standing)
        assert {each: counts[f"promise_{each.value}"] for each in Standing} == {each: told.count(each) for each in Standing}
        assert all(len(facts().matching({"promise": each.value})) == told.count(each) for each in Standing)


def from_journal(session, made, today):
    """Return how a promise stands by its answer and the journal alone."""
    first = session.get(Referral, made.referral_ids[0]).answers[-1].promised_on
    events = session.scalars(select(Event).where(Event.question_id == made.id).order_by(Event.id))
    words = [event for event in events if event.tag in (Tag.PROMISE_KEPT, Tag.PROMISE_MOVED, Tag.PROMISE_BROKEN)]
    last = words[-1] if words else None
    if last and last.tag is Tag.PROMISE_BROKEN:
        return Standing.BROKEN
    if last and last.tag is Tag.PROMISE_KEPT:
        return Standing.KEPT_LATE if dt.date.fromisoformat(last.data["on"]) > first else Standing.KEPT
    if today > first:
        return Standing.LATE
    return Standing.MOVED if last else Standing.OPEN
