"""Public questions as lists show them: `components/question_list.html` draws them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from reception.queries.public_view import PublicQuestion
from reception.search.highlight import Piece
from reception.search.hits import Hits
from reception.web.excerpts import Excerpt, excerpts
from reception.web.wording import in_language


@dataclass(frozen=True)
class Item:
    """One question of a list."""

    number: str
    subject: list[Piece]
    snippet: list[Piece]
    source: str | None
    state: str
    outcome: str | None
    verdict: str | None
    overdue_days: int
    promise: str | None
    at: dt.datetime
    authority: str
    topic: str
    branch: str


def items(questions: Iterable[PublicQuestion], hits: Hits | None = None) -> list[Item]:
    """Return questions for a list; what a search found is marked, in the text where there is most of it."""
    questions = list(questions)
    return [_item(question, shown) for question, shown in zip(questions, excerpts(questions, hits), strict=True)]


def _item(question: PublicQuestion, shown: Excerpt) -> Item:
    return Item(
        number=question.number,
        subject=shown.subject,
        snippet=shown.snippet,
        source=shown.source,
        state=question.state,
        outcome=None if question.declined else question.outcome,  # one word stands there: that it was not taken tells more
        verdict=question.verdict.value if question.verdict else None,
        overdue_days=question.overdue_days,
        promise=question.promise,
        at=question.submitted_at,
        authority=in_language(question.authority_then),
        topic=in_language(question.topic),
        branch=in_language(question.branch),
    )
