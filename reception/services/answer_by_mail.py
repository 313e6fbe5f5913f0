"""An official's letter becomes the draft of an answer; the official confirms it on the page that the acknowledgement links to."""

from reception.domain.events import Tag
from reception.domain.roles import SYSTEM
from reception.domain.text import LONGEST_TEXT, clean_text
from reception.extensions import db
from reception.mail.inbox import Reading
from reception.mail.inbox.parsing import File
from reception.mail.letters import Occasion
from reception.models import Incoming, Referral
from reception.services import by_mail, respond, uploads
from reception.services.journal import record
from reception.services.post import post


def draft(row: Incoming, referral: Referral, reading: Reading) -> bool:
    """Put a message's words and files into the draft of a referral's answer, below what is there already.

    Tell whether that could be done: an answer that is too long could not. Runs within a transaction.
    """
    before = respond.draft_of(referral)
    text = "\n\n".join(filter(None, (before.text if before else "", clean_text(reading.text))))
    if len(text) > LONGEST_TEXT:
        return False
    respond.save_draft(SYSTEM, referral, before.version if before else 0, text=text)
    refused = [file.name for file in reading.mail.files if not _taken(file, respond.form_key(referral))]
    row.question_id, row.referral_id = referral.question_id, referral.id
    record(Tag.DRAFTED_BY_MAIL, SYSTEM, referral.question, referral_id=referral.id)
    db.session.flush()
    if by_mail.may_acknowledge(f"draft:{referral.id}"):
        post(("draft_received",), Occasion(referral.question, (referral,), refused=tuple(refused)))
    return True


def _taken(file: File, form_key: str) -> bool:
    left = uploads.OFFICIAL_BYTES - sum(each.size for each in uploads.of_form(form_key))
    return by_mail.taken(file, form_key, files=uploads.OFFICIAL_FILES, size=left, office=True)
