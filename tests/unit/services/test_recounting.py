"""When the calendar changes, open dates are counted anew, and only those."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.clock import KYIV
from reception.domain.kinds import Kind
from reception.domain.roles import Actor, ActorKind
from reception.models import Deadline, Question, Referral
from reception.services import asker, respond
from reception.services.recounting import recount
from tests.command import run_command

REQUEST = {"kind": Kind.INFORMATION_REQUEST}
PEACE = "martial_law_until = 2026-08-01\n"


def day(text):
    return dt.date.fromisoformat(text)


@pytest.fixture
def on_friday(clock):
    """Friday before Independence Day, which is worked while martial law lasts."""
    clock.set(dt.datetime(2026, 8, 21, 12, tzinfo=KYIV))


@pytest.fixture
def calendar(app, settings):
    """Write the installation's calendar file."""
    return lambda text: settings.calendar_file.write_text(text, encoding="utf-8")


def ledger(world, made):
    with world.inside() as session:
        rows = session.scalars(select(Deadline).where(Deadline.question_id == made.id).order_by(Deadline.id)).all()
        return [(row.event, row.due_on) for row in rows]


@pytest.mark.usefixtures("on_friday")
def test_open_dates_move_and_closed_ones_stay(world, calendar):
    open_, closed, withdrawn = world.referred(**REQUEST), world.published(**REQUEST), world.question(**REQUEST)
    with world.inside() as session:
        asker.withdraw(Actor(ActorKind.ASKER, question_id=withdrawn.id), session.get(Question, withdrawn.id))
    before = [ledger(world, made) for made in (closed, withdrawn)]
    assert ledger(world, open_)[-1] == ("referred", day("2026-08-28"))
    calendar(PEACE)
    with world.inside() as session:
        told = recount(dry_run=True)
        assert [(each.number, each.before, each.after) for each in told] == [(open_.number, day("2026-08-28"), day("2026-08-31"))]
        assert session.get(Question, open_.id).due_on == day("2026-08-28")
    with world.inside() as session:
        assert recount() == told
        question = session.get(Question, open_.id)
        assert (question.due_on, question.answer_due_on, question.referrals[0].due_on) == (day("2026-08-31"),) * 3
        assert question.events[-1].data == {"was_due": "2026-08-28", "due": "2026-08-31"}
        assert recount() == []
    assert ledger(world, open_)[-1] == ("recounted", day("2026-08-31"))
    assert [ledger(world, made) for made in (closed, withdrawn)] == before


@pytest.mark.usefixtures("on_friday")
def test_the_librarys_own_term_moves_too(world, calendar):
    made = world.question(**REQUEST)
    assert ledger(world, made) == [("received", day("2026-08-24"))]
    calendar("days_off = [2026-08-24]\n")
    with world.inside():
        assert [(each.clock, each.after) for each in recount()] == [("library", day("2026-08-25"))]
    calendar("")
    with world.inside():
        recount()
    assert ledger(world, made)[-1] == ("recounted", day("2026-08-24"))


@pytest.mark.usefixtures("on_friday")
def test_a_date_that_an_authority_named_stays(world, calendar):
    made = world.referred(**REQUEST)
    with world.inside() as session:
        official = Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0])
        respond.extend(official, session.get(Referral, made.referral_ids[0]), day("2026-09-01"), "Великий обсяг")
    calendar(PEACE)
    with world.inside():
        assert recount() == []


@pytest.mark.usefixtures("on_friday")
def test_of_two_officials_each_date_is_counted_for_itself(world, calendar, clock):
    made = world.referred(world.official(), world.official(), **REQUEST)
    calendar("days_off = [2026-08-28]\n")
    with world.inside() as session:
        assert len(recount()) == 2
        question = session.get(Question, made.id)
        assert {each.due_on for each in question.referrals} == {question.due_on} == {day("2026-08-31")}


@pytest.mark.usefixtures("on_friday")
def test_the_command_says_which_and_why_and_the_doctor_asks_for_it(world, calendar, app):
    made = world.referred(**REQUEST)
    assert "dates: open ones are counted with the calendar that holds" in run_command(app, "doctor").output
    calendar(PEACE)
    wanted = "dates: 1 open dates were counted with another calendar: reception dates recompute"
    assert wanted in run_command(app, "doctor").output
    line = f"{made.number}  authority  2026-08-28 -> 2026-08-31  martial_law_until = 2026-08-01 (was none)"
    for arguments, words in ((["--dry-run"], "would move: 1"), ([], "have moved: 1"), ([], "have moved: 0")):
        printed = run_command(app, "dates", "recompute", *arguments)
        assert words in printed.stderr
        assert printed.stdout.splitlines() == ([line] if "1" in words else [])
    assert "dates: open ones are counted with" in run_command(app, "doctor").output


def test_a_broken_calendar_is_said_and_nothing_is_counted(world, calendar, app):
    calendar("martial_law_until = soon\n")
    assert "calendar.toml" in run_command(app, "dates", "recompute").stderr
    assert "broken  dates: " in run_command(app, "doctor").output


def test_the_calendar_that_holds_is_printed_as_its_file_would_say_it(app, calendar):
    calendar("days_off = [2027-01-08]\n")
    printed = run_command(app, "dates", "show").stdout
    assert printed.splitlines() == [
        "martial_law_from = 2022-02-24",
        "# martial_law_until = none",
        "roll_forward = true",
        "days_off = [2027-01-08]",
        "working_days = []",
    ]
    calendar(printed)
    assert run_command(app, "dates", "show").stdout == printed
