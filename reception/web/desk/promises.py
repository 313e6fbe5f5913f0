"""Promises at the desk: those to look after, what the authority said of one, and its words for readers."""

from flask import Response, make_response, render_template
from flask_babel import gettext as _

from reception.domain import clock
from reception.domain.errors import NotFound
from reception.domain.lifecycle import Action
from reception.models import Promise, PromiseReport, Question
from reception.queries import promise_mail
from reception.queries import promises as query
from reception.services import promises as service
from reception.web import persons
from reception.web.desk import marking, safety
from reception.web.desk.acting import load, take
from reception.web.desk.forms_files import file_names
from reception.web.desk.forms_promise import HeardForm, WordsForm
from reception.web.desk.question import file_items


def promises() -> str:
    """The promises to look after: of which the authority has said nothing, and whose words wait for a check."""
    tasks = query.tasks(persons.staff())
    return render_template("desk/promises.html", tasks=tasks, mailed=promise_mail.of_all(tasks.to_ask))


def promise(number: str, promise_id: int) -> Response:
    """Write down what the authority said of a promise."""
    question = load(number)
    found = next((each for each in _promises(question) if each.id == promise_id), None)
    if found is None:
        raise NotFound
    form, mailed = HeardForm(), promise_mail.waiting(found)
    if not form.is_submitted():
        form.done_on.data = clock.today().isoformat()
        form.text.data = promise_mail.words(mailed)

    def act() -> None:
        service.report(persons.staff(), found, form.word(), form.version.data)

    def page(status: int) -> Response:
        html = render_template(
            "desk/promise.html", question=question, promise=found, form=form, mailed=mailed, today=clock.today()
        )
        return make_response(html, status)

    return take(question, Action.KEEP_PROMISE, form, act, page, _("It is written down, and those who asked are told."))


def _promises(question: Question) -> list[Promise]:
    return [answer.promise for answer in question.answers if answer.promise]


def words(number: str, report_id: int) -> Response:
    """Check the words about a promise, and the files with them, for readers."""
    question = load(number)
    found = next((row for each in _promises(question) for row in each.reports if row.id == report_id), None)
    if found is None:
        raise NotFound
    form = WordsForm.of(found)
    texts = [form.text, *file_names(form, found.attachments)]

    def act() -> None:
        if question.public_at and form.text.data:
            safety.check()
        public = form.public(found, marking.may_stay(), safety.ticked())
        service.publish_words(persons.staff(), found, public, form.version.data)

    if marking.is_wanted() and form.validate_on_submit():
        marking.set_marks(question, texts)
        return _words_page(question, found, form, 200)
    done = _("The words about the promise are checked.")
    return take(question, Action.PUBLISH_REPORT, form, act, lambda status: _words_page(question, found, form, status), done)


def _words_page(question: Question, row: PromiseReport, form: WordsForm, status: int) -> Response:
    texts = [form.text, *file_names(form, row.attachments)]
    html = render_template(
        "desk/promise_words.html",
        question=question,
        row=row,
        form=form,
        texts=texts,
        files=file_items(question, row.attachments),
        suspected=marking.suspected(question, texts),
        war_cues=safety.cues_in(texts),
    )
    return make_response(html, status)
