"""An official passes a question on: one person has it at a time, letters reach that person, and it comes back."""

import datetime as dt
import threading

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.errors import DomainError, Invalid, NotAllowed, NotFound, Stale, TooMany
from reception.domain.kinds import AppealKind
from reception.domain.outcomes import Outcome
from reception.domain.roles import Actor, ActorKind
from reception.extensions import db
from reception.models import Answer, Delegation, Ended, Letter, LetterState, Official, Question, Referral, Reminder
from reception.services import delegating, delivery, links, publish, refer, reminders, respond
from reception.services.delegating import Colleague
from reception.services.housekeeping import sweep
from reception.services.transaction import transaction

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
LIBRARIAN = Actor(ActorKind.STAFF)
HNATIUK = Colleague(name="Тарас Гнатюк", post="інспектор", email="Hnatiuk@city.example", message="Це ваша вулиця.")
BOIKO = Colleague(name="Ольга Бойко", email="boiko@city.example")


@pytest.fixture(autouse=True)
def _monday(clock):
    clock.set(MONDAY)


@pytest.fixture
def referral(world, context):
    """A referral to Олена Коваль, koval@city.example, in the session of the test."""
    made = world.referred(world.official(email="koval@city.example"))
    return db.session.get(Referral, made.referral_ids[0])


def by(referral, person=None):
    """Return the actor whose link belongs to a person, the holder if none is said."""
    return Actor(ActorKind.OFFICIAL, referral_id=referral.id, link_id=(person or referral.holder).link.id)


def delegate(referral, colleague=HNATIUK):
    return delegating.delegate(by(referral), referral, colleague)


def letters(*names):
    rows = db.session.scalars(select(Letter).where(Letter.name.in_(names)).order_by(Letter.id))
    return [(letter.name, letter.to_address) for letter in rows]


def test_whoever_has_it_answers_in_the_own_name_and_gets_the_letters(referral):
    official = by(referral)
    first, second = delegate(referral), delegate(referral, BOIKO)
    assert [step.earlier for step in referral.chain] == [None, first]
    assert referral.holder.delegation is second
    assert referral.addresses == {"boiko@city.example"}
    assert letters("delegated", "delegation_noted") == [
        ("delegated", "hnatiuk@city.example"), ("delegation_noted", "koval@city.example"),
        ("delegated", "boiko@city.example"), ("delegation_noted", "hnatiuk@city.example"),
    ]  # fmt: skip
    reply = respond.Reply(text="Засиплемо.", outcome=Outcome.POSITIVE)
    for earlier in (official, by(referral, referral.passed_on_by[1])):
        for act in (
            lambda who: respond.answer(who, referral, reply),
            lambda who: respond.not_ours(who, referral, "Не наше"),
            lambda who: respond.save_draft(who, referral, 0, text="Чужий текст"),
            lambda who: delegating.delegate(who, referral, HNATIUK),
        ):
            with pytest.raises(NotAllowed, match="passed_on"):
                act(earlier)
    given = respond.answer(by(referral), referral, reply)
    assert (given.official_name, given.official_post) == ("Ольга Бойко", None)
    assert given.authority_name == referral.authority_name
    assert given.link_id == referral.holder.link.id
    assert letters("answer_received", "delegate_answered") == [
        ("answer_received", "boiko@city.example"),
        ("delegate_answered", "koval@city.example"), ("delegate_answered", "hnatiuk@city.example"),
    ]  # fmt: skip
    publish.send_back(LIBRARIAN, referral.question, "Немає дати")
    assert letters("sent_back") == [("sent_back", "boiko@city.example")]


def test_it_is_taken_back_and_the_links_given_out_end(referral):
    official = by(referral)
    delegate(referral)
    middle = by(referral)
    delegate(referral, BOIKO)
    last = by(referral)
    with pytest.raises(NotAllowed, match="not_passed_on"):
        delegating.take_back(last, referral)
    delegating.take_back(middle, referral)
    assert referral.holder.name == "Тарас Гнатюк"
    delegating.take_back(official, referral)
    assert referral.holder.is_official
    assert by(referral) == official
    assert [step.ended for step in referral.delegations] == [Ended.TAKEN_BACK] * 2
    assert [bool(link.revoked_at) for link in referral.links] == [False, True, True]
    assert letters("delegation_over") == [
        ("delegation_over", "boiko@city.example"), ("delegation_over", "hnatiuk@city.example"),
    ]  # fmt: skip
    respond.answer(official, referral, respond.Reply(text="Засиплемо.", outcome=Outcome.POSITIVE))
    assert letters("delegate_answered") == []


def test_a_colleague_gives_it_back_with_a_word(referral):
    delegate(referral)
    delegating.hand_back(by(referral), referral, "Це не моя вулиця.")
    assert referral.holder.is_official
    assert letters("delegation_back") == [("delegation_back", "koval@city.example")]
    with pytest.raises(NotAllowed, match="not_passed_on"):
        delegating.hand_back(by(referral), referral)


def test_the_desk_undoes_a_step_and_what_followed_it(referral):
    first = delegate(referral)
    delegate(referral, BOIKO)
    with pytest.raises(Invalid, match="reason_needed"):
        delegating.undelegate(LIBRARIAN, first, " ")
    delegating.undelegate(LIBRARIAN, first, "Не той відділ")
    assert referral.holder.is_official
    assert letters("delegation_over", "delegation_back") == [
        ("delegation_over", "hnatiuk@city.example"), ("delegation_over", "boiko@city.example"),
        ("delegation_back", "koval@city.example"),
    ]  # fmt: skip
    said = [event.data for event in referral.question.events if event.tag.startswith("referral.")]
    assert [each["to"] for each in said] == ["Тарас Гнатюк, інспектор", "Ольга Бойко", "Олена Коваль, начальниця відділу"]
    assert "@" not in str(said)
    with pytest.raises(NotFound):
        delegating.undelegate(by(referral), first, "Причина")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"name": " "}, "colleague_name_needed"), ({"email": ""}, "colleague_email_needed"), ({"email": "Гнатюк"}, "email_form"),
        ({"email": "Koval@city.example"}, "delegate_to_oneself"), ({"email": "petrenko@mail.example"}, "delegate_address"),
        ({"email": "bondar@library.example"}, "delegate_to_library"), ({"name": "я" * 301}, "line_too_long"),
        ({"email": "bus@city.example"}, "official_has_it"), ({"message": "я" * 2001}, "text_too_long"),
    ],
)  # fmt: skip
def test_where_it_cannot_go(world, context, referral, given, code):
    refer.refer(LIBRARIAN, referral.question, [world.official(name="Петро Бус", email="bus@city.example")])
    world.account(login="bondar")
    db.session.execute(db.text("UPDATE account SET email = 'Bondar@library.example'"))
    db.session.commit()
    with pytest.raises(Invalid, match=code):
        delegate(referral, Colleague(**{"name": "Тарас Гнатюк", "email": "h@city.example"} | given))
    assert not referral.delegations


def test_nobody_who_has_had_it_gets_it_again_and_no_complaint_goes_to_whom_it_is_about(world, context, referral):
    delegate(referral)
    with pytest.raises(Invalid, match="delegate_to_earlier"):
        delegate(referral, Colleague(name="Олена Коваль", email="KOVAL@city.example"))
    question, boss = referral.question, world.official(email="boss@city.example")
    with transaction():
        question.appeal_kind, question.complained_official_id = AppealKind.COMPLAINT, boss
    with pytest.raises(Invalid, match="complaint_to_its_object"):
        delegate(referral, Colleague(name="Валентина Приходько", email="boss@city.example"))


def test_five_times_a_day_is_enough(referral, clock):
    for n in range(5):
        delegate(referral, Colleague(name="Колега", email=f"colleague{n}@city.example"))
    with pytest.raises(TooMany):
        delegate(referral)
    clock.advance(days=1, seconds=1)
    delegate(referral)


def test_nothing_is_passed_on_or_taken_back_once_there_is_an_answer(referral):
    official = by(referral)
    step = delegate(referral)
    respond.answer(by(referral), referral, respond.Reply(text="Засиплемо.", outcome=Outcome.POSITIVE))
    for act in (
        lambda: delegate(referral, BOIKO),
        lambda: delegating.take_back(official, referral),
        lambda: delegating.hand_back(by(referral), referral),
        lambda: delegating.undelegate(LIBRARIAN, step, "Причина"),
    ):
        with pytest.raises(DomainError):
            act()
    assert referral.holder.name == "Тарас Гнатюк"


def test_reminders_go_to_whoever_has_it_and_those_under_way_change_their_reader(world, context, referral, clock):
    clock.set(dt.datetime(2026, 3, 31, 10, tzinfo=house_clock.KYIV))
    assert reminders.remind() == 1
    delegate(referral)
    delivery.send_due()
    assert letters("reminder") == [("reminder", "koval@city.example")]
    assert db.session.scalars(select(Letter.state).where(Letter.name == "reminder")).all() == [LetterState.SETTLED]
    assert reminders.remind() == 1
    assert letters("reminder")[1:] == [("reminder", "hnatiuk@city.example")]
    assert reminders.remind() == 0
    row = db.session.scalar(select(Reminder))
    assert row.person == referral.holder
    assert row.letter.official is None


def test_a_fresh_link_goes_to_whose_link_it_was(referral):
    official = referral.holder.link
    delegate(referral)
    links.renew(official)
    links.renew(referral.holder.link)
    assert letters("link_renewed") == [("link_renewed", "koval@city.example"), ("link_renewed", "hnatiuk@city.example")]
    assert [link.person.name for link in referral.links if not link.revoked_at] == ["Олена Коваль", "Тарас Гнатюк"]


def test_an_address_that_does_not_exist_gives_it_back_at_once(referral, smtp):
    delivery.send_due()
    smtp.refuse(550, "hnatiuk@city.example")
    step = delegate(referral)
    delivery.send_due()
    assert step.ended is Ended.NOT_DELIVERED
    assert referral.holder.is_official
    assert referral.holder.can_be_reached
    assert letters("delegation_back") == [("delegation_back", "koval@city.example")]
    assert db.session.scalar(select(Letter.state).where(Letter.name == "delegated")) is LetterState.SETTLED


def test_addresses_and_words_go_with_the_asker_when_the_term_is_over(world, clock):
    made = world.referred(world.official(email="koval@city.example"))
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        delegate(referral)
        respond.answer(by(referral), referral, respond.Reply(text="Засиплемо.", outcome=Outcome.POSITIVE))
    world.publish(made)
    clock.advance(days=5 * 366)
    with world.inside() as session:
        sweep()
        step = session.scalar(select(Delegation))
        assert (step.name, step.email, step.message) == ("Тарас Гнатюк", None, None)
        assert session.scalar(select(Answer.official_name)) == "Тарас Гнатюк"
        kept = session.scalars(select(Letter.to_address).where(Letter.question_id == made.id)).all()
        assert "hnatiuk@city.example" not in kept
        assert "koval@city.example" in kept
        assert session.get(Question, made.id).answers
        assert session.scalar(select(Official.email)) == "koval@city.example"


def test_of_two_at_once_one_passes_it_on(world, app):
    """The second has looked before the first has written: it is refused, and nothing of it stays."""
    made = world.referred(world.official(email="koval@city.example"))
    looked, written = threading.Barrier(2), []

    def act(colleague):
        with app.app_context():
            referral = db.session.get(Referral, made.referral_ids[0])
            official = by(referral)
            looked.wait(timeout=120)
            try:
                delegating.delegate(official, referral, colleague)
                written.append(colleague.name)
            except (NotAllowed, Stale, NotFound):
                db.session.rollback()

    threads = [threading.Thread(target=act, args=(each,)) for each in (HNATIUK, BOIKO)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=120)
    with world.inside() as session:
        assert session.scalars(select(Delegation.name)).all() == written
        assert len(written) == 1
        assert len(session.scalars(select(Letter).where(Letter.name == "delegated")).all()) == 1


def test_the_desk_undoes_only_what_it_has_seen(world, app):
    """The question changes while the undoing waits for it."""
    made = world.referred(world.official(email="koval@city.example"))
    with world.inside() as session:
        step = delegate(session.get(Referral, made.referral_ids[0]))
        step_id, version = step.id, step.referral.question.version
    looked, refused = threading.Event(), []

    def act():
        with app.app_context():
            step = db.session.get(Delegation, step_id)
            looked.set()
            try:
                delegating.undelegate(LIBRARIAN, step, "Не той відділ", version)
            except Stale:
                refused.append(True)

    thread = threading.Thread(target=act)
    with world.inside() as session, transaction():
        session.get(Question, made.id).changed_at = house_clock.now() + dt.timedelta(minutes=1)
        session.flush()
        thread.start()
        looked.wait(timeout=120)
        thread.join(timeout=0.5)
    thread.join(timeout=120)
    assert refused
    with world.inside() as session:
        assert session.get(Delegation, step_id).is_standing
