"""An appeal without its requisites goes back to its author, who completes it or lets it go on as a public question."""

from collections.abc import Collection
from dataclasses import dataclass

from reception.current import terms
from reception.domain import clock
from reception.domain.errors import Invalid, NotAllowed
from reception.domain.kinds import Kind, Pace
from reception.domain.lifecycle import Action
from reception.domain.outcomes import Outcome
from reception.domain.requisites import Requisite, missing
from reception.domain.roles import Actor
from reception.domain.submission import LINES
from reception.domain.text import LONGEST_LINE, LONGEST_REASON, LONGEST_TEXT, checked_text, clean_line
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import Choice, Question, Return
from reception.services import dates, wartime
from reception.services.links import make_asker_link
from reception.services.move import check, move
from reception.services.transaction import transaction
from reception.services.undoable import undoable

_FIELDS = {
    Requisite.NAME: ("full_name_needed", "name"),
    Requisite.RESIDENCE: ("residence_needed", "residence"),
    Requisite.REPLY: ("means_of_reply_needed", "email"),
}


@dataclass(frozen=True, kw_only=True)
class Supplied:
    """What an author supplies. What is not given stays as it was; `text` is added to what was written."""

    name: str | None = None
    residence: str | None = None
    email: str | None = None
    phone: str | None = None
    text: str = ""


def return_to_author(
    actor: Actor, question: Question, lacks: Collection[str], note: str = "", version: int | None = None
) -> None:
    """Return an appeal to its author with what it lacks and an explanation (Law 393/96-ВР, art. 5: within ten days).

    It counts as returned (9.4) until it goes on. The library then waits for the author's choice by a term of its own.
    Raises NotAllowed for what is no appeal, Invalid if nothing is named that it lacks.
    """
    with transaction(), undoable(actor, question, Action.RETURN):
        check(question, Action.RETURN, actor, version)
        if question.kind is not Kind.APPEAL:
            raise NotAllowed("not_an_appeal")
        named = [requisite.value for requisite in Requisite if requisite in lacks]
        if not named:
            raise Invalid("missing_needed", field="missing")
        note = checked_text(note, "note", LONGEST_REASON, missing=None)
        row = Return(account_id=actor.account_id, missing=named, note=note or None, at=clock.now())
        question.returns.append(row)
        question.resume_state, question.outcome = question.state, Outcome.RETURNED
        db.session.flush()
        dates.enter(question, "returned", terms().due("appeal.return", question.submitted_at), question.submitted_at)
        dates.enter_library_duty(question, "awaits_author", "appeal.await_author")
        move(question, Action.RETURN, actor, occasion=Occasion(question), return_id=row.id)


def complete(actor: Actor, question: Question, supplied: Supplied) -> None:
    """Take what the author supplies: the appeal counts as received now, and the library's term to pass it on begins anew.

    Raises Invalid, with the field, for what is still missing or too long.
    """
    with transaction():
        check(question, Action.COMPLETE, actor)
        row = question.returns[-1]
        text = checked_text(supplied.text, "text", LONGEST_TEXT, missing=_needs_text(row))
        had_address = bool(question.asker.email)
        for name, value in _lines(supplied).items():
            setattr(question.asker, name, value)
        for requisite in missing(Kind.APPEAL, *(getattr(question.asker, name) for name in _ORDER)):
            code, field = _FIELDS[requisite]
            raise Invalid(code, field=field)
        if question.asker.email and not had_address:
            make_asker_link(question)
        row.added = text or None
        wartime.look(question, text)
        _end(actor, question, row, Choice.COMPLETED, Action.COMPLETE)
        dates.enter_library_duty(question, "completed")


_ORDER = ("name", "residence", "email", "phone")


def _needs_text(row: Return) -> str | None:
    return "text_needed" if Requisite.ESSENCE in row.missing else None


def _lines(supplied: Supplied) -> dict[str, str]:
    """Return the lines that are given, as they can be stored. Raises Invalid for one that is too long."""
    given = {name: clean_line(getattr(supplied, name) or "") for name in LINES}
    for name, value in given.items():
        if len(value) > LONGEST_LINE:
            raise Invalid("line_too_long", field=name, limit=LONGEST_LINE)
    return {name: value for name, value in given.items() if value}


def go_on_as_question(actor: Actor, question: Question) -> None:
    """Let an appeal that was returned go on as a public question, as its author chooses; no law sets its term any more."""
    with transaction():
        check(question, Action.AS_QUESTION, actor)
        question.kind, question.pace, question.answer_by = Kind.PUBLIC_QUESTION, Pace.ORDINARY, None
        question.appeal_kind = question.complained_authority_id = question.complained_official_id = question.legal_index = None
        _end(actor, question, question.returns[-1], Choice.AS_QUESTION, Action.AS_QUESTION)
        dates.enter_library_duty(question, "as_question")


def _end(actor: Actor, question: Question, row: Return, choice: Choice, action: Action) -> None:
    move(question, action, actor, return_id=row.id)
    row.choice, row.chosen_at = choice, clock.now()
    question.resume_state = question.outcome = None
