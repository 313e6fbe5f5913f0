"""Fields of files on desk forms: which readers may open, under which names; and the form of a PDF that is looked through."""

import re
from collections.abc import Sequence
from functools import cache
from pathlib import PurePath

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField

from reception.domain.errors import Invalid
from reception.domain.privacy.cues import facts
from reception.models import Attachment
from reception.services.pdf_pages import WHOLE
from reception.services.public_files import name_field
from reception.services.redaction import Box
from reception.web.forms import Refusing, line_of, text_of

PICTURES = _l("I have looked at the pictures that readers may open: no faces of private persons, no car plates")
_NUMBERS = re.compile(r"[^\s:;]+")


def name_of(typed: object) -> str:
    """Return a name for a file as one line of words."""
    return line_of(typed).replace("_", " ").strip()


def suggested_name(attachment: Attachment) -> str:
    """Return what readers might see as the name of a file: the owner's words for it, or nothing if a machine named it."""
    if attachment.is_public:
        return attachment.public_name or ""
    stem = PurePath(attachment.file_name).stem
    return "" if _of_machine().fullmatch(stem.lower()) else name_of(stem)


@cache
def _of_machine() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(facts('files')['machine'])})?[\W\d_]*")


def with_names(base: type[FlaskForm], attachments: Sequence[Attachment]) -> type:
    """Return a class of forms that has a field for the name of each file as well."""
    fields = {
        name_field(file.id): StringField(
            _l("Name for readers: %(name)s", name=file.file_name), filters=[name_of], default=suggested_name(file)
        )
        for file in attachments
    }
    return type(base.__name__, (base,), fields)


def names_in(form: FlaskForm, attachments: Sequence[Attachment]) -> dict[int, str]:
    """Return the names that were typed, by the id of the file."""
    return {file.id: form[name_field(file.id)].data or "" for file in attachments if name_field(file.id) in form}


def file_names(form: FlaskForm, attachments: Sequence[Attachment]) -> list[Field]:
    """Return the fields of names: they become public as texts do."""
    return [form[name_field(file.id)] for file in attachments]


class FileForm(Refusing):
    """What else is to be hidden in a PDF: words of its text, or places on its pages."""

    words = StringField(_l("Words as they stand in the file"), filters=[line_of])
    boxes = TextAreaField(_l("Further boxes"), filters=[text_of])

    def typed_boxes(self) -> list[Box]:
        """Return the boxes that were typed or drawn. Raises Invalid for a line that is none."""
        return [_box(line) for line in (self.boxes.data or "").splitlines() if line.strip()]


def _box(line: str) -> Box:
    try:
        page, *sides = (float(number.replace(",", ".")) for number in _NUMBERS.findall(line))
        x0, y0, x1, y1 = (round(side * WHOLE / 100) for side in sides)
        return Box(int(page), x0, y0, x1, y1)
    except (ValueError, OverflowError) as error:
        raise Invalid("box_wrong", field="boxes") from error


def line_for(box: Box) -> str:
    """Return a box as it is typed: the page, then left, top, right and bottom in per cent."""
    return f"{box.page}: " + " ".join(f"{side * 100 / WHOLE:g}" for side in (box.x0, box.y0, box.x1, box.y1))
