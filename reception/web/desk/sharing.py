"""Who works at a question: take it in hand, give it back, take it over, assign it. None of it makes a page old."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, flash
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from reception.domain.errors import Held, Invalid
from reception.domain.roles import Actor
from reception.models import Assignment, Claim, Question
from reception.queries import claims as claimed
from reception.queries.choices import branches
from reception.queries.labels import labels_of
from reception.queries.undo import undoable_by
from reception.services import claims
from reception.web import persons, wording
from reception.web.desk.acting import back_to, load
from reception.web.desk.forms_labels import LabelForm
from reception.web.forms import Refusing, number_of, offered
from reception.web.messages import say

NOBODY = ""


class AssignForm(Refusing):
    """Whose a question is to see to: a colleague (a12) or a branch (b3)."""

    assignee = SelectField(_l("Whose it is to see to"), coerce=str, validate_choice=False)

    @classmethod
    def of(cls, row: Assignment | None) -> "AssignForm":
        """Return the form, with all to whom a question can be assigned."""
        form = cls(formdata=None)
        form.assignee.data = _value(row)
        people = [(f"a{account.id}", account.name) for account in claimed.colleagues()]
        places = [(f"b{branch.id}", wording.in_language(branch)) for branch in branches()]
        form.assignee.choices = offered([(NOBODY, _("nobody in particular")), *people, *places])
        return form


@dataclass(frozen=True)
class Work:
    """Who works at a question: the claim that holds, if any, is it one's own, to whom it is assigned, and the form for it."""

    claim: Claim | None
    is_mine: bool
    assignment: Assignment | None
    form: AssignForm


def panels(question: Question) -> dict[str, object]:
    """Return what the panels beside a question need: who works at it, its labels, what can be undone."""
    labels = labels_of([question.id]).get(question.id, [])
    undoable = list(undoable_by(persons.staff(), question.id))
    return {"work": _work_at(question), "labels": labels, "label_form": LabelForm(formdata=None), "undoable": undoable}


def _work_at(question: Question) -> Work:
    claim, assignment = claimed.claim_of(question.id), claimed.assignment_of(question.id)
    is_mine = claim is not None and claim.account_id == persons.staff().account_id
    return Work(claim, is_mine, assignment, AssignForm.of(assignment))


def _value(row: Assignment | None) -> str:
    if row is None:
        return NOBODY
    return f"a{row.account_id}" if row.account_id else f"b{row.branch_id}"


def claim(number: str) -> Response:
    """Take a question in hand."""
    return _do(number, claims.claim, _("You have the question in hand."))


def take_over(number: str) -> Response:
    """Take a question out of a colleague's hand."""
    return _do(number, claims.take_over, _("You have taken the question over."))


def release(number: str) -> Response:
    """Give a question back."""
    return _do(number, claims.release, _("The question is free for colleagues."))


def assign(number: str) -> Response:
    """Make a question somebody's to see to."""
    chosen = AssignForm().assignee.data or NOBODY
    ids = {"a": "account_id", "b": "branch_id"}
    to = {ids[chosen[0]]: number_of(chosen[1:])} if chosen[:1] in ids else {}
    return _do(number, lambda actor, question: claims.assign(actor, question, **to), _("The assignment is saved."))


def _do(number: str, act: Callable[[Actor, Question], None], done: str) -> Response:
    question = load(number)
    try:
        act(persons.staff(), question)
    except (Held, Invalid) as error:
        flash(say(error), "warning")
    else:
        flash(done, "success")
    return back_to(question)
