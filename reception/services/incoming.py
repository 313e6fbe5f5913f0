"""A message comes in: an answer becomes a draft, a report settles its letter, what fits nowhere waits.

The message is kept first. Nothing that comes by mail answers a question, stops a clock or is answered, but for one
acknowledgement of a draft.
"""

import hashlib
import logging
from collections.abc import Callable

from sqlalchemy.exc import IntegrityError

from reception.current import settings
from reception.domain import clock
from reception.domain.text import clean_line, clean_text
from reception.extensions import db
from reception.mail.inbox import Kind, Reading, read
from reception.mail.inbox.authenticity import is_forged
from reception.mail.inbox.automatic import HABITS
from reception.mail.inbox.registered import registration_in
from reception.mail.inbox.wording import OFFICE_WORDS
from reception.models import Incoming, IncomingState, Letter, Promise, Referral, ReferralState, WhyHeld
from reception.queries import incoming as stored
from reception.queries.guesses import referral_named
from reception.queries.promise_mail import asked_about
from reception.services import answer_by_mail, bounced, kept_files, promise_by_mail
from reception.services.transaction import transaction

BY_PROGRAM = ("auto_submitted", "receipt", "calendar")
"""Reasons of the reader that leave no doubt."""

LONG_FOR_A_PROGRAM = 400
"""Characters: words that sound like an absence are seldom more, and what is longer is looked at by a person."""

log = logging.getLogger("reception.mail")

KEPT_AS_TEXT = 100_000
"""Characters of a message's words in its row; the whole message is the file."""


def receive(raw: bytes) -> Incoming:
    """Take a message in and do what follows from it; the same message twice is once.

    The message is a file before it is a row: if anything fails, the caller keeps it and brings it again.
    """
    reading = read(raw, settings().sender, settings().mail_reply_address)
    fingerprint = _fingerprint(raw, reading)
    before = stored.known(fingerprint)
    if before:
        return before
    name = kept_files.keep(raw, "eml")
    try:
        with transaction():
            row = _row(reading, fingerprint, name)
            db.session.add(row)
            db.session.flush()
            _FOLLOWS.get(reading.kind, _held)(row, raw, reading)
            return row
    except BaseException as error:
        kept_files.drop(name)  # it is tried again, and would leave a file each time
        before = stored.known(fingerprint) if isinstance(error, IntegrityError) else None
        if before is None:
            raise
        return before  # it came twice at the same moment


def taken(raw: bytes) -> bool:
    """Take a message in as `receive`; tell whether it is safe here. If not, it is to stay where it is and come again."""
    try:
        receive(raw)
    except Exception as error:  # whatever it is, and others wait
        log.error("a message could not be taken in: %s", type(error).__name__)
        return False
    return True


def _row(reading: Reading, fingerprint: str, name: str) -> Incoming:
    senders = reading.mail.addresses("from")
    return Incoming(
        fingerprint=fingerprint,
        message_id=reading.mail.header("message-id").strip()[:300] or None,
        kind=reading.kind.value,
        reason=reading.reason,
        hard=reading.hard,
        sender=(senders[0] if senders else "")[:300],
        subject=clean_line(reading.mail.header("subject"))[:300],
        text=clean_text(reading.text)[:KEPT_AS_TEXT],
        stored_as=name,
        state=IncomingState.NOTED,
        received_at=clock.now(),
    )


def _fingerprint(raw: bytes, reading: Reading) -> str:
    """Return what is the same for two copies of a message that came by different ways."""
    mail = reading.mail
    told = [mail.header(name) for name in ("message-id", "from", "date", "subject")]
    copy = "\n".join([*told, mail.text]).encode("utf-8", "replace") if told[0] else raw
    return hashlib.sha256(copy).hexdigest()


def _held(row: Incoming, _raw: bytes, reading: Reading) -> None:
    row.state = IncomingState.HELD
    if is_forged(reading.mail, settings().mail_trusted_servers):
        row.reason = WhyHeld.NOT_AUTHENTIC


def _noted(row: Incoming, _raw: bytes, reading: Reading) -> None:
    """Neither automatic replies nor our own letters are anybody's business; they are kept for a while.

    But a message that was sent on and comes back in our letter has reached nobody and waits again. And offices send answers by
    programs: what brings a file and does not say of itself that it is a reply by a program is held, and so are words to a
    referral's own address that only look like a program's by their headers, or sound like one's and go on.
    """
    if reading.kind is Kind.LOOP:
        _wait_again(stored.letter_of([reading.mail.header("message-id").strip()]))
        return
    referrals = _referrals(reading)
    row.question_id = referrals[0].question_id if referrals else None
    _is_about(row, reading, referrals)
    if reading.mail.files and reading.reason not in BY_PROGRAM:
        row.state, row.reason = IncomingState.HELD, WhyHeld.AUTOMATIC_WITH_FILE
        return
    doubt = _doubt(row, reading) if referrals and row.text else None
    if doubt:
        row.state, row.reason = IncomingState.HELD, doubt


def _is_about(row: Incoming, reading: Reading, referrals: list[Referral]) -> None:
    """Note to which referral an automatic reply belongs: what it says of the authority's registration can be taken over."""
    if is_forged(reading.mail, settings().mail_trusted_servers):
        return
    named = referral_named(row) if not referrals else None
    row.referral = named or (referrals[0] if len(referrals) == 1 else None)
    row.question_id = named.question_id if named else row.question_id
    prefix = settings().number_prefix
    said = registration_in(row.text, prefix) or registration_in(row.subject, prefix)
    if row.referral and said:
        row.registered_number, row.registered_on = said.number, said.on


def _wait_again(letter: Letter | None) -> None:
    """Hold the message again that one of our letters sent on: its reader's mailbox is the one that is read here."""
    sent_on = stored.sent_on_with(letter) if letter else None
    if sent_on and sent_on.state is IncomingState.FORWARDED:
        sent_on.state, sent_on.reason = IncomingState.HELD, WhyHeld.CAME_BACK


def _doubt(row: Incoming, reading: Reading) -> WhyHeld | None:
    """Return why a person may have written what was taken for a program's letter."""
    if reading.reason in HABITS:
        return WhyHeld.LIKE_AUTOMATIC
    goes_on = reading.reason == "text" and len(row.text) > LONG_FOR_A_PROGRAM
    return WhyHeld.SOUNDS_AUTOMATIC if goes_on or reading.reason == OFFICE_WORDS else None


def _answered(row: Incoming, _raw: bytes, reading: Reading) -> None:
    """Make a draft of an answer to a referral of ours, if it waits for one and who has it wrote this, or of a word on what an
    answer promised, if its official was asked about it and wrote this; else hold it."""
    letter, referrals = _letter(reading), _referrals(reading)
    row.state, row.question_id = IncomingState.HELD, letter.question_id if letter else None
    if len(referrals) != 1:
        row.reason = WhyHeld.SEVERAL_REFERRALS if referrals else WhyHeld.NO_REFERRAL
        return
    [referral] = referrals
    row.question_id = referral.question_id
    promise = None if referral.state is ReferralState.OPEN else asked_about(referral, letter)
    if is_forged(reading.mail, settings().mail_trusted_servers):
        row.reason = WhyHeld.NOT_AUTHENTIC
    elif referral.state is not ReferralState.OPEN and promise is None:
        row.reason = WhyHeld.REFERRAL_CLOSED
    elif not _is_from(row.sender, referral, promise):
        row.reason = WhyHeld.OTHER_SENDER
    elif reading.reason in HABITS:
        row.reason = WhyHeld.LIKE_AUTOMATIC
    elif reading.reason == WhyHeld.NOTE:
        row.reason = WhyHeld.NOTE
    elif promise_by_mail.draft(row, promise, reading) if promise else answer_by_mail.draft(row, referral, reading):
        row.state = IncomingState.DRAFTED
    else:
        row.reason = WhyHeld.TOO_LONG


def _is_from(sender: str, referral: Referral, promise: Promise | None) -> bool:
    return promise_by_mail.may_come_from(promise, sender) if promise else sender.casefold() in referral.addresses


def _letter(reading: Reading) -> Letter | None:
    """Return the letter of ours to which a message replies."""
    return stored.letter_of(f"{reading.mail.header('in-reply-to')} {reading.mail.header('references')}".split())


def _referrals(reading: Reading) -> list[Referral]:
    """Return the referrals that a message answers: by the addresses it came to, else by the letter it replies to."""
    letter, found = _letter(reading), stored.referrals_written_to(reading.mail.came_to())
    return found or ([letter.answer_link.referral] if letter and letter.answer_link else [])


_FOLLOWS: dict[Kind, Callable[[Incoming, bytes, Reading], None]] = {
    Kind.ANSWER: _answered,
    Kind.BOUNCE: bounced.settle,
    Kind.AUTO: _noted,
    Kind.LOOP: _noted,
}
