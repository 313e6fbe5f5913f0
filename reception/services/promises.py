"""What an answer promised with a date: followed from the day it is given out, and kept, put off or broken."""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import update

from reception.current import settings
from reception.domain import clock
from reception.domain.errors import Invalid, NotAllowed, NotFound
from reception.domain.kinds import VerdictValue
from reception.domain.lifecycle import Action, State
from reception.domain.placeholders import refuse_places
from reception.domain.promises import PromiseState, Said
from reception.domain.roles import Actor, ActorKind
from reception.domain.text import LONGEST_REASON, checked_text, clean_text
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import Answer, AnswerVersion, Incoming, Promise, PromiseReport, Question
from reception.permissions import holds
from reception.services import newer_answers, public_files, uploads, wartime
from reception.services.for_readers import Checked, require_checked
from reception.services.move import check, move
from reception.services.transaction import transaction


def follow(answer: Answer, before: AnswerVersion | None = None) -> None:
    """Let the promise of an answer be what the answer says: made when it is given out, gone with it while nothing was said.

    An answer that was corrected to another date moves the promise; the first date stays the one by which it is kept in time,
    unless the new one is earlier. One that was corrected to say that it is done keeps it. A newer answer of the same authority
    takes over what older ones promised. Call it in a transaction, whenever an answer's date or its publication has changed;
    `before` is what a correction took the place of.
    """
    promise = answer.promise
    if not (answer.published_at and answer.commitment and answer.promised_on):
        _let_go(answer, before)
    elif promise is None:
        answer.promise = Promise(question=answer.question, promised_on=answer.promised_on, due_on=answer.promised_on)
    elif promise.is_open and answer.promised_on != promise.due_on and _says_another_date(answer, before):
        promise.promised_on = min(promise.promised_on, answer.promised_on)
        _due_on(promise, answer.promised_on)
    newer_answers.take_over(answer)


def _let_go(answer: Answer, before: AnswerVersion | None) -> None:
    promise = answer.promise
    if promise and promise.is_open and before and newer_answers.says_done(answer):
        newer_answers.keep(promise, before)
    elif promise and promise.is_untouched:
        answer.promise = None


def _says_another_date(answer: Answer, before: AnswerVersion | None) -> bool:
    """Tell whether the date of an answer is news: once something was said of the promise only a correction's new date is."""
    return not answer.promise.reports or (before is not None and before.promised_on != answer.promised_on)


def _due_on(promise: Promise, day: dt.date) -> None:
    """Let another date hold: what was written about the one before is over."""
    promise.due_on = day
    promise.noticed_at = promise.asked_at = promise.asked_again_at = promise.desk_since = None


@dataclass(frozen=True, kw_only=True)
class Word:
    """What is said of a promise: `day` is that on which it was done, or the new date."""

    said: Said
    text: str
    day: dt.date | None = None
    form_key: str | None = None
    """The key under which files were sent."""


def form_key(promise: Promise) -> str:
    """Return the key of the next word on a promise: it changes once one is said."""
    return f"promise-{promise.id}-{len(promise.reports)}"


_ACTIONS = {Said.DONE: Action.KEEP_PROMISE, Said.LATER: Action.MOVE_PROMISE, Said.NOT_DONE: Action.BREAK_PROMISE}


def report(actor: Actor, promise: Promise, word: Word, version: int | None = None) -> PromiseReport:
    """Take what an official says of a promise, or a librarian writes down for the authority. Those who asked are told.

    Raises Invalid, with the field, for what is missing or cannot be; NotAllowed once it is settled: then only the library
    can correct it; NotFound from anybody but who was asked or has the question now.
    """
    with transaction():
        question, action = promise.question, _ACTIONS[word.said]
        check(question, action, actor, version)
        if not may_speak(actor, promise):
            raise NotFound
        db.session.refresh(promise, with_for_update=True)
        if promise.is_replaced or (not promise.is_open and actor.kind is ActorKind.OFFICIAL):
            raise NotAllowed("promise_settled")
        row = _row(actor, promise, word)
        promise.reports.append(row)
        db.session.flush()
        _take_files(promise.answer, row, word.form_key)
        wartime.look(question, row.text)
        data = {"promise_id": promise.id, "report_id": row.id, "authority": promise.answer.authority_name}
        occasion = Occasion(question, answer=promise.answer, promise=promise, report=row)
        _settle(promise, row)
        move(question, action, actor, occasion=occasion, **data, **_dates(row))
        return row


def may_speak(actor: Actor, promise: Promise) -> bool:
    """Tell whether an actor may say what became of a promise: staff for the authority; of officials, whoever was asked by the
    last letter, or has the question now."""
    if actor.kind is not ActorKind.OFFICIAL:
        return True
    referral = promise.answer.referral
    if referral is None or actor.referral_id != referral.id:
        return False
    return holds(actor, referral) or actor.link_id == promise.link_id


def _row(actor: Actor, promise: Promise, word: Word) -> PromiseReport:
    text = checked_text(word.text, "text", LONGEST_REASON)
    if actor.kind is ActorKind.STAFF:
        refuse_places(text, "text")
    by_official = actor.kind is ActorKind.OFFICIAL
    name, post = _names(actor, promise) if by_official else (None, None)
    return PromiseReport(
        said=word.said,
        text=text,
        was_due=promise.due_on,
        day=_day(promise, word),
        at=clock.now(),
        link_id=actor.link_id,
        account_id=actor.account_id,
        official_name=name,
        official_post=post,
    )


def _names(actor: Actor, promise: Promise) -> tuple[str | None, str | None]:
    """Return who speaks: to whom the letter went by whose link, whose link it is else, or who answered."""
    if actor.link_id is not None and actor.link_id == promise.link_id and promise.asked:
        return promise.asked.name, promise.asked.post
    for link in promise.answer.referral.links:
        if link.id == actor.link_id:
            return link.person.name, link.person.post
    return promise.answer.official_name, promise.answer.official_post


def _day(promise: Promise, word: Word) -> dt.date | None:
    today = clock.today()
    if word.said is Said.NOT_DONE:
        return None
    if word.day is None:
        raise Invalid("date_form", field="done_on" if word.said is Said.DONE else "until")
    if word.said is Said.LATER:
        if word.day <= max(promise.due_on, today):
            raise Invalid("date_not_later", field="until", due=max(promise.due_on, today))
        return word.day
    if word.day > today:
        raise Invalid("date_to_come", field="done_on")
    if word.day < clock.day_of(promise.question.submitted_at):
        raise Invalid("done_before_asked", field="done_on", asked=promise.question.submitted_at)
    return word.day


def _take_files(answer: Answer, row: PromiseReport, form_key: str | None) -> None:
    for attachment in uploads.of_form(form_key) if form_key else ():
        row.attachments.append(attachment)
    uploads.claim(form_key, answer=answer)


def _settle(promise: Promise, row: PromiseReport) -> None:
    """Let the promise stand as it was said last."""
    promise.taken_over_by = None
    if row.said is Said.LATER:
        promise.state, promise.done_on, promise.settled_at = PromiseState.OPEN, None, None
        _due_on(promise, row.day)
    else:
        promise.state = PromiseState.KEPT if row.said is Said.DONE else PromiseState.BROKEN
        promise.done_on, promise.settled_at, promise.desk_since = row.day, row.at, None
    if row.said is Said.DONE:
        _ask_for_verdict(promise.question)
    if promise.link:
        promise.link.expires_at = clock.now() + dt.timedelta(days=settings().link_grace_days)


def _ask_for_verdict(question: Question) -> None:
    """What is done is judged anew: of a verdict on the promise the asker's word on the deed takes the place."""
    if question.state is State.CLOSED and question.verdict is not VerdictValue.SOLVED:
        question.verdict = None


def _dates(row: PromiseReport) -> dict[str, str]:
    match row.said:
        case Said.DONE:
            return {"due": row.promise.promised_on.isoformat(), "on": row.day.isoformat()}
        case Said.LATER:
            return {"was_due": row.was_due.isoformat(), "due": row.day.isoformat()}
        case Said.NOT_DONE:
            return {"due": row.promise.promised_on.isoformat()}


@dataclass(frozen=True, kw_only=True)
class PublicWords(Checked):
    """What readers are to see of the words and the files, and what the librarian says of them."""

    text: str


def publish_words(actor: Actor, row: PromiseReport, public: PublicWords, version: int | None = None) -> None:
    """Make the checked words of a report public; an empty text keeps them from readers. Files become public as chosen.

    Raises Invalid if personal data are left that readers would see, or the check of time of war was not made.
    """
    with transaction():
        question = row.promise.question
        check(question, Action.PUBLISH_REPORT, actor, version)
        text = clean_text(public.text) and checked_text(public.text, "text")
        if text:
            require_checked(actor, question, {"text": text}, public.may_stay, public.wartime_checked)
        public_files.choose(actor, question, row.attachments, public)
        row.public_text, row.checked_at = text or None, clock.now()
        move(question, Action.PUBLISH_REPORT, actor, report_id=row.id, shown=bool(text))


def erase(question: Question) -> None:
    """Keep of what was said only the words that readers got, and no longer what came by mail. Only retention may. Call it in a
    transaction."""
    for promise in (answer.promise for answer in question.answers if answer.promise):
        db.session.execute(update(Incoming).where(Incoming.promise_id == promise.id).values(promise_id=None))
        for row in promise.reports:
            row.text = row.public_text or ""
