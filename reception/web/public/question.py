"""One question, read like letters: what was asked, what was answered, what became of it."""

import datetime as dt

from flask import Response, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from reception.domain import clock
from reception.domain.numbers import slugify
from reception.queries.archive import similar
from reception.queries.merged import public_main
from reception.queries.public_view import PublicEvent, PublicFile, PublicQuestion
from reception.queries.questions import public_file, public_question
from reception.web.addresses import canonical, question_address
from reception.web.event_words import event_text
from reception.web.excerpts import file_name
from reception.web.files import FileItem, item, send_public
from reception.web.items import items
from reception.web.public.linked_data import qa_page
from reception.web.versions import compared

OLD = dt.timedelta(days=2 * 365)
"""The age from which on an answer may be outdated."""


def question(number: str, slug: str | None = None) -> str | AnyResponse:
    """The page of a question; another form of its number or title leads to the right one for good."""
    right = canonical(number)
    if right != number:
        return redirect(url_for("public.question", number=right, slug=slug), 301)
    main = public_main(right)
    if main:
        return redirect(url_for("public.question", number=main))
    shown = public_question(right)
    if slug not in (None, slugify(shown.subject)):
        return redirect(url_for("public.question", number=right, slug=slugify(shown.subject)), 301)
    return render_template(
        "public/question.html",
        question=shown,
        address=question_address(shown),
        linked_data=qa_page(shown),
        timeline=[_line(event) for event in shown.timeline],
        files=_files(shown, shown.files),
        answer_files=[_files(shown, answer.files) for answer in shown.answers],
        earlier=[compared(answer.earlier, answer.text) for answer in shown.answers],
        is_old=bool(shown.answers) and clock.now() - shown.answers[-1].changed_at > OLD,
        related=items(similar(f"{shown.subject}\n{shown.text}", exclude=shown.id)),
    )


def file(number: str, file_id: int) -> Response | AnyResponse:
    """A file of a public question that the library has checked and opened, under a neutral name."""
    right = canonical(number)
    if right != number:
        return redirect(url_for("public.file", number=right, file_id=file_id), 301)
    attachment = public_file(right, file_id)
    return send_public(attachment, f"{slugify(right)}-{attachment.id}.{attachment.stored_as.rpartition('.')[2]}")


def _line(event: PublicEvent) -> dict[str, object]:
    return {"at": event.at, "text": event_text(event)}


def _files(shown: PublicQuestion, files: tuple[PublicFile, ...]) -> list[FileItem]:
    return [
        item(file, url_for("public.file", number=shown.number, file_id=file.id), file_name(n, file))
        for n, file in enumerate(files, 1)
    ]
