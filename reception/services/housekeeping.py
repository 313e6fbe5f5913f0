"""What is no longer needed goes.

Contacts whose term is over, files of forms that were never sent, drafts of referrals that ended, old counts of attempts,
claims that hold no longer, subscriptions that nobody confirmed, mail that was seen to, outages of long ago.
"""

import datetime as dt

from sqlalchemy import and_, delete, or_, select

from reception.current import settings
from reception.domain import clock
from reception.extensions import db
from reception.models import LEAVING, Attachment, Draft, Incoming, IncomingState, Letter, Outage, Referral, ReferralState
from reception.queries import promise_mail
from reception.services import claims, corrections, limits, promises, reorganise, respond, retention, subscriptions, undo
from reception.services.transaction import transaction

UNSENT = dt.timedelta(days=1)
"""How long a file waits for its form to be sent."""

MAIL = dt.timedelta(days=40)
"""How long mail is kept that nobody has to see to; longer than reports on an address are counted."""

OUTAGE = dt.timedelta(days=365)
"""How long it is known when no letter left."""


def sweep() -> int:
    """Throw away what nobody needs; return how many files went. Doing it twice is doing it once."""
    limits.sweep()
    reorganise.settle()
    claims.sweep()
    undo.sweep()
    retention.erase_contacts()
    subscriptions.sweep()
    with transaction():
        correcting = and_(Referral.state == ReferralState.ANSWERED, Draft.saved_at > _may_be_corrected_from())
        over = select(Draft.id).join(Referral).where(Referral.state != ReferralState.OPEN, ~correcting)
        db.session.execute(delete(Draft).where(Draft.id.in_(over.scalar_subquery())))
        whose = (Attachment.question_id, Attachment.answer_id, Attachment.answer_version_id)
        unsent = (*(column.is_(None) for column in whose), Attachment.form_key.not_in(_drafts()))
        db.session.execute(delete(Attachment).where(*unsent, Attachment.created_at < clock.now() - UNSENT))
        settled = (Incoming.state != IncomingState.HELD, Incoming.received_at < clock.now() - MAIL)
        leaving = select(Letter.id).where(Letter.state.in_(LEAVING))
        to_send = and_(Incoming.letter_id.is_not(None), Incoming.letter_id.in_(leaving))
        awaited = [promise.id for promise in promise_mail.open_with_mail()]
        is_over = or_(Incoming.promise_id.is_(None), Incoming.promise_id.not_in(awaited))
        db.session.execute(delete(Incoming).where(*settled, ~to_send, is_over))
        db.session.execute(delete(Outage).where(Outage.ended_at < clock.now() - OUTAGE))
    return _files_without_row()


def _may_be_corrected_from() -> dt.datetime:
    """Return since when the draft of a correction must have been saved to be kept."""
    return clock.now() - dt.timedelta(days=settings().correction_days)


def _form_key(referral: Referral) -> str:
    if referral.state is ReferralState.ANSWERED and referral.answers:
        return corrections.form_key(referral.answers[-1])
    return respond.form_key(referral)


def _drafts() -> list[str]:
    """Return the keys of answers and corrections, and of words on promises, that are being written: files stay as long."""
    answers = [_form_key(referral) for referral in db.session.scalars(select(Referral).join(Draft))]
    return answers + [promises.form_key(promise) for promise in promise_mail.open_with_mail()]


def _files_without_row() -> int:
    """Remove uploads that no row knows and that are older than any form still being sent."""
    folder = settings().uploads
    oldest = (clock.now() - UNSENT).timestamp()
    columns = (Attachment.stored_as, Attachment.public_copy, Incoming.stored_as)
    known = {name for column in columns for name in db.session.scalars(select(column))}
    gone = [p for p in folder.glob("*") if p.name not in known and p.stat().st_mtime < oldest] if folder.is_dir() else []
    for path in gone:
        path.unlink(missing_ok=True)
    return len(gone)
