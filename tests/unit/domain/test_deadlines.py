"""Dates of law, against vectors counted by hand."""

import datetime as dt

import pytest

from reception.domain.calendar import Calendar
from reception.domain.clock import KYIV
from reception.domain.deadlines import Clock, days_late, read_terms, terms
from reception.domain.kinds import Kind


def noon(day: str) -> dt.datetime:
    return dt.datetime.fromisoformat(day).replace(hour=12, tzinfo=KYIV)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("received", "forward", "answer", "latest"),
    [
        ("2026-03-02", "2026-03-09", "2026-04-02", "2026-04-16"),
        ("2026-01-31", "2026-02-05", "2026-03-02", "2026-03-17"),
        ("2026-02-13", "2026-02-18", "2026-03-13", "2026-03-30"),
        ("2026-12-18", "2026-12-23", "2027-01-18", "2027-02-01"),
    ],
)
def test_an_appeal_runs_by_calendar_days_and_rolls_to_a_working_day(received, forward, answer, latest):
    event = noon(received)
    assert terms().to_forward(Kind.APPEAL, event).effective == day(forward)
    assert terms().to_answer(Kind.APPEAL, event).effective == day(answer)
    assert terms().latest(Kind.APPEAL, event).effective == day(latest)


def test_a_month_ends_on_the_last_day_of_a_shorter_one():
    assert terms().to_answer(Kind.APPEAL, noon("2026-01-31")).pure == day("2026-02-28")


def test_a_request_runs_by_working_days_and_holidays_are_worked_in_martial_law():
    due = terms().to_answer(Kind.INFORMATION_REQUEST, noon("2026-08-21"))
    assert due.effective == day("2026-08-28")
    assert terms().latest(Kind.INFORMATION_REQUEST, noon("2026-08-21")).effective == day("2026-09-18")


def test_holidays_count_again_when_martial_law_is_over():
    peace = Calendar(martial_law_from=day("2022-02-24"), martial_law_until=day("2026-08-01"))
    assert peace.add_working(day("2026-08-21"), 5) == day("2026-08-31")
    assert not peace.is_working(day("2026-08-24"))


def test_holidays_of_the_years_before_were_not_worked():
    assert not Calendar(martial_law_from=day("2022-02-24")).is_working(day("2012-08-24"))


def test_a_date_may_stay_on_a_weekend_where_the_rule_is_off():
    assert not Calendar(roll_forward=False).roll_forward
    assert Calendar().next_working(day("2026-03-07")) == day("2026-03-09")


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


def test_a_file_that_is_not_in_form_is_refused(tmp_path):
    path = tmp_path / "deadlines.toml"
    path.write_text('[calendar]\n[[rule]]\ncode = "x"\nclock = "library"\n', encoding="utf-8")
    with pytest.raises(TypeError):
        read_terms(path)


def test_nothing_is_late_on_its_last_day_nor_without_a_date(clock):
    clock.set(noon("2026-04-02"))
    assert [days_late(due) for due in (None, day("2026-04-03"), day("2026-04-02"), day("2026-03-31"))] == [0, 0, 0, 2]
    assert days_late(day("2026-03-31"), by=day("2026-04-01")) == 1
