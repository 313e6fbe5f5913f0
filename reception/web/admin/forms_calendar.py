"""The form of the calendar."""

import datetime as dt

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, StringField, TextAreaField

from reception.domain.calendar import Calendar
from reception.domain.errors import Invalid
from reception.web.forms import Refusing, day_of, line_of, text_of


class CalendarForm(Refusing):
    """When martial law ended, what the government moved, and the rule of the last day. Days stand one a line."""

    martial_law_until = StringField(_l("First day after martial law"), filters=[line_of])
    days_off = TextAreaField(_l("Days that are not worked"), filters=[text_of])
    working_days = TextAreaField(_l("Weekends and holidays that are worked"), filters=[text_of])
    roll_forward = BooleanField(_l("A last day that is not worked moves to the next working day"))

    @classmethod
    def of(cls, calendar: Calendar) -> "CalendarForm":
        """Return the form of a calendar: what is posted, or what holds."""
        form = cls()
        if not form.is_submitted():
            form.martial_law_until.data = calendar.martial_law_until
            form.roll_forward.data = calendar.roll_forward
            for name in ("days_off", "working_days"):
                form[name].data = "\n".join(f"{day:%d.%m.%Y}" for day in sorted(getattr(calendar, name)))
        return form

    def values(self) -> tuple[dt.date | None, bool, list[dt.date], list[dt.date]]:
        """Return what was typed, as the service takes it. Raises Invalid for what is no date."""
        until = day_of(self.martial_law_until.data)
        if self.martial_law_until.data and until is None:
            raise Invalid("date_form", field="martial_law_until")
        return until, self.roll_forward.data, _days(self.days_off), _days(self.working_days)


def _days(field: TextAreaField) -> list[dt.date]:
    days = []
    for line in filter(None, (line_of(each) for each in (field.data or "").replace(",", "\n").splitlines())):
        day = day_of(line)
        if day is None:
            raise Invalid("day_in_line", field=field.name, line=line[:40])
        days.append(day)
    return days
