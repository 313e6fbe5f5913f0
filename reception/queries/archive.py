"""The archive: what readers find, by words, filters and likeness. The index says what fits; the database, what may be seen."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from sqlalchemy import ColumnElement, or_, select

from reception.domain.lifecycle import State
from reception.domain.roles import PUBLIC
from reception.extensions import db
from reception.models import Answer, Question
from reception.queries.engine import engine
from reception.queries.facts import YES, Fact, Facts, facts, matching
from reception.queries.public_view import PublicQuestion
from reception.queries.questions import public_questions
from reception.queries.selection import Selection
from reception.queries.visibility import visible_to
from reception.search.hits import Hits, IndexUnusable
from reception.search.query import parse

PAGE = 20
SIMILAR = 5
LAST_PAGE = 500
"""Pages beyond this are counted, not shown: nobody goes there, and programs have the export."""

FACETS = ("topic", "authority", "outcome", "branch", "year", "state", "promise")
"""Filters whose values are counted over what was found; a chosen one as if it were not, so that it can be changed."""

Tallied = tuple[list[Fact], dict[str, Counter[str]]]


@dataclass(frozen=True)
class Found:
    """One page of the archive; `trouble` says why the index could not be asked."""

    selection: Selection
    questions: list[PublicQuestion]
    total: int
    pages: int
    facets: Mapping[str, Mapping[str, int]]
    hits: Hits | None = None
    trouble: str | None = None

    @property
    def page(self) -> int:
        """The number of this page."""
        return self.selection.page


def search_archive(selection: Selection, size: int = PAGE) -> Found:
    """Return a page of what a reader looks for; beyond the last page, the last."""
    known = facts()
    hits, trouble = _ask(selection.q)
    taken, declined = (known.rows, known.declined) if hits is None else _facts_of(hits.ids, known)
    rows = declined if selection.filters.get("state") == State.DECLINED else taken
    passing, facets = _tally(known, rows, selection.filters)
    facets = _offering_declined(facets, taken, declined, selection.filters)
    ordered = _ordered(passing, selection)
    pages = min(LAST_PAGE, max(1, math.ceil(len(ordered) / size)))
    shown = selection.on_page(min(selection.page, pages))
    ids = [fact.id for fact in ordered[(shown.page - 1) * size : shown.page * size]]
    return Found(shown, public_questions(ids), len(passing), pages, facets, hits, trouble)


def latest_answers(selection: Selection, limit: int) -> list[PublicQuestion]:
    """Return the questions of a selection that were answered last, the latest answer first."""
    answered = facts().once("latest answers", _latest)
    hits, _ = _ask(selection.q, complete=True)
    if hits is not None:
        found = set(hits.ids)
        answered = [fact for fact in answered if fact.id in found]
    return public_questions([fact.id for fact in matching(answered, selection.filters)[:limit]])


def new_answers(selection: Selection, after: dt.datetime, until: dt.datetime) -> list[PublicQuestion]:
    """Return the questions of a selection that were answered after one moment and up to another, the latest answer first.

    Raises IndexUnusable: a page can be read again later, a letter that lacks half of it cannot.
    """
    fresh = [fact for fact in facts().once("latest answers", _latest) if after < fact.published_at <= until]
    if fresh and selection.q:
        among = [fact.id for fact in fresh]
        found = set(engine().search(selection.q, {}, limit=None, among=among, complete=True).ids)
        fresh = [fact for fact in fresh if fact.id in found]
    return public_questions([fact.id for fact in matching(fresh, selection.filters)])


def _latest(known: Facts) -> list[Fact]:
    answered = known.matching({"answered": YES})
    return sorted(answered, key=lambda fact: (fact.published_at, fact.id), reverse=True)


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


def _ask(q: str, complete: bool = False) -> tuple[Hits | None, str | None]:
    """Return what fits some words, all of it, and the reason if the index could not be asked; no words, no hits."""
    if not q:
        return None, None
    try:
        return engine().search(q, {}, limit=None, complete=complete), None
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


def _facts_of(ids: Iterable[int], known: Facts) -> tuple[list[Fact], list[Fact]]:
    """Return the facts of these questions that count, and those of declined ones."""
    by_id = known.once("by_id", lambda these: {fact.id: fact for fact in (*these.rows, *these.declined)})
    found = [by_id[each] for each in ids if each in by_id]
    declined = [fact for fact in found if fact.state == State.DECLINED]
    return [fact for fact in found if fact.state != State.DECLINED] if declined else found, declined


def _offering_declined(
    facets: dict[str, Counter[str]], taken: Sequence[Fact], declined: Sequence[Fact], filters: Mapping[str, str]
) -> dict[str, Counter[str]]:
    """Return the facets with the declined questions as a state to look at: they are in no total unless they are asked for."""
    others = {name: value for name, value in filters.items() if name != "state"}
    there = len(matching(declined, others))
    if not there:
        return facets
    chosen = filters.get("state") == State.DECLINED
    states = Counter(fact.state for fact in matching(taken, others)) if chosen else facets["state"]
    return facets | {"state": states + Counter({State.DECLINED.value: there})}


def _tally(known: Facts, rows: Sequence[Fact], filters: Mapping[str, str]) -> Tallied:
    if rows is known.rows and not filters:
        return known.once("tally", lambda these: tally(these.rows, {}))
    return tally(rows, filters)


def tally(rows: Sequence[Fact], filters: Mapping[str, str]) -> Tallied:
    """Return the facts that pass all filters, in their order, and the facets."""
    passing = matching(rows, filters)
    facets = {}
    for name in FACETS:
        others = {each: value for each, value in filters.items() if each != name}
        facets[name] = Counter(map(attrgetter(name), matching(rows, others) if name in filters else passing))
    return passing, facets


def _ordered(passing: list[Fact], selection: Selection) -> list[Fact]:
    if selection.q and selection.sort == "relevance":
        return passing
    # Without words they come as the facts are kept: the newest first.
    newest = sorted(passing, key=lambda fact: (fact.asked_on, fact.id), reverse=True) if selection.q else passing
    return newest[::-1] if selection.sort == "oldest" else newest
