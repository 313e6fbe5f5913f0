"""An official has another address: the links in letters to the old one end, and the new one gets fresh ones."""

from sqlalchemy import func, or_, select

from reception.domain import clock
from reception.extensions import db
from reception.mail.own import links_moved
from reception.models import AnswerLink, Enclosure, Holder, Letter, LetterState, Official, Promise, Referral, ReferralState
from reception.services import promise_letters
from reception.services.enclosures import post_links


def move(official: Official, before: str | None) -> None:
    """End the links that left to another address, and mail one letter with fresh ones for what waits for an answer; whoever was
    asked about a promise is asked again.

    The old mailbox may be somebody else's: a slip of the pen, a predecessor. Without a new address nothing ends, for there
    would be no other way to answer; an address that was taken out before the new one was known is an address before as well.
    Runs within a transaction, after what waited for an address was sent.
    """
    if not official.can_be_reached or (before or "").casefold() == official.email.casefold():
        return
    gone = _gone_out(official)
    for link in gone:
        link.revoked_at = clock.now()
    asked = select(Promise).where(Promise.link_id.in_([link.id for link in gone])).order_by(Promise.id)
    for promise in db.session.scalars(asked):
        promise_letters.write_again(promise)
    waiting = {link.referral for link in gone if link.referral.state is ReferralState.OPEN and link.referral.holder.is_official}
    if not waiting:
        return
    referrals = sorted(waiting, key=lambda referral: (referral.due_on, referral.id))
    post_links(links_moved.__name__, [Holder(referral) for referral in referrals])
    _put_into_waiting_letters(gone)


def _gone_out(official: Official) -> list[AnswerLink]:
    """Return the official's own links that were in a letter which was tried elsewhere: those that never left go to the new
    address."""
    elsewhere = Letter.attempts > 0, func.lower(Letter.to_address) != official.email.lower()
    by_itself = select(Letter.answer_link_id).where(*elsewhere, Letter.answer_link_id.is_not(None))
    among_others = select(Enclosure.link_id).join(Enclosure.letter).where(*elsewhere)
    own = (AnswerLink.delegation_id.is_(None), AnswerLink.stand_in_id.is_(None), AnswerLink.revoked_at.is_(None))
    left = or_(AnswerLink.id.in_(by_itself), AnswerLink.id.in_(among_others))
    query = select(AnswerLink).join(AnswerLink.referral).where(Referral.official_id == official.id, *own, left)
    return list(db.session.scalars(query.order_by(AnswerLink.id)))


def _put_into_waiting_letters(gone: list[AnswerLink]) -> None:
    """Let letters that have not left yet lead by the fresh links."""
    query = select(Letter).where(Letter.answer_link_id.in_([link.id for link in gone]), Letter.state == LetterState.QUEUED)
    for letter in db.session.scalars(query):
        letter.answer_link = letter.answer_link.person.link
