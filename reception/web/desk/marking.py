"""Suspected personal data in the texts of a desk form, and marks put where the librarian says.

Marks are set in what was typed, by the server; nothing is saved until the form's own button is pressed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import request
from wtforms import Field

from reception.domain.privacy.findings import Finding, Kind
from reception.domain.privacy.marks import with_marks, words_marked
from reception.models import Question
from reception.queries.suspects import suspects

CHOSEN, ALL, WORDS = "mark-chosen", "mark-all", "mark-words"


@dataclass(frozen=True)
class Suspect:
    """A piece of a field's text that may be personal data; its key finds it again in the same text sent back."""

    key: str
    finding: Finding


@dataclass(frozen=True)
class Suspected:
    """A field whose text holds suspects."""

    field: Field
    suspects: list[Suspect]

    def runs(self) -> Iterator[tuple[str, Suspect | None]]:
        """Yield the text in pieces, each with the suspect that it is."""
        text, at = self.field.data, 0
        for suspect in self.suspects:
            yield text[at : suspect.finding.start], None
            yield suspect.finding.text, suspect
            at = suspect.finding.end
        yield text[at:], None


def suspected(question: Question, fields: Sequence[Field]) -> list[Suspected]:
    """Return the fields that hold suspects."""
    every = (Suspected(field, _suspects(question, field)) for field in fields)
    return [each for each in every if each.suspects]


def _suspects(question: Question, field: Field) -> list[Suspect]:
    seen: Counter[str] = Counter()
    found = []
    for finding in suspects(question, field.data or ""):
        name = f"{field.name}:{finding.kind}:{' '.join(finding.text.split())}"  # browsers send other ends of lines
        seen[name] += 1
        found.append(Suspect(f"{name}:{seen[name]}", finding))
    return found


def is_wanted() -> bool:
    """Tell whether the button was one that sets marks."""
    return request.form.get("do") in (CHOSEN, ALL, WORDS)


def set_marks(question: Question, fields: Sequence[Field]) -> None:
    """Put marks into what was typed: for the chosen suspects, for all, or for words that the librarian names."""
    do, words = request.form["do"], request.form.get("words", "")
    chosen = {" ".join(key.split()) for key in request.form.getlist("suspect")}
    if do == CHOSEN and words and not chosen:
        do = WORDS  # Enter in the field of words presses the form's first button
    for field in fields:
        if do == WORDS:
            field.data = words_marked(field.data or "", words, _kind())
        else:
            found = _suspects(question, field)
            field.data = with_marks(field.data or "", [each.finding for each in found if do == ALL or each.key in chosen])


def _kind() -> Kind:
    typed = request.form.get("kind_of_words")
    return Kind(typed) if typed in set(Kind) else Kind.NAME


def may_stay() -> bool:
    """Tell whether the librarian has said that the suspects left may stay."""
    return request.form.get("may_stay") == "yes"
