"""A citizen asks: the form, the preview, the sending. What is typed travels in the form and is stored when it is sent."""

from flask import Response, make_response, redirect, render_template, request, url_for

from reception.domain.errors import Invalid, TooMany
from reception.extensions import db
from reception.models import Authority, Question, Topic
from reception.queries.archive import similar as find_similar
from reception.queries.asker import sent_with
from reception.queries.delay import waiting_too_many
from reception.queries.questions import public_question
from reception.services import submit, uploads
from reception.web import persons
from reception.web.clients import client
from reception.web.messages import say
from reception.web.public.ask_files import take_files
from reception.web.public.forms import AskForm

ENOUGH_TEXT = 1000
"""Characters of a text that tell what it is like."""


def ask() -> Response:
    """Take a question, step by step; a form that was sent already leads to its receipt."""
    form = AskForm(**_wanted()) if request.method != "POST" else AskForm()
    if request.method != "POST":
        return _form_page(form)
    sent = sent_with(form.form_key.data)
    if sent:
        return _to_receipt(sent)
    if request.form.get("answered"):
        return _answered(form, request.form["answered"])
    return _step(form, request.form.get("action"))


def _wanted() -> dict[str, str | int | None]:
    """Return what a link to the form fills in: `/ask?subject=…&topic=…&authority=…` (ids)."""
    topic, authority = (request.args.get(name, type=int) for name in ("topic", "authority"))
    return {"subject": request.args.get("subject"), "topic_id": topic, "authority_id": authority}


def _step(form: AskForm, action: str | None) -> Response:
    if action == "edit":
        return _form_page(form)
    valid = form.validate()
    valid = take_files(form) and valid
    if not valid:
        return _form_page(form, 400)
    return _send(form) if action == "send" else _preview_page(form)


def _send(form: AskForm) -> Response:
    try:
        question = submit.submit(form.submission(), client=client())
    except Invalid as error:
        form.refuse(error.field, say(error))
        return _form_page(form, 400)
    except TooMany as error:
        return _preview_page(form, error)
    return _to_receipt(question)


def _form_page(form: AskForm, status: int = 200) -> Response:
    waiting = uploads.of_form(form.form_key.data)
    html = render_template("public/ask.html", form=form, waiting=waiting, questions_waiting=waiting_too_many())
    return make_response(html, status)


def _preview_page(form: AskForm, refused: TooMany | None = None) -> Response:
    submission = form.submission()
    html = render_template(
        "public/ask_preview.html",
        form=form,
        asked=submission,
        topic=submission.topic_id and db.session.get(Topic, submission.topic_id),
        authority=submission.authority_id and db.session.get(Authority, submission.authority_id),
        waiting=uploads.of_form(submission.form_key),
        alike=find_similar(f"{submission.subject}\n{submission.text[:ENOUGH_TEXT]}"),
        refused=refused,
    )
    if refused is None:
        return make_response(html)
    return make_response(html, refused.status, {"Retry-After": str(refused.minutes * 60)})


def _to_receipt(question: Question) -> Response:
    persons.remember_asker(question)
    return redirect(url_for("public.receipt"))


def _answered(form: AskForm, number: str) -> Response:
    uploads.discard(form.form_key.data)
    return redirect(url_for("public.answered", number=number))


def answered(number: str) -> str:
    """Thank one who found the answer and asked nothing; nothing was stored."""
    return render_template("public/answered.html", question=public_question(number))


def similar() -> str:
    """Return a fragment with the answered questions that are like the words typed so far."""
    words = request.form.get("q", "")[:ENOUGH_TEXT]
    return render_template("public/similar.html", alike=find_similar(words))
