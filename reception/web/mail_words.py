"""Letters in words for staff: how far each has come, and whether any leave at all."""

import datetime as dt
from dataclasses import dataclass

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from reception.mail.trouble_words import in_words
from reception.models import Brake, DeliveryReport, Letter, LetterState
from reception.queries.outages import standstill
from reception.web.date_words import moment

STATES = {
    LetterState.QUEUED: _l("waiting to leave"),
    LetterState.SENDING: _l("leaving now"),
    LetterState.SENT: _l("sent"),
    LetterState.DELIVERED: _l("delivered to the mailbox"),
    LetterState.FAILED: _l("could not be delivered"),
    LetterState.SETTLED: _l("settled in another way"),
    LetterState.KEPT: _l("not sent: no address; it stands on the asker’s own page"),
    LetterState.ON_PAGE: _l("not sent: the asker reads letters on their own page"),
    LetterState.HANDED_OVER: _l("told by the library"),
    LetterState.STOPPED: _l("stopped before it left"),
}
REPORTS = {
    DeliveryReport.ASKED: _l("The mail server took it and promised to report its delivery; no report has come yet."),
    DeliveryReport.DELAYED: _l("Delayed: a mail server on the way could not deliver it yet and goes on trying."),
    DeliveryReport.RELAYED: _l(
        "It was passed on to a server that reports no deliveries: whether it lies in the mailbox is not known."
    ),
}


@dataclass(frozen=True)
class StandstillWords:
    """That no letter leaves: since when, how many wait, what happened, what to do, what the server said."""

    since: dt.datetime
    waiting: int
    what: str
    todo: str
    said: str


def standstill_words() -> StandstillWords | None:
    """Return what staff should know, if no letter leaves."""
    found = standstill()
    if found is None:
        return None
    if found.cause is None:
        what, todo = _("The worker, which sends the letters, does not run."), _("An administrator of the server starts it.")
    else:
        what, todo = in_words(found.cause)
    return StandstillWords(found.since, found.waiting, what, todo, found.words)


def letter_state(letter: Letter) -> str:
    """Return how far a letter has come, and when it left or arrived."""
    if letter.state is LetterState.SENT and letter.report is DeliveryReport.DELAYED:
        return _("sent, delayed on the way")
    at = letter.reported_at if letter.state is LetterState.DELIVERED else letter.sent_at
    words = str(STATES[letter.state])
    return f"{words}, {moment(at)}" if at and letter.state in (LetterState.SENT, LetterState.DELIVERED) else words


def letter_remarks(letter: Letter) -> list[str]:
    """Return what else there is to say of a letter: why it waits or failed, what to do, what was reported."""
    remarks = []
    if letter.held is Brake.DAILY_CAP and letter.state is LetterState.QUEUED:
        remarks.append(_("It waits until tomorrow: this address has had as many letters today as one gets in a day."))
    if letter.held is Brake.LOOP and letter.state is LetterState.FAILED:
        remarks.append(_("It was stopped: the same letter went to this address too often within an hour, as if in a circle."))
    if letter.cause:
        remarks += in_words(letter.cause)
    if letter.state is LetterState.SENT and letter.report:
        remarks.append(str(REPORTS[letter.report]))
    return remarks


FILTERS = {"letter_state": letter_state, "letter_remarks": letter_remarks}
