"""What readers get of a promise: a part of `public_view`, and like that the only way out."""

import datetime as dt
from dataclasses import dataclass

from reception.domain.kinds import VerdictValue
from reception.domain.promises import Said, Standing
from reception.models import Promise


@dataclass(frozen=True)
class PublicReport:
    """What was said of a promise: its dates at once, its words after the library's check."""

    said: Said
    was_due: dt.date
    day: dt.date | None
    at: dt.datetime
    by_library: bool
    text: str | None


@dataclass(frozen=True)
class PublicPromise:
    """What an answer promised, and what became of it."""

    standing: Standing
    promised_on: dt.date
    due_on: dt.date
    done_on: dt.date | None
    now_by: dt.date | None
    """By when a newer answer promises it, if that took its place."""
    verdict: VerdictValue | None
    """The asker's own word, given since the authority said its own."""
    reports: tuple[PublicReport, ...]


def public_promise(promise: Promise) -> PublicPromise:
    """Return what readers may see of a promise whose question they may see."""
    said = (PublicReport(r.said, r.was_due, r.day, r.at, r.by_library, r.public_text) for r in promise.reports)
    # A verdict of before was on the promise; only one of since is on the deed.
    since = [each for each in promise.question.verdicts if promise.settled_at and each.at >= promise.settled_at]
    return PublicPromise(
        standing=promise.standing,
        promised_on=promise.promised_on,
        due_on=promise.due_on,
        done_on=promise.done_on,
        now_by=promise.now_by,
        verdict=since[-1].value if since else None,
        reports=tuple(said),
    )
