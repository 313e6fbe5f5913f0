"""Which files readers may open, and what they see of them: chosen by a librarian who has looked into each."""

from collections.abc import Iterable

from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.roles import Actor
from reception.domain.text import clean_line
from reception.models import Attachment, Question
from reception.services import cuts
from reception.services.for_readers import Checked
from reception.services.journal import record

LONGEST_NAME = 150


def name_field(attachment_id: int) -> str:
    """Return the name of the form's field for what readers see as the name of a file."""
    return f"file-name-{attachment_id}"


def choose(actor: Actor, question: Question, attachments: Iterable[Attachment], checked: Checked) -> None:
    """Make some files of a question or an answer public, and the others not. Call it in a transaction.

    Raises Invalid for a PDF that nobody has looked through, a picture that nobody says to have looked at, and a name with
    personal data left in it.
    """
    pictures = []
    for attachment in attachments:
        shown = attachment.id in checked.public_attachments
        name = clean_line(checked.file_names.get(attachment.id, attachment.public_name or ""))[:LONGEST_NAME] or None
        if shown and not attachment.is_public:
            pictures += _looked_at(attachment, checked)
        if shown and name and name != attachment.public_name:
            cuts.require_clean(question, {name_field(attachment.id): name}, checked.may_stay)
        attachment.public_name = name if shown else None
        attachment.is_public = shown
    if pictures:
        record(Tag.PICTURES_CHECKED, actor, question, attachment_ids=pictures)


def _looked_at(attachment: Attachment, checked: Checked) -> list[int]:
    """Return the file's id if it is a picture that was looked at."""
    if attachment.is_pdf and attachment.checked_at is None:
        raise Invalid("pdf_unchecked", field="public_files", name=attachment.file_name)
    if attachment.is_office and attachment.public_copy is None:
        raise Invalid("office_unchecked", field="public_files", name=attachment.file_name)
    if not attachment.is_picture:
        return []
    if not checked.pictures_checked:
        raise Invalid("pictures_unchecked", field="public_files")
    return [attachment.id]


def erase(question: Question) -> list[str]:
    """Let copies take the place of the originals that readers never saw, and readers' names of their owners'.

    Only retention may. Returns what to remove of the uploads once that is committed.
    """
    originals = []
    kept = [file for file in question.attachments if file.is_public]  # the others go altogether
    for attachment in (*kept, *(file for answer in question.answers for file in answer.attachments)):
        ending = attachment.stored_as.rpartition(".")[2]
        attachment.file_name = f"{attachment.public_name or 'file'}.{ending}"
        if attachment.public_copy:
            originals.append(attachment.stored_as)
            attachment.stored_as, attachment.size = attachment.public_copy, attachment.public_size
            attachment.public_copy = attachment.public_size = None
            attachment.blackouts = []
    return originals
