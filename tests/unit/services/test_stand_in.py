"""Who does an office now is asked about a promise by a link of the own: it tells of the promise and opens nothing else."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.events import Tag
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import Said
from reception.domain.roles import Actor, ActorKind
from reception.models import Official, Promise, Question, Referral
from reception.queries import desk_question
from reception.services import delivery, links, promise_letters, promises

DUE = dt.date(2026, 4, 15)


@pytest.fixture
def asked(world, clock):
    """A question whose answer promised something; the official has left, and the successor was asked about it."""
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    body = world.authority()
    left, came = world.official(body, email="koval@city.example"), world.official(body, "Тарас Гнатюк", email="new@city.example")
    made = world.referred(left)
    promise = {"outcome": Outcome.EXPLAINED, "commitment": Commitment.PLANNED, "promised_on": DUE}
    world.answer(made.referral_ids[0], **promise)
    world.publish(made, Outcome.EXPLAINED)
    clock.set(dt.datetime(2026, 4, 15, 10, tzinfo=house_clock.KYIV))
    world.referred(left, subject="Чужа справа колишньої начальниці")
    with world.inside() as session:
        session.get(Official, left).successor_id = came
        session.get(Official, left).is_active = False
        session.commit()
    with world.inside():
        assert promise_letters.ask() == 1
        delivery.send_due()
    return world.again(made)


def test_the_link_shows_no_list_of_the_predecessors(client, world, asked):
    address = f"/answer/{world.token_of(asked.referral_ids[0])}"
    page = client.page(f"{address}/promise")
    assert page.heading == "Чи зроблено?"
    assert "Тарас Гнатюк" in page.text
    for path in ("", "/mine", "/correct", "/delegate"):
        page = client.page(address + path)
        assert page.heading == "Чи зроблено?"
        assert "Чужа справа" not in page.text
        assert f"{address}/mine" not in page.html


def test_the_journal_says_who_spoke_of_the_promise(world, asked):
    with world.inside() as session:
        [promise] = session.scalars(select(Promise)).all()
        actor = Actor(ActorKind.OFFICIAL, referral_id=asked.referral_ids[0], link_id=promise.link_id)
        promises.report(actor, promise, promises.Word(said=Said.DONE, text="Зроблено.", day=DUE))
    with world.inside() as session:
        question = session.get(Question, asked.id)
        assert [line.name for line in desk_question.journal(question) if line.event.tag == Tag.PROMISE_KEPT] == ["Тарас Гнатюк"]


def test_the_predecessor_is_mailed_a_link_of_the_own(world, asked, smtp):
    token = world.token_of(asked.referral_ids[0])
    with world.inside() as session:
        links.renew(session.get(Referral, asked.referral_ids[0]).links[0])
        delivery.send_due()
    letter = smtp.to("koval@city.example")[-1]
    assert "/answer/" in letter.text
    assert token not in letter.text
    assert smtp.to("new@city.example")[-1].text.count(token)
