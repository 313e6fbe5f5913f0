"""Working days of Ukraine: weekends always, holidays unless martial law suspends them (Law 2136-IX, art. 6(6))."""

import datetime as dt
from dataclasses import dataclass, field

import holidays

_FAR = dt.date.max


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. `martial_law_until` is the first day after it, or None while it lasts."""

    martial_law_from: dt.date | None = None
    martial_law_until: dt.date | None = None
    roll_forward: bool = True
    _holidays: holidays.HolidayBase = field(
        default_factory=lambda: holidays.country_holidays("UA", categories=("public", "workday")),
        compare=False,
        repr=False,
    )

    def is_working(self, day: dt.date) -> bool:
        """Tell whether offices work on a date."""
        if day.weekday() >= 5:
            return False
        return self._martial_law(day) or day not in self._holidays

    def next_working(self, day: dt.date) -> dt.date:
        """Return the date itself if it is worked, else the next one that is."""
        while not self.is_working(day):
            day += dt.timedelta(days=1)
        return day

    def add_working(self, day: dt.date, amount: int) -> dt.date:
        """Return the date `amount` working days after a date."""
        for _ in range(amount):
            day = self.next_working(day + dt.timedelta(days=1))
        return day

    def _martial_law(self, day: dt.date) -> bool:
        return self.martial_law_from is not None and self.martial_law_from <= day < (self.martial_law_until or _FAR)
