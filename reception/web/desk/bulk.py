"""An act on a selection of the queue: one page that says what will happen and what cannot, then what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from reception.domain.errors import DomainError, Invalid
from reception.domain.lifecycle import Action
from reception.models import Question
from reception.queries import desk
from reception.queries.claims import claims_of
from reception.queries.undo import undoable_by
from reception.services import bulk as acting
from reception.services.bulk import MOST, Picked
from reception.web import persons
from reception.web.desk.forms_bulk import BulkDecline, BulkRefer, BulkTopic
from reception.web.desk.queue import ARGUMENTS, filter_of, one_of
from reception.web.forms import Refusing, number_of
from reception.web.messages import say

ACTS: dict[str, tuple[Action, type[Refusing]]] = {
    "decline": (Action.DECLINE, BulkDecline),
    "topic": (Action.EDIT, BulkTopic),
    "refer": (Action.REFER, BulkRefer),
}


@dataclass(frozen=True)
class Selection:
    """What was picked: what an action can be taken on, each in the version of this page, and the others, each with why not."""

    possible: list[Picked]
    others: list[tuple[Question, DomainError]]
    left_out: int = 0
    """How many of the list are more than can be done at once."""


def bulk() -> Response:
    """Show what an act on the selection will do; once it is confirmed, do it and tell what became of it."""
    do = request.form.get("do", "")
    if do not in ACTS:
        return redirect(url_for("desk.queue"), 303)
    action, form_class = ACTS[do]
    form = form_class()
    if "confirmed" not in request.form:
        selection = _chosen(action)
        if not selection.possible and not selection.others:
            flash(_("Nothing is chosen. Tick questions in the list first."), "warning")
            return _to_list()
        return _page(do, form, selection)
    try:
        report = form.act(persons.staff(), _confirmed())
    except Invalid as error:
        form.refuse(error)
        return _page(do, form, _sorted(action, _confirmed()), error.status)
    refused = [(question, say(error)) for question, error in report.refused]
    undoable = list(undoable_by(persons.staff()))
    html = render_template("desk/bulk_done.html", do=do, report=report, refused=refused, undoable=undoable, back=_back())
    return make_response(html)


def _page(do: str, form: Refusing, selection: Selection, status: int = 200) -> Response:
    form.offer()
    others = [(question, say(error)) for question, error in selection.others]
    html = render_template(
        "desk/bulk.html",
        do=do,
        form=form,
        possible=selection.possible,
        others=others,
        left_out=selection.left_out,
        most=MOST,
        kept=_kept(),
        back=_back(),
    )
    return make_response(html, status)


def _chosen(action: Action) -> Selection:
    """Return what was picked in the queue: what is ticked, or the whole list as it was narrowed."""
    actor = persons.staff()
    if not request.form.get("all"):
        ids = [number_of(value) for value in request.form.getlist("pick")][:MOST]
        return _sorted(action, [Picked(row, row.version) for row in desk.picked(actor, ids)])
    given = request.form
    tab, sort = one_of(desk.Tab, "tab", desk.Tab.NEW, given), one_of(desk.Sort, "sort", desk.Sort.DUE, given)
    rows, total = desk.first_of(actor, tab, filter_of(actor, given), sort, MOST)
    return _sorted(action, [Picked(row, row.version) for row in rows], total - len(rows))


def _confirmed() -> list[Picked]:
    """Return what the page of confirmation listed, in the versions that it was made from."""
    pairs = (value.partition(":") for value in request.form.getlist("pick")[:MOST])
    versions = {number_of(question_id): number_of(version) for question_id, _colon, version in pairs}
    return [Picked(row, versions[row.id]) for row in desk.picked(persons.staff(), versions)]


def _sorted(action: Action, picked: Sequence[Picked], left_out: int = 0) -> Selection:
    selection, actor = Selection([], [], left_out), persons.staff()
    claims = claims_of([one.question.id for one in picked])
    for one in picked:
        error = acting.obstacle(actor, one.question, action, claims.get(one.question.id))
        if error:
            selection.others.append((one.question, error))
        else:
            selection.possible.append(one)
    return selection


def _kept() -> dict[str, str]:
    return {name: value for name in ARGUMENTS if (value := request.form.get(name))}


def _back() -> str:
    return url_for("desk.queue", **_kept())


def _to_list() -> Response:
    return redirect(_back(), 303)
