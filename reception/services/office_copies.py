"""An office file before readers get it: its words are looked through, and a copy is made that holds nothing beside them.

Readers get the copy alone. There is none of a file with remarks, tracked changes or hidden parts, nor of the older kinds: such a
file is for the asker, and readers may get a PDF of it.
"""

from dataclasses import dataclass
from types import ModuleType

from reception.current import settings
from reception.domain.errors import Invalid
from reception.domain.privacy.findings import Finding
from reception.domain.privacy.wartime import WarCue, cues
from reception.domain.roles import Actor
from reception.domain.text import clean_text
from reception.models import Attachment, Question
from reception.queries.suspects import suspects
from reception.services import office_files, office_kinds, office_text, outside, reader_copies

PATIENCE = office_text.SECONDS + 5
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
    text, _copy = _looked_through(attachment)
    return OfficeText(text, suspects(question, text), cues(text))


def copy_of(attachment: Attachment) -> bytes:
    """Return what readers would get of a file. Raises Invalid as `look`."""
    _text, copy = _looked_through(attachment)
    return copy


def _looked_through(attachment: Attachment) -> tuple[str, bytes]:
    text = clean_text(_run(office_text, attachment, "strict").decode("utf-8", "replace"))
    if len(text) >= office_text.CHARACTERS:
        raise Invalid("office_too_long")
    return text, _run(office_files, attachment)


def give_out(actor: Actor, question: Question, attachment: Attachment, looked: Looked) -> None:
    """Make the copy that readers may get; an earlier one goes.

    Raises Invalid as `look`; if nobody has looked the file through, or may-be personal data are left in it.
    """
    found, content = look(question, attachment), copy_of(attachment)
    if not looked.seen:
        raise Invalid("office_unseen", field="seen")
    if found.suspects and not looked.may_stay:
        raise Invalid("personal_data_left", field="may_stay")
    reader_copies.replace(actor, question, attachment, content, words=[found.text], wartime_checked=looked.wartime_checked)


def _run(program: ModuleType, attachment: Attachment, *task: str) -> bytes:
    if attachment.media_type not in office_kinds.OPEN:
        raise Invalid("office_old_kind")
    try:
        ended = outside.run(program, settings().uploads / attachment.stored_as, *task, patience=PATIENCE)
    except FileNotFoundError:
        raise Invalid("office_unreadable") from None
    if ended.code != 0:
        raise Invalid(office_text.REFUSALS.get(ended.code, "office_unreadable"))
    return ended.printed
