"""All that authorities have promised in public, as a table for whoever checks it."""

import csv
import io
from collections.abc import Iterator

from flask import Response

from reception.domain import clock
from reception.domain.promises import Said, Standing
from reception.queries.fact_table import YES
from reception.queries.facts import facts
from reception.queries.public_promise import PublicPromise
from reception.queries.public_view import PublicAnswer, PublicQuestion
from reception.queries.questions import public_questions
from reception.web.addresses import question_address

COLUMNS = (
    "number", "url", "subject", "authority", "commitment", "answered_on", "promised_on", "due_on", "standing", "done_on",
    "times_put_off", "verdict",
)  # fmt: skip
BATCH = 200
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""With these a spreadsheet takes a cell for a formula."""


def promises() -> Response:
    """Every promise of every public answer, a line each (CSV, UTF-8), the newest question first. What a newer answer promises
    by another date stands in the line of that one."""
    lines = io.StringIO()
    writer = csv.writer(lines)
    writer.writerow(COLUMNS)
    for question in _promised():
        for answer in question.answers:
            if answer.promise and answer.promise.standing is not Standing.REPLACED:
                writer.writerow(map(_cell, _line(question, answer, answer.promise)))
    # A spreadsheet takes it for UTF-8 by the mark at the beginning.
    response = Response(lines.getvalue().encode("utf-8-sig"), mimetype="text/csv")
    response.headers["Content-Disposition"] = "attachment; filename=promises.csv"
    return response


def _promised() -> Iterator[PublicQuestion]:
    known = facts()
    ids = known.ids[known.matching({"promised": YES})].tolist()
    for start in range(0, len(ids), BATCH):
        yield from public_questions(ids[start : start + BATCH])


def _line(question: PublicQuestion, answer: PublicAnswer, promise: PublicPromise) -> tuple[object, ...]:
    put_off = sum(each.said is Said.LATER for each in promise.reports) + _taken_over(question, answer)
    about = (question.number, question_address(question), question.subject, answer.authority_name, answer.commitment)
    days = (clock.day_of(answer.published_at), promise.promised_on, promise.due_on)
    return *about, *days, promise.standing.value, promise.done_on, put_off, promise.verdict


def _taken_over(question: PublicQuestion, answer: PublicAnswer) -> int:
    """Return how often the authority has put it off by a newer answer."""
    older = question.answers[: question.answers.index(answer)]
    replaced = (each.promise for each in older if each.authority_name == answer.authority_name and each.promise)
    return sum(promise.standing is Standing.REPLACED for promise in replaced)


def _cell(value: object) -> str:
    text = "" if value is None else str(value)
    return f"'{text}" if text.startswith(_FORMULA) else text
