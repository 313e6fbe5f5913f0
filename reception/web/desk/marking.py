"""Suspected personal data in the texts of a desk form, and marks put where the librarian says.

Marks are set in what was typed, by the server; nothing is saved until the form's own button is pressed.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import flash, g, request
from flask_babel import gettext as _
from flask_babel import ngettext
from wtforms import Field

from reception.domain.privacy.findings import Finding, Kind
from reception.domain.privacy.marks import with_marks, words_marked
from reception.models import Question
from reception.queries.suspects import suspects
from reception.web.forms import line_of

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
    """Put marks into what was typed: for the chosen suspects or for all, and for words that the librarian names.

    Whichever button was pressed, nothing chosen or named is passed over. Says in how many places marks now stand; words that
    stand nowhere stay in their field.
    """
    words = line_of(request.form.get("words"))
    chosen = {" ".join(key.split()) for key in request.form.getlist("suspect")}
    places = named = 0
    for field in fields:
        found = [each for each in _suspects(question, field) if request.form["do"] == ALL or each.key in chosen]
        marked = with_marks(field.data or "", [each.finding for each in found])
        field.data, times = words_marked(marked, words, _kind())
        places, named = places + len(found) + times, named + times
    _say(places, named, words)


def _say(places: int, named: int, words: str) -> None:
    if places:
        flash(ngettext("%(num)s place is replaced by a mark.", "%(num)s places are replaced by marks.", places), "success")
    elif not words:
        flash(_("Nothing was chosen, so nothing is replaced."), "warning")
    if words and not named:
        g.words_not_found = words
        flash(_("The words to be replaced stand nowhere in the text. They are still in their field below."), "warning")


def _kind() -> Kind:
    typed = request.form.get("kind_of_words")
    return Kind(typed) if typed in set(Kind) else Kind.NAME


def may_stay() -> bool:
    """Tell whether the librarian has said that the suspects left may stay."""
    return request.form.get("may_stay") == "yes"
