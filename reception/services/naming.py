"""What another name of a body means: a new name from a day on, or only a mistake that is put right.

A new name leaves the old one to the questions of its time.
"""

import datetime as dt
from dataclasses import dataclass

from reception.domain import clock
from reception.domain.errors import Invalid
from reception.models import Authority, FormerName

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Naming:
    """How a change of name is meant. `since`: the first day of the new name, today if none is said."""

    since: dt.date | None = None
    is_correction: bool = False

    def keep(self, body: Authority) -> None:
        """Keep the present name of a body for the days until now, unless it was a mistake.

        Raises Invalid for a day to come, and for one in the time of a name that the body had before.
        """
        if self.is_correction:
            return
        since = self.since or clock.today()
        if since > clock.today():
            raise Invalid("day_to_come", field="since")
        last = body.former_names[-1].valid_to if body.former_names else None
        if last and since <= last:
            raise Invalid("name_before", field="since", last=last)
        if last != since - ONE_DAY:
            former = FormerName(name_uk=body.name_uk, name_en=body.name_en, short_uk=body.short_uk, valid_to=since - ONE_DAY)
            body.former_names.append(former)


NEW_NAME = Naming()
CORRECTION = Naming(is_correction=True)
