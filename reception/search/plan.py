"""What an engine is asked for: a query in index terms, with no text left to analyse."""

from dataclasses import dataclass

from reception.search.hits import Slots


@dataclass(frozen=True)
class Alternative:
    """One way to satisfy a clause: terms at consecutive words, and how much that is worth (1 = as asked)."""

    slots: Slots
    weight: float = 1.0


@dataclass(frozen=True)
class Clause:
    """One thing the query asks for: a word, a number, a phrase; any of its alternatives will do.

    A clause that is not `required` only lifts the documents that have it. `forms` are its words just as they were typed
    (`analysis.form`): a document that has these very forms is a little likelier to be the one.
    """

    alternatives: tuple[Alternative, ...]
    required: bool = True
    forms: tuple[int, ...] = ()


@dataclass(frozen=True)
class Plan:
    """A whole query. No clause at all means every document except the excluded ones.

    Where no clause is required a document must have at least `least` of them, and such as tell at least the part `share` of
    what all of them tell. Where `complete`, none that lacks a required
    clause fills up a page.
    """

    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Clause, ...] = ()
    suggestion: str | None = None
    least: int = 1
    share: float = 0.0
    complete: bool = False

    @property
    def marks(self) -> tuple[tuple[Slots, ...], ...]:
        """Return what is to be highlighted, by word: what was asked for, and no "on" or "and" beside it."""
        required = (clause for clause in self.clauses if clause.required)
        return tuple(tuple(alternative.slots for alternative in clause.alternatives) for clause in required)
