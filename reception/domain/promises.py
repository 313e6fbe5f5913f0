"""What an authority promised with a date, and how it stands: by what was said of it and by the calendar."""

import datetime as dt
from enum import StrEnum


class PromiseState(StrEnum):
    """What the authority has said last."""

    OPEN = "open"
    KEPT = "kept"
    BROKEN = "broken"
    REPLACED = "replaced"
    """A newer answer promises it by another date: that promise counts."""


class Said(StrEnum):
    """What can be said of a promise: it is done, it will be done later, it will not be done."""

    DONE = "done"
    LATER = "later"
    NOT_DONE = "not_done"


class Standing(StrEnum):
    """How a promise stands on a day. Whatever later date was named, it is late once the first date has passed."""

    OPEN = "open"
    MOVED = "moved"
    LATE = "late"
    KEPT = "kept"
    KEPT_LATE = "kept_late"
    BROKEN = "broken"
    REPLACED = "replaced"


WORST_FIRST = (
    Standing.BROKEN, Standing.LATE, Standing.MOVED, Standing.OPEN, Standing.KEPT_LATE, Standing.KEPT, Standing.REPLACED,
)  # fmt: skip
"""Of several promises in one question the first of these stands for all."""


def standing(
    state: PromiseState, promised_on: dt.date, due_on: dt.date, done_on: dt.date | None, today: dt.date
) -> Standing:
    """Return how a promise stands. `promised_on` is the first date, `due_on` the one that holds now."""
    match state:
        case PromiseState.BROKEN:
            return Standing.BROKEN
        case PromiseState.REPLACED:
            return Standing.REPLACED
        case PromiseState.KEPT:
            return Standing.KEPT_LATE if done_on and done_on > promised_on else Standing.KEPT
    if today > promised_on:
        return Standing.LATE
    return Standing.MOVED if due_on > promised_on else Standing.OPEN
