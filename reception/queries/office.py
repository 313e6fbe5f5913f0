"""What an official reads by a link: the one referral it belongs to, and nothing else."""

import datetime as dt

from sqlalchemy import select

from reception.current import settings, terms
from reception.domain import clock, tokens
from reception.domain.deadlines import days_late
from reception.domain.errors import NotFound
from reception.domain.events import Tag, standing
from reception.extensions import db
from reception.models import Answer, AnswerLink, Attachment, Deadline, Referral
from reception.queries.archive import similar
from reception.queries.corrections import files_of
from reception.queries.public_view import PublicQuestion

ALIKE = 3


def answer_link(token: str) -> AnswerLink | None:
    """Return the link of a token, alive or not; None if there never was one. What has not the form of one is not looked up."""
    if not tokens.is_well_formed(token):
        return None
    digest = tokens.hash_token(token)
    link = db.session.scalar(select(AnswerLink).where(AnswerLink.token_hash == digest))
    return link if link and tokens.same(link.token_hash, digest) else None


def is_alive(link: AnswerLink) -> bool:
    """Tell whether a link still opens its referral."""
    return link.revoked_at is None and (link.expires_at is None or link.expires_at > clock.now())


def term(referral: Referral) -> Deadline | None:
    """Return the entry of the ledger by which the referral's date was counted."""
    own = [entry for entry in referral.question.deadlines if entry.referral_id == referral.id]
    return own[-1] if own else None


def latest_day(referral: Referral) -> dt.date:
    """Return the last date to which the term may be extended."""
    return terms().latest(referral.question.kind, referral.received_at).effective


def latest_registration(referral: Referral) -> dt.date | None:
    """Return the last day that an official may enter by the link as the day of registration; None if none may be entered
    any more: it is entered once, and before the term that moves with it is over. What is to be corrected the library enters."""
    if referral.registered_on or days_late(referral.due_on, at=referral.due_at):
        return None
    sent = clock.day_of(referral.sent_at)
    return min(clock.today(), terms().calendar.add_working(sent, settings().registration_days))


def returned(referral: Referral) -> tuple[Answer, str] | None:
    """Return the answer that the library sent back and what it lacks, if that is where the referral stands."""
    if not referral.answers or not referral.answers[-1].sent_back_at:
        return None
    answer = referral.answers[-1]
    sent_back = (event.data for event in standing(referral.question.events) if event.tag is Tag.SENT_BACK)
    return answer, next(data["reason"] for data in sent_back if answer.id in data["answer_ids"])


def alike(referral: Referral) -> list[PublicQuestion]:
    """Return up to three answered questions like the one at hand, in the words that readers see, nearest first."""
    question = referral.question
    return similar(f"{question.public_subject}\n{question.public_text}", exclude=question.id)[:ALIKE]


def file_of(referral: Referral, file_id: int) -> Attachment:
    """Return a file of the question or of the official's own answers. Raises NotFound for any other."""
    own = [file for answer in referral.answers for file in files_of(answer)]
    for file in (*referral.question.attachments, *own):
        if file.id == file_id:
            return file
    raise NotFound
