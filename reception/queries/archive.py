"""The archive: what readers find, by words, filters and likeness. The index says what fits; the database, what may be seen."""

import datetime as dt
import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from sqlalchemy import ColumnElement, or_, select

from reception.domain.lifecycle import State
from reception.domain.roles import PUBLIC
from reception.extensions import db
from reception.models import Answer, Question
from reception.queries.engine import engine
from reception.queries.fact_table import YES, Facts
from reception.queries.facts import facts
from reception.queries.public_view import PublicQuestion
from reception.queries.questions import public_questions
from reception.queries.selection import Selection
from reception.queries.visibility import visible_to
from reception.search.engine import Sort
from reception.search.hits import Hits, IndexUnusable
from reception.search.query import parse

PAGE = 20
SIMILAR = 5
LAST_PAGE = 500
"""Pages beyond this are counted, not shown: nobody goes there, and programs have the export."""

FACETS = ("topic", "authority", "outcome", "branch", "year", "state", "promise")
"""Filters whose values are counted over what was found; a chosen one as if it were not, so that it can be changed."""

Facets = dict[str, dict[str, int]]
Tallied = tuple[np.ndarray, Facets]


@dataclass(frozen=True)
class Found:
    """One page of the archive; `trouble` says why the index could not be asked."""

    selection: Selection
    questions: list[PublicQuestion]
    total: int
    pages: int
    facets: Facets
    hits: Hits | None = None
    trouble: str | None = None

    @property
    def page(self) -> int:
        """The number of this page."""
        return self.selection.page


def search_archive(selection: Selection, size: int = PAGE) -> Found:
    """Return a page of what a reader looks for; beyond the last page, the last."""
    known = facts()
    hits, trouble = _ask(selection.q, "relevance" if selection.sort == "relevance" else "newest")
    taken, declined = (known.taken, known.declined) if hits is None else _parted(known, known.places_of(hits.ids))
    places = declined if selection.filters.get("state") == State.DECLINED else taken
    passing, facets = _tally(known, places, selection.filters)
    facets = _offering_declined(known, facets, taken, declined, selection.filters)
    ordered = _ordered(passing, selection)
    pages = min(LAST_PAGE, max(1, math.ceil(len(ordered) / size)))
    shown = selection.on_page(min(selection.page, pages))
    ids = known.ids[ordered[(shown.page - 1) * size : shown.page * size]].tolist()
    return Found(shown, public_questions(ids), len(passing), pages, facets, hits, trouble)


def latest_answers(selection: Selection, limit: int) -> list[PublicQuestion]:
    """Return the questions of a selection that were answered last, the latest answer first."""
    known = facts()
    answered = known.once("latest answers", _latest)
    hits, _ = _ask(selection.q, "newest", complete=True)
    if hits is not None:
        answered = answered[np.isin(answered, known.places_of(hits.ids))]
    return public_questions(known.ids[known.matching(selection.filters, answered)[:limit]].tolist())


def new_answers(selection: Selection, after: dt.datetime, until: dt.datetime) -> list[PublicQuestion]:
    """Return the questions of a selection that were answered after one moment and up to another, the latest answer first.

    Raises IndexUnusable: a page can be read again later, a letter that lacks half of it cannot.
    """
    known = facts()
    answered = known.once("latest answers", _latest)
    published = known.published[answered]
    fresh = answered[(published > after.timestamp()) & (published <= until.timestamp())]
    if len(fresh) and selection.q:
        hits = engine().search(selection.q, {}, "newest", limit=None, among=known.ids[fresh].tolist(), complete=True)
        fresh = fresh[np.isin(fresh, known.places_of(hits.ids))]
    return public_questions(known.ids[known.matching(selection.filters, fresh)].tolist())


def _latest(known: Facts) -> np.ndarray:
    answered = known.matching({"answered": YES})
    return answered[np.lexsort((known.ids[answered], known.published[answered]))[::-1]]


def similar(text: str, exclude: int | None = None) -> list[PublicQuestion]:
    """Return up to five answered questions nearest to a text, nearest first; none while the index cannot be used.

    `exclude` is the id of the question that the text is from.
    """
    left_out = () if exclude is None else (exclude,)
    try:
        # Twice as many: the index may lag behind what is public.
        near = engine().similar(text, limit=2 * SIMILAR, exclude=left_out)
    except IndexUnusable:
        return []
    return [question for question in public_questions(near) if question.answers][:SIMILAR]


def _ask(q: str, sort: Sort, complete: bool = False) -> tuple[Hits | None, str | None]:
    """Return what fits some words, all of it, and the reason if the index could not be asked; no words, no hits."""
    if not q:
        return None, None
    try:
        return engine().search(q, {}, sort, limit=None, complete=complete), None
    except IndexUnusable as error:
        ids = tuple(_containing(q))
        return Hits(ids, len(ids), len(ids)), error.reason


def _containing(q: str) -> list[int]:
    """Return the public questions that have every word letter by letter: the plain way, while there is no index."""
    conditions = []
    for part in parse(q):
        holds = _holds(" ".join(part.words) if part.quoted else part.whole.strip("*"))
        conditions.append(~holds if part.minus else holds)
    newest = Question.submitted_at.desc(), Question.id.desc()
    return list(db.session.scalars(select(Question.id).where(visible_to(PUBLIC), *conditions).order_by(*newest)))


def _holds(words: str) -> ColumnElement[bool]:
    # SQLite folds the case of Latin letters only.
    spellings = {words, words.lower(), words.capitalize(), words.upper()}
    texts = (Question.public_subject, Question.public_text, Question.number)
    in_question = [text.contains(each, autoescape=True) for text in texts for each in spellings]
    in_answer = or_(*(Answer.public_text.contains(each, autoescape=True) for each in spellings))
    return or_(*in_question, Question.answers.any(Answer.published_at.is_not(None) & in_answer))


def _parted(known: Facts, places: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return those of some questions that count, and the declined ones."""
    declined = known.values["state"].having(places, State.DECLINED)
    return places[~declined], places[declined]


def _offering_declined(
    known: Facts, facets: Facets, taken: np.ndarray, declined: np.ndarray, filters: Mapping[str, str]
) -> Facets:
    """Return the facets with the declined questions as a state to look at: they are in no total unless they are asked for."""
    others = {name: value for name, value in filters.items() if name != "state"}
    there = len(known.matching(others, declined))
    if not there:
        return facets
    chosen = filters.get("state") == State.DECLINED
    states = known.counts("state", known.matching(others, taken)) if chosen else facets["state"]
    return facets | {"state": states | {State.DECLINED.value: there}}


def _tally(known: Facts, places: np.ndarray, filters: Mapping[str, str]) -> Tallied:
    if places is known.taken and not filters:
        return known.once("tally", lambda these: tally(these, these.taken, {}))
    return tally(known, places, filters)


def tally(known: Facts, places: np.ndarray, filters: Mapping[str, str]) -> Tallied:
    """Return those of some questions that pass all filters, in their order, and the facets."""
    passing = known.matching(filters, places)
    facets = {}
    for name in FACETS:
        others = {each: value for each, value in filters.items() if each != name}
        facets[name] = known.counts(name, known.matching(others, places) if name in filters else passing)
    return passing, facets


def _ordered(passing: np.ndarray, selection: Selection) -> np.ndarray:
    if selection.q and selection.sort == "relevance":
        return passing
    # Places ascend from the newest question to the oldest.
    newest = np.sort(passing) if selection.q else passing
    return newest[::-1] if selection.sort == "oldest" else newest
