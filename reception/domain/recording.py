"""A question that a librarian records for somebody: how it came, what was consented to, when it was truly received.

Law 393/96-ВР, art. 5, lets another person hand in a written appeal only with a formal authority. So there are two honest
things to record: a public question, which is the library's own service, and a formal appeal, which the citizen signs on
paper or sends in person from the library's computer (an electronic appeal needs no signature).
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.kinds import Kind
from reception.domain.submission import Submission
from reception.domain.text import LONGEST_REASON


class Way(StrEnum):
    """How the citizen's words came to the librarian."""

    DICTATED = "dictated"
    PAPER = "paper"
    PHONE = "phone"
    TOGETHER = "together"


class ConsentGiven(StrEnum):
    """How the citizen consented to the processing of personal data."""

    ORAL = "oral"
    ON_PAPER = "on_paper"
    BY_PHONE = "by_phone"


class HandedOver(StrEnum):
    """How the citizen was given what was decided."""

    IN_PERSON = "in_person"
    BY_PHONE = "by_phone"
    BY_POST = "by_post"


READ_BACK = frozenset({Way.DICTATED, Way.PHONE})
"""The ways in which the words are the librarian's hand alone: the citizen must have heard them before they are kept."""


@dataclass(frozen=True, kw_only=True)
class Protocol:
    """What is kept beside a question that was recorded. `received_at`: when it was truly received, if not now."""

    way: Way
    consent: ConsentGiven | None
    read_back: bool = False
    received_at: dt.datetime | None = None
    late_reason: str = ""

    def problems(self, submission: Submission, latest_days: int) -> Iterator[Invalid]:
        """Yield all that keeps a submission from being recorded so; `latest_days`: how late it may still be entered."""
        if submission.kind is Kind.PUBLIC_QUESTION and not submission.name:
            yield Invalid("citizen_name_needed", field="name")
        if self.consent is None:
            yield Invalid("citizen_consent_needed", field="consent")
        elif submission.kind is Kind.APPEAL and self.way is not Way.TOGETHER and self.consent is not ConsentGiven.ON_PAPER:
            yield Invalid("appeal_by_phone" if self.way is Way.PHONE else "appeal_unsigned", field="consent")
        if self.way in READ_BACK and not self.read_back:
            yield Invalid("read_back_needed", field="read_back")
        yield from self._of_receipt(latest_days)

    def _of_receipt(self, latest_days: int) -> Iterator[Invalid]:
        if len(self.late_reason) > LONGEST_REASON:
            yield Invalid("text_too_long", field="late_reason", limit=LONGEST_REASON, length=len(self.late_reason))
        if self.received_at is None:
            if self.late_reason:
                yield Invalid("received_on_needed", field="received_on")
            return
        earliest = clock.today() - dt.timedelta(days=latest_days)
        if self.received_at > clock.now():
            yield Invalid("received_in_future", field="received_on")
        elif clock.day_of(self.received_at) < earliest:
            yield Invalid("received_too_early", field="received_on", earliest=earliest)
        if not self.late_reason:
            yield Invalid("late_reason_needed", field="late_reason")
