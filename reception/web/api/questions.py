"""Public questions as JSON. What stands here is made of `PublicQuestion` and of nothing else."""

from flask import Response, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from reception.domain.privacy.marks import kinds_in, marks
from reception.queries.archive import PAGE, search_archive
from reception.queries.merged import public_main
from reception.queries.public_promise import PublicPromise
from reception.queries.public_view import (
    PublicAnswer,
    PublicEvent,
    PublicFile,
    PublicQuestion,
    PublicVersion,
)
from reception.queries.questions import public_question
from reception.queries.selection import read_selection
from reception.web.addresses import absolute, canonical, question_address

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def questions() -> Response:
    """A page of the archive; the arguments are those of /archive."""
    found = search_archive(read_selection(request.args))
    return jsonify(
        licence=LICENCE,
        total=found.total,
        page=found.page,
        pages=found.pages,
        per_page=PAGE,
        next=_page(found.selection, found.page + 1) if found.page < found.pages else None,
        facets={name: dict(counts) for name, counts in found.facets.items()},
        results=[_listed(question) for question in found.questions],
    )


def question(number: str) -> Response | AnyResponse:
    """One question with its answers, files and timeline."""
    right = canonical(number)
    if right != number:
        return redirect(url_for("api.question", number=right), 301)
    main = public_main(right)
    if main:
        return redirect(url_for("api.question", number=main))
    shown = public_question(right)
    whole = {
        "licence": LICENCE,
        **_listed(shown),
        "files": [_file(shown, file) for file in shown.files],
        "timeline": [_event(event) for event in shown.timeline],
    }
    return jsonify(whole)


def _page(selection, page: int) -> str:
    return absolute(url_for("api.questions", **selection.arguments(page=page)))


def _listed(question: PublicQuestion) -> dict[str, object]:
    return {
        "number": question.number,
        "url": question_address(question),
        "api_url": absolute(url_for("api.question", number=question.number)),
        "kind": question.kind,
        "state": question.state,
        "subject": question.subject,
        "text": question.text,
        "edited_by_library": question.was_edited,
        "marks": _marks(f"{question.subject} {question.text}"),
        "asker_name": question.asker_name,
        "topic": question.topic and {"slug": question.topic.slug, "name": question.topic.name_uk},
        "authority": question.authority and {"slug": question.authority.slug, "name": question.authority_then.name_uk},
        "branch": question.branch and {"code": question.branch.code, "name": question.branch.name_uk},
        "channel": question.channel,
        "submitted_at": question.submitted_at.isoformat(),
        "published_at": question.published_at and question.published_at.isoformat(),
        "due_on": question.due_on and question.due_on.isoformat(),
        "overdue_days": question.overdue_days,
        "outcome": question.outcome,
        "commitment": question.commitment,
        "promised_on": question.promised_on and question.promised_on.isoformat(),
        "supporters": question.supporters,
        "verdict": question.verdict and {"value": question.verdict.value, "comment": question.verdict.comment},
        "declined": question.declined and {"reason": question.declined.title_uk, "law": question.declined.law},
        "clarifications": [
            {"request": each.request, "reply": each.reply, "replied_at": each.replied_at.isoformat()}
            for each in question.clarifications
        ],
        "answers": [_answer(question, answer) for answer in question.answers],
    }


def _answer(question: PublicQuestion, answer: PublicAnswer) -> dict[str, object]:
    return {
        "text": answer.text,
        "marks": _marks(answer.text),
        "authority": answer.authority_name,
        "official": answer.official_name,
        "post": answer.official_post,
        "outcome": answer.outcome,
        "commitment": answer.commitment,
        "promised_on": answer.promised_on and answer.promised_on.isoformat(),
        "promise": answer.promise and _promise(answer.promise),
        "published_at": answer.published_at.isoformat(),
        "corrected_at": answer.corrected_at and answer.corrected_at.isoformat(),
        "earlier": [_version(version) for version in answer.earlier],
        "files": [_file(question, file) for file in answer.files],
    }


def _version(version: PublicVersion) -> dict[str, object]:
    return {
        "text": version.text,
        "outcome": version.outcome,
        "published_at": version.published_at.isoformat(),
        "replaced_at": version.replaced_at.isoformat(),
    }


def _promise(promise: PublicPromise) -> dict[str, object]:
    return {
        "standing": promise.standing,
        "promised_on": promise.promised_on.isoformat(),
        "due_on": promise.due_on.isoformat(),
        "done_on": promise.done_on and promise.done_on.isoformat(),
        "now_by": promise.now_by and promise.now_by.isoformat(),
        "verdict": promise.verdict,
        "reports": [
            {
                "at": each.at.isoformat(),
                "said": each.said,
                "was_due": each.was_due.isoformat(),
                "day": each.day and each.day.isoformat(),
                "by_library": each.by_library,
                "text": each.text,
            }
            for each in promise.reports
        ],
    }


def _marks(text: str) -> list[dict[str, str]]:
    """Return the marks that the library put in place of personal data in a text, each with its kind."""
    return [{"mark": marks()[kind], "kind": kind.value} for kind in kinds_in(text)]


def _file(question: PublicQuestion, file: PublicFile) -> dict[str, object]:
    url = absolute(url_for("public.file", number=question.number, file_id=file.id))
    return {"url": url, "name": file.name, "media_type": file.media_type, "size": file.size}


def _event(event: PublicEvent) -> dict[str, object]:
    return {"at": event.at.isoformat(), "tag": event.tag, **event.data}
