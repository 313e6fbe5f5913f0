"""Times in which no letter leaves: they begin with a failure that is the server's, and end with the first letter it takes.

Meanwhile letters are not tried one after another, for each would wait for the same failure: one a minute shows whether it is
over. Then what could not leave leaves at once. The administrator is written to once when it has lasted for a while and once
when it is over: by mail, so the first of these letters comes late; the desk and /health say it at once.
"""

import datetime as dt
import re

from sqlalchemy import select, update

from reception.current import settings
from reception.domain import clock
from reception.domain.mail_causes import OF_THE_SERVER, SHOWN_BY_CONNECTING, MailCause
from reception.domain.roles import Role
from reception.extensions import db
from reception.mail.mail_trouble import Trouble, mail_recovered, mail_stuck
from reception.mail.outbox import Outbox
from reception.mail.smtp_errors import NotSent
from reception.models import Account, Letter, LetterState, Outage
from reception.queries import outages
from reception.queries.refused import paused
from reception.services.post import post
from reception.services.transaction import transaction

AGAIN = dt.timedelta(minutes=1)
AGAIN_AFTER_LOGIN = outages.LONGEST_REST
"""Servers lock out who logs in wrongly too often."""

_ADDRESS = re.compile(r"\S+@\S+")


def failed(error: NotSent) -> None:
    """Note a failure: if it is the server's, no letter is tried for a moment. Runs within a transaction."""
    if not error.is_of_server:
        return
    now = clock.now()
    row = outages.outage()
    if row is None:
        row = Outage(began_at=now)
        db.session.add(row)
    row.failed_at, row.cause, row.words = now, error.cause, without_addresses(str(error))
    row.next_try_at = now + (AGAIN_AFTER_LOGIN if error.cause is MailCause.LOGIN_REFUSED else AGAIN)


def without_addresses(said: str) -> str:
    """Return a server's words without addresses: an asker's is a contact, and read only where it is written down."""
    return _ADDRESS.sub("…", said)


def over() -> None:
    """Note that a letter has left: what could not leave before is due now. Runs within a transaction."""
    rows = db.session.scalars(select(Outage).where(Outage.ended_at.is_(None))).all()
    if not rows:
        return
    for row in rows:
        row.ended_at = clock.now()
        if row.told_at:
            _tell(mail_recovered.__name__, row)
    _make_due()


def forget_pause() -> None:
    """Let letters be tried at once, as when a person wants to see whether the server works again. Runs within a transaction."""
    db.session.execute(update(Outage).where(Outage.ended_at.is_(None)).values(next_try_at=clock.now()))


def watch() -> int:
    """Look after an outage: tell the administrator, and see whether the server is back. Return how much was done."""
    row = outages.outage()
    if row is None:
        return 0
    return _tell_when_it_lasts(row.id) + _look(row.id)


def _tell_when_it_lasts(outage_id: int) -> int:
    with transaction():
        row = db.session.get(Outage, outage_id)
        if row.ended_at or row.told_at or clock.now() - row.began_at < outages.PATIENCE:
            return 0
        row.told_at = clock.now()
        return _tell(mail_stuck.__name__, row)


def _look(outage_id: int) -> int:
    """Call the server if no letter would do so; if it answers, what waits is due again."""
    now = clock.now()
    row = db.session.get(Outage, outage_id)
    due = select(Letter.id).where(Letter.state == LetterState.QUEUED, Letter.next_attempt_at <= now, ~paused())
    if row.ended_at or row.next_try_at > now or row.cause not in SHOWN_BY_CONNECTING or db.session.scalar(due.limit(1)):
        return 0
    try:
        with Outbox() as outbox:
            outbox.knock()
    except NotSent as error:
        with transaction():
            failed(error)
        return 0
    with transaction():
        if not outages.waiting():  # nothing is left by which it would show
            over()
        return _make_due()


def _make_due() -> int:
    waiting = (Letter.state == LetterState.QUEUED, Letter.cause.in_(OF_THE_SERVER), Letter.next_attempt_at > clock.now())
    of_those = {"next_attempt_at": clock.now(), "attempts": 1}  # it was not theirs that they failed
    return db.session.execute(update(Letter).where(*waiting).values(of_those)).rowcount


def _tell(name: str, row: Outage) -> int:
    return sum(len(post((name,), Trouble(row, *whom, outages.waiting()))) for whom in _administrators())


def _administrators() -> list[tuple[str | None, str]]:
    """Return name and address of whoever is told: the address of the settings, else those of administrators' accounts."""
    if settings().admin_email:
        return [(None, settings().admin_email)]
    active = (Account.role == Role.ADMINISTRATOR, Account.is_enabled, Account.email.is_not(None), Account.email != "")
    rows = db.session.execute(select(Account.name, Account.email).where(*active).order_by(Account.id))
    return [(name, email) for name, email in rows]
