"""Mail that fits nowhere: a librarian says where it belongs, sends it on, or throws it away."""

from reception.current import settings
from reception.domain.errors import Invalid, NotAllowed
from reception.domain.events import Tag
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor
from reception.domain.text import LONGEST_TEXT, clean_text
from reception.extensions import db
from reception.mail.forwarding import Forwarding, forwarded
from reception.mail.inbox import read
from reception.models import Incoming, IncomingState, Official, Promise, Question, Referral, WhyHeld
from reception.permissions import require
from reception.queries.promise_mail import open_of
from reception.services import answer_by_mail, promise_by_mail, triage
from reception.services.journal import record
from reception.services.post import post
from reception.services.transaction import transaction


def attach(actor: Actor, incoming: Incoming, question: Question) -> bool:
    """Give a message to a question; tell whether it became a draft of an answer.

    With the person who wrote it, or the only one who has the question, it becomes the draft, which that person confirms
    by a letter to the known address; so it is with a word on what an answer promised. Otherwise, and if it says only that an
    answer follows, it becomes an internal note.
    Raises NotAllowed if it was settled meanwhile, Invalid if it is empty and would be a note.
    """
    with transaction():
        _check(actor, incoming, question)
        # Of which referral it was thought to speak counts no more: what becomes of it says so anew.
        incoming.state, incoming.question_id, incoming.referral_id = IncomingState.ATTACHED, question.id, None
        says_more = incoming.reason != WhyHeld.NOTE
        referral = _referral(incoming, question) if says_more else None
        if referral and answer_by_mail.draft(incoming, referral, read(_raw(incoming), settings().sender)):
            return True
        promise = _promise(incoming, question) if says_more and not referral else None
        if promise and promise_by_mail.draft(incoming, promise, read(_raw(incoming), settings().sender)):
            return True
        triage.note(actor, question, _as_note(incoming))
        return False


def forward(actor: Actor, incoming: Incoming, official: Official | None, words: str = "") -> None:
    """Send a message on as it came, in a letter of ours: to an official of the directory, or (None) to the library itself.

    To no other address: what citizens write would go whoever knows where. Raises Invalid if the official cannot get it.
    """
    with transaction():
        _check(actor, incoming, None)
        if official and not (official.is_in_office and official.can_be_reached):
            raise Invalid("official_gone", field="to")
        if official is None and not settings().library_email:
            raise Invalid("official_needed", field="to")
        [letter] = post((forwarded.__name__,), Forwarding(official, settings().library_email, clean_text(words)))
        incoming.state, incoming.letter = IncomingState.FORWARDED, letter
        record(Tag.MAIL_FORWARDED, actor, incoming_id=incoming.id, official_id=official and official.id)


def discard(actor: Actor, incoming: Incoming) -> None:
    """Throw a message away: only that it came is kept. Raises NotAllowed if it was settled meanwhile."""
    with transaction():
        _check(actor, incoming, None)
        file = incoming.stored_as
        incoming.state, incoming.text, incoming.subject, incoming.stored_as = IncomingState.DISCARDED, "", "", None
        record(Tag.MAIL_DISCARDED, actor, incoming_id=incoming.id)
    if file:
        (settings().uploads / file).unlink(missing_ok=True)


def _check(actor: Actor, incoming: Incoming, question: Question | None) -> None:
    require(actor, Permission.TRIAGE, question)
    db.session.refresh(incoming, with_for_update=True)  # of two librarians the second finds it settled
    if incoming.state is not IncomingState.HELD:
        raise NotAllowed("mail_settled")


def _referral(incoming: Incoming, question: Question) -> Referral | None:
    waiting = question.open_referrals
    own = [referral for referral in waiting if incoming.sender.casefold() in referral.addresses]
    return own[0] if own else waiting[0] if len(waiting) == 1 else None


def _promise(incoming: Incoming, question: Question) -> Promise | None:
    """Return the promise about which the one who wrote was asked; anybody else's letter is a note."""
    own = (promise for promise in open_of(question) if promise_by_mail.may_come_from(promise, incoming.sender))
    return next(own, None)


def _raw(incoming: Incoming) -> bytes:
    return (settings().uploads / incoming.stored_as).read_bytes()


def _as_note(incoming: Incoming) -> str:
    if not incoming.text.strip():
        raise Invalid("mail_empty", field="number")
    return f"{incoming.sender}\n{incoming.subject}\n\n{incoming.text}"[:LONGEST_TEXT]
