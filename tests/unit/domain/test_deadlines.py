"""Dates of law, against vectors counted by hand."""

import datetime as dt

import pytest

from reception.domain.calendar import Calendar
from reception.domain.clock import KYIV
from reception.domain.deadlines import Clock, Terms, Unit, answer_rule, days_late, forward_rule, read_terms
from reception.domain.deadlines import shipped_terms as terms
from reception.domain.kinds import PACES, Kind, Pace


def noon(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(day).replace(hour=12, tzinfo=KYIV)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


VECTORS = [  # received, +5 days, +15 days, one month, +45 days: each as counted and as it holds
    ("2026-03-02", "2026-03-07 2026-03-09", "2026-03-17", "2026-04-02", "2026-04-16"),
    ("2026-01-31", "2026-02-05", "2026-02-15 2026-02-16", "2026-02-28 2026-03-02", "2026-03-17"),
    ("2026-02-13", "2026-02-18", "2026-02-28 2026-03-02", "2026-03-13", "2026-03-30"),
    ("2026-12-18", "2026-12-23", "2027-01-02 2027-01-04", "2027-01-18", "2027-02-01"),
]


@pytest.mark.parametrize(("received", "forward", "no_study", "answer", "latest"), VECTORS)
def test_an_appeal_runs_by_calendar_days_and_rolls_to_a_working_day(received, forward, no_study, answer, latest):
    event = noon(received)
    counted = [
        terms().to_forward(Kind.APPEAL, event),
        terms().to_answer(Kind.APPEAL, event, Pace.NO_STUDY),
        terms().to_answer(Kind.APPEAL, event),
        terms().latest(Kind.APPEAL, event),
    ]
    for due, expected in zip(counted, (forward, no_study, answer, latest), strict=True):
        days = expected.split()
        assert (due.pure, due.effective) == (day(days[0]), day(days[-1])), due.rule


def test_a_month_ends_on_the_last_day_of_a_shorter_one():
    assert terms().to_answer(Kind.APPEAL, noon("2026-01-31")).pure == day("2026-02-28")


def test_a_request_runs_by_working_days_and_holidays_are_worked_in_martial_law():
    due = terms().to_answer(Kind.INFORMATION_REQUEST, noon("2026-08-21"))
    assert due.effective == day("2026-08-28")
    assert terms().latest(Kind.INFORMATION_REQUEST, noon("2026-08-21")).effective == day("2026-09-18")


def test_holidays_count_again_when_martial_law_is_over():
    peace = Terms(terms().rules, Calendar(martial_law_from=day("2022-02-24"), martial_law_until=day("2026-08-01")))
    assert peace.to_answer(Kind.INFORMATION_REQUEST, noon("2026-08-21")).effective == day("2026-08-31")
    assert peace.latest(Kind.INFORMATION_REQUEST, noon("2026-08-21")).effective == day("2026-09-21")


def test_an_urgent_request_runs_by_hours_and_over_a_weekend():
    friday = dt.datetime(2026, 8, 21, 15, 30, tzinfo=KYIV)
    due = terms().to_answer(Kind.INFORMATION_REQUEST, friday, Pace.URGENT)
    assert due.at == dt.datetime(2026, 8, 23, 15, 30, tzinfo=KYIV)
    assert (due.pure, due.effective) == (day("2026-08-23"), day("2026-08-23"))
    assert terms().to_forward(Kind.INFORMATION_REQUEST, friday, Pace.URGENT).at == friday + dt.timedelta(hours=24)


@pytest.mark.parametrize(
    ("received", "ends"),
    [
        ("2026-03-28T12:00", "2026-03-30T13:00"),  # the night of 29 March is an hour shorter
        ("2026-10-24T12:00", "2026-10-26T11:00"),  # that of 25 October an hour longer
        ("2026-12-30T23:59", "2027-01-01T23:59"),
    ],
)
def test_hours_are_absolute_when_the_clocks_are_changed(received, ends):
    begin, end = (dt.datetime.fromisoformat(text).replace(tzinfo=KYIV) for text in (received, ends))
    due = terms().to_answer(Kind.INFORMATION_REQUEST, begin, Pace.URGENT)
    assert (due.at, due.effective) == (end, end.date())


def test_a_shortened_term_ends_on_the_day_that_was_named():
    sunday = day("2026-03-08")
    due = terms().to_answer(Kind.APPEAL, noon("2026-03-02"), Pace.SHORTENED, until=sunday)
    assert (due.pure, due.effective, due.at) == (sunday, sunday, None)


def test_the_day_of_an_event_is_kyivs_day():
    late_in_utc = dt.datetime(2026, 3, 1, 23, 30, tzinfo=dt.UTC)  # half past one on 2 March in Kyiv
    assert terms().to_answer(Kind.APPEAL, late_in_utc).pure == day("2026-04-02")


def test_every_kind_has_its_rules_and_every_rule_says_what_it_rests_on():
    for kind in Kind:
        for what in ("forward", "answer", "extended"):
            assert f"{kind}.{what}" in terms().rules
    for rule in terms().rules.values():
        assert rule.basis_uk
        assert rule.basis_en
        assert rule.clock in Clock
        assert rule.unit in Unit


def test_every_pace_of_a_kind_has_its_rules():
    for kind, paces in PACES.items():
        for pace in paces:
            assert {answer_rule(kind, pace), forward_rule(kind, pace)} <= set(terms().rules)


def test_a_file_that_is_not_in_form_is_refused(tmp_path):
    path = tmp_path / "deadlines.toml"
    for unit, error in (("", KeyError), ('unit = "weeks"\n', ValueError), ('unit = "months"\n', TypeError)):
        path.write_text(f'[calendar]\n[[rule]]\ncode = "x"\nclock = "library"\n{unit}', encoding="utf-8")
        with pytest.raises(error):
            read_terms(path)


def test_nothing_is_late_on_its_last_day_nor_without_a_date(clock):
    clock.set(noon("2026-04-02"))
    assert [days_late(due) for due in (None, day("2026-04-03"), day("2026-04-02"), day("2026-03-31"))] == [0, 0, 0, 2]
    assert days_late(day("2026-03-31"), by=day("2026-04-01")) == 1


def test_a_term_in_hours_is_late_from_the_hour_on_and_a_begun_day_counts(clock):
    end = dt.datetime(2026, 4, 2, 15, 30, tzinfo=KYIV)
    for now, late in ((end, 0), (end + dt.timedelta(minutes=1), 1), (end + dt.timedelta(days=2), 2)):
        clock.set(now)
        assert days_late(day("2026-04-02"), at=end) == late
