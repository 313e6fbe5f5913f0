"""The calendar of working days: its rule, what an installation adds, and what always holds."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.calendar import Calendar, CalendarError, calendar_of, decoded, read_calendar
from reception.domain.clock import KYIV
from reception.domain.deadlines import Terms, TermsInForce, shipped_terms

SHIPPED = shipped_terms().calendar
DAYS = st.dates(dt.date(2012, 1, 1), dt.date(2040, 12, 31))
FEW_DAYS = st.frozensets(DAYS, max_size=4)
MOMENTS = st.builds(dt.datetime.combine, DAYS, st.times(), st.just(KYIV))
RULES = sorted(code for code, rule in shipped_terms().rules.items() if rule.unit != "by_date")


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@st.composite
def calendars(draw):
    """Any calendar that a file may hold."""
    begin = draw(DAYS)
    off = draw(FEW_DAYS)
    return Calendar(
        martial_law_from=draw(st.sampled_from([None, begin])),
        martial_law_until=draw(st.none() | st.dates(begin + dt.timedelta(days=1), dt.date(2041, 1, 1))),
        roll_forward=draw(st.booleans()),
        days_off=off,
        working_days=draw(FEW_DAYS) - off,
    )


def test_holidays_are_worked_during_martial_law_and_only_then():
    peace = Calendar(martial_law_from=day("2022-02-24"), martial_law_until=day("2026-08-01"))
    assert not peace.is_working(day("2026-08-24"))
    assert SHIPPED.is_working(day("2026-08-24"))
    assert not SHIPPED.is_working(day("2012-08-24"))


def test_a_last_day_moves_to_the_next_working_one():
    assert Calendar().next_working(day("2026-03-07")) == day("2026-03-09")


def test_a_decision_of_the_government_holds_before_the_rule():
    moved = Calendar(days_off=frozenset({day("2027-01-08")}), working_days=frozenset({day("2027-01-16")}))
    assert not moved.is_working(day("2027-01-08"))
    assert moved.is_working(day("2027-01-16"))  # a Saturday
    assert moved.next_working(day("2027-01-08")) == day("2027-01-11")


def test_the_file_says_what_is_otherwise_and_the_rest_stays(tmp_path):
    file = tmp_path / "calendar.toml"
    file.write_text("\ufeff# Скасовано 1 січня\nmartial_law_until = 2027-01-01\ndays_off = [2027-01-08]\n", encoding="utf-8")
    calendar = read_calendar(file, SHIPPED)
    assert calendar.martial_law_from == SHIPPED.martial_law_from
    assert calendar.martial_law_until == day("2027-01-01")
    assert calendar.days_off == {day("2027-01-08")}
    assert [(each.field, each.before) for each in calendar.differences_from(SHIPPED)] == [
        ("martial_law_until", None),
        ("days_off", frozenset()),
    ]
    assert read_calendar(tmp_path / "none.toml", SHIPPED) == SHIPPED


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ({"martial_law": True}, "no such line: martial_law"),
        ({"martial_law_until": "2027-01-01"}, "is a date"),
        ({"martial_law_until": dt.datetime(2027, 1, 1, tzinfo=KYIV)}, "is a date"),
        ({"martial_law_until": day("2021-01-01")}, "later than"),
        ({"days_off": day("2027-01-08")}, "list of dates"),
        ({"days_off": ["2027-01-08"]}, "list of dates"),
        ({"roll_forward": "no"}, "true or false"),
        ({"days_off": [day("2027-01-08")], "working_days": [day("2027-01-08")]}, "2027-01-08 stands among"),
    ],
)
def test_what_cannot_be_is_said(content, words):
    with pytest.raises(CalendarError, match=words):
        calendar_of(content, SHIPPED)


def test_a_file_is_read_again_when_it_changes_and_a_broken_one_changes_nothing(tmp_path):
    file = tmp_path / "calendar.toml"
    held = TermsInForce(file)
    assert held.terms().calendar == SHIPPED
    file.write_text("martial_law_until = 2027-01-01\n", encoding="utf-8")
    ended = held.terms().calendar
    assert ended.martial_law_until == day("2027-01-01")
    file.write_text("martial_law_until = soon\n", encoding="utf-8")
    assert held.terms().calendar == ended
    assert str(file) in held.problem
    file.unlink()
    assert held.terms().calendar == SHIPPED
    assert held.problem is None


@given(calendars())
def test_the_ledger_can_read_every_calendar_back(calendar):
    assert decoded(calendar.code) == calendar


@given(calendars(), DAYS)
def test_the_next_working_day_is_worked_and_none_between_is(calendar, start):
    found = calendar.next_working(start)
    assert calendar.is_working(found)
    assert not any(calendar.is_working(start + dt.timedelta(days=n)) for n in range((found - start).days))


@given(calendars(), st.sampled_from(RULES), MOMENTS, st.integers(0, 60 * 24 * 400))
def test_who_comes_later_is_due_no_earlier(calendar, rule, first, minutes):
    terms = Terms(shipped_terms().rules, calendar)
    event = first.astimezone(dt.UTC)
    early, late = terms.due(rule, event), terms.due(rule, event + dt.timedelta(minutes=minutes))
    assert early.pure <= late.pure
    assert early.effective <= late.effective


@given(calendars(), st.sampled_from(RULES), MOMENTS)
def test_a_term_ends_after_its_event_and_rolls_only_forward(calendar, rule, event):
    due = Terms(shipped_terms().rules, calendar).due(rule, event)
    assert event.date() < due.pure <= due.effective
    if calendar.roll_forward and due.at is None:
        assert calendar.is_working(due.effective)


@given(calendars(), DAYS, st.sampled_from(RULES))
def test_one_more_day_off_makes_nothing_due_earlier(calendar, off, rule):
    more = Calendar(**calendar.__dict__ | {"days_off": calendar.days_off | {off}, "working_days": calendar.working_days - {off}})
    event = dt.datetime(2026, 11, 27, 12, tzinfo=KYIV)
    before, after = (Terms(shipped_terms().rules, each).due(rule, event).effective for each in (calendar, more))
    assert before <= after
