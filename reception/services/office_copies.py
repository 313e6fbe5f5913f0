"""An office file before readers get it: its words are looked through, and a copy is made that holds nothing beside them.

Readers get the copy alone. There is none of a file with remarks, tracked changes or hidden parts, nor of the older kinds: such a
file is for the asker, and readers may get a PDF of it.
"""

from dataclasses import dataclass

from reception.current import settings
from reception.domain import clock
from reception.domain.errors import Invalid, NotFound
from reception.domain.lifecycle import Action
from reception.domain.privacy.findings import Finding
from reception.domain.privacy.wartime import WarCue, cues
from reception.domain.roles import Actor
from reception.domain.text import clean_text
from reception.models import Attachment, Question
from reception.queries.desk_question import file_of
from reception.queries.suspects import suspects
from reception.services import kept_files, office_files, office_kinds, outside, wartime
from reception.services.move import check, move
from reception.services.transaction import transaction

PATIENCE = office_files.SECONDS + 5
"""Seconds of the clock for which the librarian waits."""


@dataclass(frozen=True)
class OfficeText:
    """The words of an office file, what in them may be personal data, and what asks for the security check."""

    text: str
    suspects: list[Finding]
    cues: list[WarCue]


@dataclass(frozen=True, kw_only=True)
class Looked:
    """What the librarian says of a file."""

    seen: bool = False
    """All of it was looked through, its pictures too."""
    may_stay: bool = False
    wartime_checked: bool = False


def look(question: Question, attachment: Attachment) -> OfficeText:
    """Return what stands in a file. Raises Invalid if there can be no copy of it, and says why."""
    copy_of(attachment)
    text = clean_text(_run(attachment).decode("utf-8", "replace"))
    if len(text) >= office_files.CHARACTERS:
        raise Invalid("office_too_long")
    return OfficeText(text, suspects(question, text), cues(text))


def copy_of(attachment: Attachment) -> bytes:
    """Return what readers would get of a file. Raises Invalid."""
    if attachment.media_type not in office_kinds.OPEN:
        raise Invalid("office_old_kind")
    return _run(attachment, "copy")


def give_out(actor: Actor, question: Question, attachment: Attachment, looked: Looked) -> None:
    """Make the copy that readers may get; an earlier one goes.

    Raises Invalid as `look`; if nobody has looked the file through, or may-be personal data are left in it.
    """
    found, content = look(question, attachment), copy_of(attachment)
    if not looked.seen:
        raise Invalid("office_unseen", field="seen")
    if found.suspects and not looked.may_stay:
        raise Invalid("personal_data_left", field="may_stay")
    stored_as = kept_files.keep(content, attachment.stored_as.rpartition(".")[2], attachment.file_name)
    try:
        with transaction():
            check(question, Action.CHECK_FILE, actor)
            if file_of(question, attachment.id) is None:
                raise NotFound
            if question.may_publish:
                wartime.passed(actor, question, looked.wartime_checked, found.text)
            before = attachment.public_copy
            attachment.public_copy, attachment.public_size, attachment.checked_at = stored_as, len(content), clock.now()
            attachment.text = None  # it is read for search once it is public
            move(question, Action.CHECK_FILE, actor, attachment_id=attachment.id, boxes=0)
    except BaseException:
        kept_files.drop(stored_as)
        raise
    if before:
        kept_files.drop(before)


def _run(attachment: Attachment, *task: str) -> bytes:
    try:
        ended = outside.run(office_files, settings().uploads / attachment.stored_as, *task, patience=PATIENCE)
    except FileNotFoundError:
        raise Invalid("office_unreadable") from None
    if ended.code != 0:
        raise Invalid(office_files.REFUSALS.get(ended.code, "office_unreadable"))
    return ended.printed
