"""The form with which a letter is split: first the whole with lines of dashes in it, then a set of fields for each part."""

import re
from collections.abc import Sequence

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.widgets import CheckboxInput, ListWidget

from reception.domain.kinds import Kind
from reception.domain.text import clean_line
from reception.models import Question
from reception.queries.choices import authorities, topics
from reception.services.split import MOST, Part
from reception.web import wording
from reception.web.desk.forms import VersionForm
from reception.web.forms import line_of, number_of, offered, text_of

NAMES = ("subject", "text", "kind", "topic_id", "authority_id", "files")
FIRST_WORDS = 90
"""Letters of a part that are offered as its subject."""

DASHES = "\n\n-----\n\n"


class SplitForm(VersionForm):
    """The whole letter, or its parts. Made by `of`; a part's fields are called by its number: `text-2`."""

    count = HiddenField(filters=[number_of])
    whole = TextAreaField(_l("The whole letter"), filters=[text_of])

    @classmethod
    def of(cls, question: Question, count: int | None = None) -> "SplitForm":
        """Return the form with fields for so many parts, or for as many as were sent."""
        if count is None:
            count = min(number_of(request.form.get("count")), MOST)
        fields = {name: field for n in range(1, count + 1) for name, field in _fields(n).items()}
        form = type("SplitForm", (cls,), fields)()
        form.count.data = count
        for n in range(1, count + 1):
            form[f"kind-{n}"].choices = offered((kind.value, wording.kind_label(kind)) for kind in Kind)
            for name, rows in (("topic_id", topics()), ("authority_id", authorities())):
                known = ((row.id, wording.in_language(row)) for row in rows)
                form[f"{name}-{n}"].choices = offered([(0, _l("not known yet")), *known])
            form[f"files-{n}"].choices = offered((file.id, file.file_name) for file in question.attachments)
        return form

    def fill(self, question: Question, pieces: Sequence[str]) -> None:
        """Put the pieces of a letter into the fields of the parts; all files go with the first till they are chosen."""
        for n, piece in enumerate(pieces, 1):
            self[f"text-{n}"].data = piece
            self[f"subject-{n}"].data = _first_words(piece)
            self[f"kind-{n}"].data = question.kind.value
            self[f"topic_id-{n}"].data = question.topic_id or 0
            self[f"authority_id-{n}"].data = question.authority_id or 0
            self[f"files-{n}"].data = [file.id for file in question.attachments] if n == 1 else []

    def sets(self) -> list[dict[str, object]]:
        """Return the fields of each part by their plain names, for the page."""
        return [{name: self[f"{name}-{n}"] for name in NAMES} for n in range(1, self.count.data + 1)]

    def parts(self) -> list[Part]:
        """Return the parts as the service takes them."""
        return [
            Part(
                subject=each["subject"].data,
                text=each["text"].data,
                kind=Kind(each["kind"].data) if each["kind"].data in set(Kind) else Kind.PUBLIC_QUESTION,
                topic_id=each["topic_id"].data or None,
                authority_id=each["authority_id"].data or None,
                file_ids=frozenset(each["files"].data or ()),
            )
            for each in self.sets()
        ]


def _first_words(piece: str) -> str:
    line = clean_line(re.split(r"[.?!\n]", piece, maxsplit=1)[0])
    return line if len(line) <= FIRST_WORDS else line[:FIRST_WORDS].rpartition(" ")[0]


def _fields(n: int) -> dict[str, object]:
    loose = {"validate_choice": False}
    boxes = {"widget": ListWidget(), "option_widget": CheckboxInput()}
    return {
        f"subject-{n}": StringField(_l("Subject"), filters=[line_of]),
        f"text-{n}": TextAreaField(_l("Text of this part"), filters=[text_of]),
        f"kind-{n}": SelectField(_l("Kind"), coerce=str, **loose),
        f"topic_id-{n}": SelectField(_l("Topic"), coerce=number_of, **loose),
        f"authority_id-{n}": SelectField(_l("Addressee"), coerce=number_of, **loose),
        f"files-{n}": SelectMultipleField(_l("Files that go with it"), coerce=number_of, **loose, **boxes),
    }
