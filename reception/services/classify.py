"""A librarian decides what a question is: its regime, what kind of appeal, by which term, of whom it complains."""

import datetime as dt
from dataclasses import dataclass

from dateutil.relativedelta import relativedelta

from reception.current import terms
from reception.domain import clock
from reception.domain.deadlines import forward_rule
from reception.domain.errors import Invalid
from reception.domain.kinds import PACES, AppealKind, Kind, Pace
from reception.domain.lifecycle import Action
from reception.domain.requisites import LEGAL_INDEX
from reception.domain.roles import Actor
from reception.domain.text import LONGEST_REASON, checked_text
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import Authority, Official, Question
from reception.queries.complaints import is_complained_of
from reception.services import dates, edits
from reception.services.move import check, move
from reception.services.transaction import transaction

_TERM = ("kind", "pace", "answer_by")
"""What moves dates: it is changed with a reason, and all whom it concerns are told."""


@dataclass(frozen=True, kw_only=True)
class Decision:
    """What a question is. What does not belong to its kind is dropped."""

    kind: Kind
    appeal_kind: AppealKind | None = None
    pace: Pace = Pace.ORDINARY
    answer_by: dt.date | None = None
    complained_authority_id: int | None = None
    complained_official_id: int | None = None
    legal_index: str | None = None

    def fitting(self) -> "Decision":
        """Return the decision without what its kind does not know. Raises Invalid for a term that its kind does not know."""
        if self.pace not in PACES[self.kind]:
            raise Invalid("pace_unfit", field="pace")
        is_appeal = self.kind is Kind.APPEAL
        is_complaint = is_appeal and self.appeal_kind is AppealKind.COMPLAINT
        kept = {
            "appeal_kind": is_appeal,
            "answer_by": self.pace is Pace.SHORTENED,
            "complained_authority_id": is_complaint,
            "complained_official_id": is_complaint,
            "legal_index": is_appeal,
        }
        return Decision(**self.__dict__ | {name: None for name, belongs in kept.items() if not belongs})


def classify(actor: Actor, question: Question, decision: Decision, reason: str = "", version: int | None = None) -> None:
    """Decide what a question is; dates are counted anew by what it is now, and whoever waits for them is told.

    Another kind or term needs a reason. With officials an appeal stays an appeal or becomes an information request: only
    its author can make an ordinary question of it. Raises Invalid, with the field, for what cannot be.
    """
    with transaction():
        check(question, Action.CLASSIFY, actor, version)
        decision = decision.fitting()
        before = {name: getattr(question, name) for name in decision.__dict__}
        changed = {name for name, value in decision.__dict__.items() if value != before[name]}
        if not changed:
            return
        moves_dates = not changed.isdisjoint(_TERM)
        reason = checked_text(reason, "reason", LONGEST_REASON, missing="reason_needed" if moves_dates else None)
        _must_be_possible(question, decision, changed)
        for name in changed:
            setattr(question, name, getattr(decision, name))
        _must_not_be_with_its_object(question)
        if moves_dates:
            _count_anew(question, "kind_changed" if "kind" in changed else "pace_changed", "kind" in changed)
        occasion = Occasion(question, question.open_referrals, reason=reason if moves_dates else None)
        move(question, Action.CLASSIFY, actor, occasion=occasion, **_said(question, before), reason=reason or None)


def _said(question: Question, before: dict) -> dict[str, str | None]:
    return {
        "was": before["kind"].value,
        "kind": question.kind.value,
        "appeal_kind": question.appeal_kind and question.appeal_kind.value,
        "pace": question.pace.value,
        "due": question.due_on and question.due_on.isoformat(),
    }


def _must_be_possible(question: Question, decision: Decision, changed: set[str]) -> None:
    if "kind" in changed:
        edits.kind_may_change(question)
    if "kind" in changed and question.open_referrals:
        if decision.kind is Kind.PUBLIC_QUESTION:
            raise Invalid("regime_stays", field="kind")
        if question.lacking(decision.kind):
            raise Invalid(f"{decision.kind}_lacks_requisites", field="kind")
    if decision.pace is Pace.SHORTENED and {"pace", "answer_by"} & changed:
        _must_shorten(decision.answer_by)
    if decision.legal_index and not LEGAL_INDEX.fullmatch(decision.legal_index):
        raise Invalid("legal_index_form", field="legal_index")
    rows = (("complained_authority_id", Authority), ("complained_official_id", Official))
    for field, model in rows:
        wanted = getattr(decision, field)
        if field in changed and wanted is not None and db.session.get(model, wanted) is None:
            raise Invalid("complained_gone", field=field)


def _must_shorten(by: dt.date | None) -> None:
    if by is None:
        raise Invalid("date_form", field="answer_by")
    if by <= clock.today():
        raise Invalid("date_in_the_past", field="answer_by")
    if by >= clock.today() + relativedelta(months=1):
        raise Invalid("date_shortens_nothing", field="answer_by")


def _must_not_be_with_its_object(question: Question) -> None:
    """What whom it complains of has at hand, or what waits for his address, is taken back first (Law 393/96-ВР, art. 7)."""
    for referral in question.at_hand:
        if is_complained_of(question, referral.official):
            raise Invalid("complaint_is_with_it", field="appeal_kind", name=referral.official_name)


def _count_anew(question: Question, event: str, another_kind: bool) -> None:
    """Count each date that runs by what the question is now, from the day from which it counts already."""
    waiting = question.open_referrals
    for referral in waiting:
        referral.extended = referral.extended and not another_kind
        if not referral.extended:
            dates.enter_answer(question, referral, event)
    dates.run_authority_clock(question)
    if waiting or not question.deadlines:
        return
    present = question.deadlines[-1]
    if present.rule != forward_rule(question.kind, question.pace):
        due = terms().to_forward(question.kind, present.counted_from, question.pace)
        dates.enter(question, event, due, present.counted_from)
