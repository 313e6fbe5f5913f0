"""On which days officials are reminded, and in which hours."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain import clock
from reception.domain.calendar import Calendar
from reception.domain.reminders import read_plan

PLAN = read_plan("5,1", "1", "7", "9-18")
CALENDAR = Calendar(martial_law_from=dt.date(2022, 2, 24))
SENT = dt.date(2026, 3, 2)  # a Monday


def days(due_on, sent_on=SENT, plan=PLAN):
    """Return what is sent on which day, if each is sent on the first day on which it is due."""
    found, sent = [], set()
    for n in range(120):
        today = sent_on + dt.timedelta(days=n)
        if CALENDAR.is_working(today):
            for step in plan.due(sent_on, due_on, today, CALENDAR):
                if step not in sent:
                    sent.add(step)
                    found.append((f"{today:%d.%m}", step.code))
    return found


def test_five_days_and_one_before_one_after_and_a_week_after_to_the_superior():
    assert days(dt.date(2026, 4, 1)) == [
        ("27.03", "official-5"),
        ("31.03", "official-1"),
        ("02.04", "official+1"),
        ("08.04", "superior+7"),
    ]


def test_before_the_date_the_working_day_before_counts_and_after_it_the_one_after():
    assert days(dt.date(2026, 4, 6)) == [  # a Monday
        ("01.04", "official-5"),
        ("03.04", "official-1"),
        ("07.04", "official+1"),
        ("13.04", "superior+7"),
    ]
    assert days(dt.date(2026, 4, 3))[2:] == [("06.04", "official+1"), ("10.04", "superior+7")]


def test_of_a_short_term_nobody_is_reminded_at_once():
    assert [code for _day, code in days(dt.date(2026, 3, 9))] == ["official-1", "official+1", "superior+7"]
    assert [code for _day, code in days(dt.date(2026, 3, 3))] == ["official+1", "superior+7"]


def test_who_was_not_reminded_in_time_is_reminded_once():
    due_on, today = dt.date(2026, 4, 1), dt.date(2026, 4, 10)
    assert [step.code for step in PLAN.due(SENT, due_on, today, CALENDAR)] == ["official+1", "superior+7"]
    assert PLAN.due(SENT, due_on, today + dt.timedelta(days=60), CALENDAR) == []


def test_the_hours_are_those_of_kyiv_on_working_days():
    def at(day, hour, minute=0):
        return dt.datetime(2026, 3, day, hour, minute, tzinfo=clock.KYIV)

    assert [PLAN.is_open(at(2, *each), CALENDAR) for each in ((8, 59), (9,), (17, 59), (18,))] == [False, True, True, False]
    assert not PLAN.is_open(at(7, 12), CALENDAR)  # a Saturday
    assert PLAN.next_opening(at(6, 19), CALENDAR) == at(9, 9)
    assert PLAN.next_opening(at(2, 3), CALENDAR) == at(2, 9)
    # Summer time begins on 29 March: nine o'clock is nine o'clock.
    assert PLAN.next_opening(at(27, 19), CALENDAR) == at(30, 9)
    assert PLAN.next_opening(at(27, 19), CALENDAR).astimezone(dt.UTC).hour == 6


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("x", "1", "7", "9-18"), "invalid literal"),
        (("5", "1", "99", "9-18"), "99"),
        (("5", "1", "7", "18-9"), "18-9"),
        (("5", "1", "7", "завжди"), "завжди"),
    ],
)
def test_what_is_no_plan_is_refused(given, said):
    with pytest.raises(ValueError, match=said):
        read_plan(*given)


def test_empty_days_are_no_reminders():
    assert read_plan("", "", "", "9:30 – 17:45").steps == ()


@given(st.dates(dt.date(2026, 1, 1), dt.date(2027, 1, 1)), st.integers(0, 60))
def test_every_day_of_a_plan_is_worked_and_each_step_comes_once(sent_on, length):
    found = days(sent_on + dt.timedelta(days=length), sent_on)
    codes = [code for _day, code in found]
    assert len(codes) == len(set(codes))
    assert codes[-2:] == ["official+1", "superior+7"]
