"""What came by mail about promises, and waits until the one who was asked confirms it."""

from collections.abc import Iterable

from sqlalchemy import select

from reception.domain.promises import PromiseState
from reception.extensions import db
from reception.models import Incoming, IncomingState, Letter, Promise, Question, Referral
from reception.queries.promises import LETTERS

WRITTEN = (IncomingState.DRAFTED, IncomingState.ATTACHED)
"""Messages that stand in a form: by themselves, or because a librarian said where they belong."""

REPLIED_TO = (*LETTERS, "promise_received")
"""The letters a reply to which is about the promise."""


def asked_about(referral: Referral, letter: Letter | None) -> Promise | None:
    """Return the promise of a referral's answer that a message speaks of: one that its official was asked about and that nobody
    has settled. A reply to a letter about something else speaks of none; without a thread the address alone tells."""
    if letter is not None and letter.name not in REPLIED_TO:
        return None
    promises = (answer.promise for answer in reversed(referral.answers) if answer.promise)
    return next((promise for promise in promises if promise.is_open and promise.link), None)


def open_of(question: Question) -> list[Promise]:
    """Return the promises of a question that nobody has settled."""
    return [answer.promise for answer in question.answers if answer.promise and answer.promise.is_open]


def waiting(promise: Promise) -> list[Incoming]:
    """Return the messages about a promise that nobody has confirmed, oldest first."""
    return of_all([promise]).get(promise.id, [])


def of_all(promises: Iterable[Promise]) -> dict[int, list[Incoming]]:
    """Return the messages about several promises that nobody has confirmed, by the promise: those that came since its last
    word."""
    open_ = {promise.id: promise for promise in promises if promise.is_open}
    found: dict[int, list[Incoming]] = {}
    query = select(Incoming).where(Incoming.promise_id.in_(open_), Incoming.state.in_(WRITTEN))
    for row in db.session.scalars(query.order_by(Incoming.id)):
        reports = open_[row.promise_id].reports
        if not reports or row.received_at > reports[-1].at:
            found.setdefault(row.promise_id, []).append(row)
    return found


def words(messages: Iterable[Incoming]) -> str:
    """Return what messages say, one below the other."""
    return "\n\n".join(row.text for row in messages if row.text)


def open_with_mail() -> list[Promise]:
    """Return the promises that nobody has settled and about which mail came."""
    about = select(Incoming.promise_id).where(Incoming.promise_id.is_not(None), Incoming.state.in_(WRITTEN))
    return list(db.session.scalars(select(Promise).where(Promise.state == PromiseState.OPEN, Promise.id.in_(about))))
