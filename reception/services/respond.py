"""The official answers, or says why not yet or not at all. All of it by a link, without an account."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from reception.current import settings, terms
from reception.domain import clock
from reception.domain.deadlines import Due, days_late
from reception.domain.errors import Invalid, NotAllowed, Stale
from reception.domain.kinds import Kind
from reception.domain.lifecycle import Action, State
from reception.domain.outcomes import BY_OFFICIAL, Commitment, Outcome
from reception.domain.placeholders import refuse_places
from reception.domain.roles import SYSTEM, Actor
from reception.domain.text import checked_text, clean_text
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import Answer, Authority, Draft, Question, Referral, ReferralState
from reception.permissions import holds
from reception.services import dates, uploads, wartime
from reception.services.links import let_expire
from reception.services.move import check, move
from reception.services.refer import end, next_responsible
from reception.services.transaction import transaction


@dataclass(frozen=True, kw_only=True)
class Reply:
    """What an official or a librarian answers. `promised_on` belongs to a commitment."""

    text: str
    outcome: Outcome
    commitment: Commitment | None = None
    promised_on: dt.date | None = None
    form_key: str | None = None

    def cleaned(self, known_date: dt.date | None = None) -> "Reply":
        """Return the reply with a text that can be stored. Raises Invalid for what is missing or cannot be.

        `known_date` was promised before, and may be past.
        """
        text = checked_text(self.text, "text", missing="answer_needed")
        if self.outcome not in BY_OFFICIAL:
            raise Invalid("outcome_needed", field="outcome")
        if self.commitment and not self.promised_on:
            raise Invalid("promise_needs_date", field="promised_on")
        if self.commitment and self.promised_on <= clock.today() and self.promised_on != known_date:
            raise Invalid("date_in_the_past", field="promised_on")
        return Reply(**self.__dict__ | {"text": text, "promised_on": self.promised_on if self.commitment else None})

    def columns(self) -> dict[str, object]:
        """Return what an answer, or a correction of one, stores of a reply that is sent now."""
        return self.__dict__ | {"public_text": self.text, "submitted_at": clock.now()}


def answer(actor: Actor, referral: Referral, reply: Reply) -> Answer:
    """Answer a referral; the same form twice is one answer. The question waits for publication once all have answered.

    Raises Invalid with the field, NotAllowed if the referral was answered, given back or recalled meanwhile.
    """
    try:
        with transaction():
            return _answered(reply.form_key) or _answer(actor, referral, reply.cleaned())
    except IntegrityError:
        given = _answered(reply.form_key)
        if given is None:
            raise
        return given


def _answered(form_key: str | None) -> Answer | None:
    return db.session.scalar(select(Answer).where(Answer.form_key == form_key)) if form_key else None


def _answer(actor: Actor, referral: Referral, reply: Reply) -> Answer:
    question = referral.question
    must_be_open(referral, actor)
    check(question, Action.ANSWER, actor)
    is_more = question.state is State.ANSWERED
    given = Answer(
        **reply.columns(),
        authority_name=referral.authority_name,
        official_name=referral.holder.name,
        official_post=referral.holder.post,
        link_id=actor.link_id,
    )
    question.answers.append(given)
    given.referral = referral
    db.session.flush()
    uploads.claim(reply.form_key, answer=given)
    wartime.look(question, given.text)
    referral.state = ReferralState.ANSWERED
    referral.closed_at = clock.now()
    let_expire(referral)
    forget_draft(referral)
    occasion = Occasion(question, (referral,), answer=given, is_more=is_more)
    move(question, Action.ANSWER, actor, occasion=occasion, authority=referral.authority_name, answer_id=given.id)
    if not is_more:
        dates.follow_referrals(question, "answered")
    return given


def answer_self(actor: Actor, question: Question, reply: Reply, version: int | None = None) -> Answer:
    """Answer as the library: a reference answer that needs no authority."""
    with transaction():
        reply = reply.cleaned()
        refuse_places(reply.text, "text")
        check(question, Action.ANSWER_SELF, actor, version)
        given = Answer(**reply.columns(), authority_name=settings().library_name, account_id=actor.account_id)
        question.answers.append(given)
        db.session.flush()
        wartime.look(question, given.text)
        move(question, Action.ANSWER_SELF, actor, answer_id=given.id)
        dates.await_publication(question)
        return given


def not_ours(actor: Actor, referral: Referral, reason: str, suggested_id: int | None = None) -> None:
    """Give a question back as another body's (Law 393/96-ВР, art. 7); the librarian decides where it goes next.

    While other officials still have it, it stays with them: the first of them is responsible from now, and told so.
    """
    with transaction():
        must_be_open(referral, actor)
        suggested = db.session.get(Authority, suggested_id) if suggested_id else None
        referral.suggested_authority = suggested
        names = {"authority": referral.authority_name, "suggested": suggested.name_uk if suggested else None}
        question = referral.question
        check(question, Action.NOT_OURS, actor)
        end(referral, ReferralState.NOT_OURS)
        is_more, chief = question.state is State.ANSWERED, next_responsible(question)
        occasion = Occasion(question, (chief,) if chief else (), reason=clean_text(reason), is_more=is_more)
        move(question, Action.NOT_OURS, actor, occasion=occasion, reason=clean_text(reason), **names)
        if not is_more:
            dates.follow_referrals(question, "not_ours")


def extend(actor: Actor, referral: Referral, until: dt.date, reason: str, version: int | None = None) -> None:
    """Take more time, once, with a reason, no later than the law allows (Law 393/96-ВР, art. 20: 45 days in all).

    Of an information request the requester is told within the term (Law 2939-VI, art. 20): afterwards it is too late.
    The days are counted from the authority's own receipt. A librarian enters what an authority has written on paper.
    Raises Invalid if the date is past, not later than the present one, or later than the last one allowed.
    """
    with transaction():
        must_be_open(referral, actor)
        question = referral.question
        check(question, Action.EXTEND, actor, version)
        latest = terms().latest(question.kind, referral.received_at)
        if referral.extended:
            raise NotAllowed("extended_already")
        if until <= referral.due_on:
            raise Invalid("date_not_later", field="until", due=referral.due_on)
        if until < clock.today():
            raise Invalid("date_in_the_past", field="until")
        if question.kind is Kind.INFORMATION_REQUEST and days_late(referral.due_on, at=referral.due_at):
            raise Invalid("extension_late", field="until", due=referral.due_on)
        if until > latest.effective:
            raise Invalid("date_too_late", field="until", latest=latest.effective)
        referral.due_on, referral.due_at, referral.extended = until, None, True
        reason = clean_text(reason)
        dates.enter(question, "extended", Due(until, until, latest.rule), referral.received_at, referral)
        dates.run_authority_clock(question)
        occasion = Occasion(question, (referral,), reason=reason)
        details = {"authority": referral.authority_name, "due": until.isoformat(), "reason": reason}
        move(question, Action.EXTEND, actor, occasion=occasion, **details)


def save_draft(actor: Actor, referral: Referral, version: int, **fields: str) -> int:
    """Keep what an official has typed; return the draft's new version. Raises Stale if another tab has saved meanwhile."""
    with transaction():
        must_be_open(referral, actor)
        return put_into_draft(referral, version, **fields)


def put_into_draft(referral: Referral, version: int, **fields: str) -> int:
    """Put what is typed into a referral's draft, of an answer or of its correction. Call it in a transaction. Raises Stale."""
    draft = draft_of(referral)
    if draft is None:
        draft = Draft(referral_id=referral.id, version=0, text="")
        db.session.add(draft)
    if draft.version != version:
        raise Stale
    for name, value in fields.items():
        setattr(draft, name, value)
    draft.version += 1
    draft.saved_at = clock.now()
    return draft.version


def draft_of(referral: Referral) -> Draft | None:
    """Return the draft of a referral, if there is one."""
    return db.session.scalar(select(Draft).where(Draft.referral_id == referral.id))


def form_key(referral: Referral) -> str:
    """Return the key of the answer that is to be written now: it changes once an answer is given."""
    return f"answer-{referral.id}-{len(referral.answers)}"


def forget_draft(referral: Referral) -> None:
    """Drop the draft once the answer is given, or corrected."""
    draft = draft_of(referral)
    if draft:
        db.session.delete(draft)


def must_be_open(referral: Referral, actor: Actor = SYSTEM) -> None:
    """Raise NotAllowed unless the referral still waits for an answer, and the official who acts has not passed it on.

    Whoever does something with the question at the same time is waited for: what has come of it counts.
    """
    db.session.refresh(referral.question, with_for_update=True)
    db.session.expire(referral)
    if referral.state is not ReferralState.OPEN:
        raise NotAllowed(f"referral_{referral.state.value}")
    if not holds(actor, referral):
        raise NotAllowed("passed_on", name=referral.holder.title)
