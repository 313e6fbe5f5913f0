"""A line of the journal as staff see it, in whichever room."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class Entry:
    """What happened, when, by whom, and on what grounds: `components/timeline.html` draws it."""

    at: dt.datetime
    text: str
    by: str
    detail: str
