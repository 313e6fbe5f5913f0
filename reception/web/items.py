"""Public questions as lists show them: `components/question_list.html` draws them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from reception.queries.public_view import PublicQuestion
from reception.search.highlight import Piece, highlight, snippet
from reception.search.hits import Hits
from reception.web.markup import markdown
from reception.web.wording import in_language


@dataclass(frozen=True)
class Item:
    """One question of a list."""

    number: str
    subject: list[Piece]
    snippet: list[Piece]
    state: str
    outcome: str | None
    verdict: str | None
    overdue_days: int
    at: dt.datetime
    authority: str
    topic: str
    branch: str


def items(questions: Iterable[PublicQuestion], hits: Hits | None = None) -> list[Item]:
    """Return questions for a list; what a search found is marked, in the text where there is most of it."""
    return [_item(question, hits) for question in questions]


def _item(question: PublicQuestion, hits: Hits | None) -> Item:
    return Item(
        number=question.number,
        subject=highlight(question.subject, hits),
        snippet=_snippet(question, hits),
        state=question.state,
        outcome=question.outcome if question.answers else None,
        verdict=question.verdict.value if question.verdict else None,
        overdue_days=question.overdue_days,
        at=question.submitted_at,
        authority=in_language(question.authority),
        topic=in_language(question.topic),
        branch=in_language(question.branch),
    )


def _snippet(question: PublicQuestion, hits: Hits | None) -> list[Piece]:
    if hits is None or not hits.marks:
        return snippet(question.text, None)
    answers = (markdown(answer.text).striptags() for answer in question.answers)
    texts = [question.text, *answers, *(file.text for file in question.all_files)]
    return max((snippet(text, hits) for text in texts if text), key=_marked)


def _marked(pieces: list[Piece]) -> int:
    return len({text.lower() for text, is_marked in pieces if is_marked})
