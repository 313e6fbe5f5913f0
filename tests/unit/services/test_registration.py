"""The authority's term counts from its own receipt, which the desk or the official enters."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.clock import KYIV
from reception.domain.errors import Invalid, NotAllowed
from reception.domain.kinds import Kind
from reception.domain.roles import Actor, ActorKind
from reception.models import Letter, Question, Referral
from reception.services import registration, respond

LIBRARIAN = Actor(ActorKind.STAFF)


@pytest.fixture
def made(world, clock):
    """An appeal that left the library on Monday, 2 March 2026; today is the Thursday after."""
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=KYIV))
    made = world.referred(kind=Kind.APPEAL, residence="Миколаїв")
    clock.set(dt.datetime(2026, 3, 5, 9, tzinfo=KYIV))
    return made


@pytest.fixture
def register(world, made):
    """Enter the registration of the appeal, as the librarian or as its official."""

    def enter(on, number="", actor=LIBRARIAN):
        with world.inside() as session:
            registration.register(actor, session.get(Referral, made.referral_ids[0]), on, number)

    return enter


def referral(session, made):
    return session.get(Referral, made.referral_ids[0])


def day(text):
    return dt.date.fromisoformat(text)


def test_the_term_moves_and_the_ledger_and_the_citizen_are_told(world, made, register):
    register(day("2026-03-04"), "К-17/02")
    with world.inside() as session:
        question = session.get(Question, made.id)
        assert (question.due_on, question.answer_due_on, referral(session, made).due_on) == (day("2026-04-06"),) * 3
        entry = question.deadlines[-1]
        assert (entry.event, entry.rule, entry.pure_on) == ("registered", "appeal.answer", day("2026-04-04"))
        assert entry.counted_from == dt.datetime(2026, 3, 4, tzinfo=KYIV)
        event = question.events[-1]
        assert event.tag == "question.registered"
        assert event.data["incoming"] == "К-17/02"
        letter = session.scalars(select(Letter).where(Letter.name == "registered")).one()
        assert "К-17/02" in letter.body_text
        assert "6 квітня 2026" in letter.body_text.replace("\N{NO-BREAK SPACE}", " ")


def test_the_official_may_enter_it_and_it_can_be_corrected(world, made, register):
    register(day("2026-03-05"), actor=Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0]))
    register(day("2026-03-03"), "5")
    with world.inside() as session:
        first, second = session.get(Question, made.id).deadlines[-2:]
        assert (first.pure_on, second.pure_on) == (day("2026-04-05"), day("2026-04-03"))
        assert referral(session, made).registered_number == "5"


def test_on_the_day_of_sending_it_counts_from_the_sending(world, made, register):
    register(day("2026-03-02"))
    with world.inside() as session:
        assert referral(session, made).received_at == dt.datetime(2026, 3, 2, 10, tzinfo=KYIV)


@pytest.mark.parametrize(
    ("on", "number", "code"),
    [
        ("2026-03-06", "1", "date_to_come"),
        ("2026-03-01", "1", "registered_before_sent"),
        ("2026-03-04", "9" * 500, "line_too_long"),
    ],
)
def test_what_cannot_be_is_refused(world, made, register, on, number, code):
    with pytest.raises(Invalid, match=code):
        register(day(on), number)
    with world.inside() as session:
        assert referral(session, made).registered_on is None
        assert session.get(Question, made.id).deadlines[-1].event == "referred"


def test_forty_five_days_count_from_the_authoritys_receipt(world, made, register):
    register(day("2026-03-04"))
    with world.inside() as session:
        with pytest.raises(Invalid, match="date_too_late"):
            respond.extend(LIBRARIAN, referral(session, made), day("2026-04-21"), "Потрібне обстеження")
        respond.extend(LIBRARIAN, referral(session, made), day("2026-04-20"), "Потрібне обстеження")  # the 18th is a Saturday
    register(day("2026-03-05"), "7")
    with world.inside() as session:
        assert referral(session, made).due_on == day("2026-04-20")
        assert session.get(Question, made.id).due_on == day("2026-04-20")


def test_an_extension_that_is_past_already_is_none(world, made, clock):
    clock.set(dt.datetime(2026, 4, 10, 9, tzinfo=KYIV))
    with world.inside() as session, pytest.raises(Invalid, match="date_in_the_past"):
        respond.extend(LIBRARIAN, referral(session, made), day("2026-04-09"), "Потрібне обстеження")


def test_a_request_is_extended_within_its_term_or_not_at_all(world, clock):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=KYIV))
    made = world.referred(kind=Kind.INFORMATION_REQUEST)  # due by 9 March
    for today, code in ((10, "extension_late"), (9, None)):
        clock.set(dt.datetime(2026, 3, today, 9, tzinfo=KYIV))
        with world.inside() as session:
            given = (LIBRARIAN, referral(session, made), day("2026-03-30"), "Великий обсяг")
            if code:
                with pytest.raises(Invalid, match=code):
                    respond.extend(*given)
            else:
                respond.extend(*given)
                assert session.get(Question, made.id).due_on == day("2026-03-30")


def test_what_is_answered_has_nothing_to_register(world, made, register):
    world.answer(made.referral_ids[0])
    with pytest.raises(NotAllowed):
        register(day("2026-03-04"))


def test_of_several_officials_the_last_date_runs(world, made, clock):
    both = world.referred(world.official(), world.official(), kind=Kind.APPEAL, residence="Миколаїв")
    clock.set(dt.datetime(2026, 3, 6, 9, tzinfo=KYIV))
    with world.inside() as session:
        registration.register(LIBRARIAN, session.get(Referral, both.referral_ids[0]), day("2026-03-06"))
        question = session.get(Question, both.id)
        assert [each.due_on for each in question.referrals] == [day("2026-04-06"), day("2026-04-06")]
        assert question.due_on == day("2026-04-06")


def test_an_official_enters_it_once_and_the_library_corrects_it(world, made, register):
    own = Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0])
    register(day("2026-03-03"), actor=own)
    with pytest.raises(NotAllowed, match="registered_already"):
        register(day("2026-03-05"), actor=own)
    register(day("2026-03-05"))
    with world.inside() as session:
        assert referral(session, made).registered_on == day("2026-03-05")


def test_by_the_link_no_day_long_after_the_sending_is_entered(world, made, register, clock):
    """Or an office would win the whole time in which it did nothing."""
    own = Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0])
    clock.set(dt.datetime(2026, 3, 20, 9, tzinfo=KYIV))
    with pytest.raises(Invalid, match="registered_too_late") as error:
        register(day("2026-03-10"), actor=own)
    assert error.value.params["latest"] == day("2026-03-09")  # five working days after Monday the second
    register(day("2026-03-09"), actor=own)
    register(day("2026-03-20"))


def test_a_delay_is_not_wiped_away_by_registering(world, made, register, clock):
    clock.set(dt.datetime(2026, 5, 1, 9, tzinfo=KYIV))
    with pytest.raises(NotAllowed, match="registration_late"):
        register(day("2026-03-05"), actor=Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0]))
    with world.inside() as session:
        assert session.get(Question, made.id).days_late > 0
