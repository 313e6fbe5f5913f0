"""An official corrects an answer of his own, and the library gives the correction out or sends it back.

While the library has the answer, it is replaced. For some days after it was given out (setting `correction_days`) a correction
goes to the library first, as the answer did; what was given out stays to be read, with its dates.
"""

import datetime as dt
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from reception.current import settings
from reception.domain import clock
from reception.domain.errors import Invalid, NotAllowed, NotFound, Stale
from reception.domain.lifecycle import TRIAGED, Action
from reception.domain.outcomes import Outcome
from reception.domain.privacy.marks import Part
from reception.domain.roles import Actor, ActorKind
from reception.domain.text import checked_text, clean_text
from reception.extensions import db
from reception.mail.letters_on_corrections import on_correction
from reception.models import Answer, AnswerContent, AnswerLink, AnswerVersion, Question
from reception.queries.corrections import may_correct, returned
from reception.services import cuts, promises, public_files, uploads, wartime
from reception.services.for_readers import Checked, require_checked
from reception.services.links import let_live
from reception.services.move import check, move
from reception.services.respond import Reply, forget_draft, put_into_draft
from reception.services.transaction import transaction


@dataclass(frozen=True, kw_only=True)
class CheckedCorrection(Checked):
    """What becomes of a correction: the text for readers, the result of the question, the files, and the librarian's checks."""

    outcome: Outcome
    text: str
    earlier_shown: bool = True
    """Readers may see what stood there before."""


def form_key(answer: Answer) -> str:
    """Return the key of the correction that is to be written now: it changes once one is sent."""
    return f"correction-{answer.id}-{len(answer.versions)}"


def correct(actor: Actor, answer: Answer, reply: Reply) -> None:
    """Send a correction of one's own answer; the same form twice is one correction. Files of the form are added to it.

    Raises NotFound for another's answer, NotAllowed when it is too late, Invalid with the field, also if nothing is changed;
    Stale if another window has sent something else.
    """
    try:
        with transaction():
            if not _is_sent(reply.form_key):
                _correct(actor, answer, reply)
                return
    except IntegrityError:
        if not _is_sent(reply.form_key):
            raise
    if clean_text(reply.text) != _last(answer).text:
        raise Stale


def save_draft(actor: Actor, answer: Answer, version: int, **fields: str) -> int:
    """Keep what an official has typed of a correction; return the draft's new version.

    Raises as `correct`, and Stale if another tab has saved meanwhile.
    """
    with transaction():
        _require_may(actor, answer)
        return put_into_draft(answer.referral, version, **fields)


def _last(answer: Answer) -> Answer | AnswerVersion:
    """Return what its official has sent last of an answer."""
    return answer.correction or returned(answer) or answer


def _is_sent(form_key: str | None) -> bool:
    key = AnswerVersion.form_key == form_key
    return form_key is not None and db.session.scalar(select(AnswerVersion.id).where(key)) is not None


def _require_may(actor: Actor, answer: Answer) -> Action:
    """Return what correcting an answer is now. Raises NotFound, NotAllowed."""
    if actor.kind is ActorKind.OFFICIAL and actor.referral_id != answer.referral_id:
        raise NotFound
    if actor.link_id and not db.session.get(AnswerLink, actor.link_id).is_holders:
        raise NotAllowed("not_in_this_state")
    action = Action.CORRECT if answer.published_at else Action.REPLACE_ANSWER
    check(answer.question, action, actor)
    if not may_correct(answer):
        raise NotAllowed("correction_too_late")
    return action


def _correct(actor: Actor, answer: Answer, reply: Reply) -> None:
    action = _require_may(actor, answer)
    question, last = answer.question, _last(answer)
    reply = reply.cleaned(known_date=last.promised_on)
    if _content(reply) == _content(last) and not uploads.of_form(reply.form_key or ""):
        raise Invalid("correction_same", field="text")
    row = AnswerVersion(**reply.columns(), link_id=actor.link_id)
    _supersede(answer)
    answer.versions.append(row)
    db.session.flush()
    if action is Action.CORRECT:
        uploads.claim(reply.form_key, version=row)
        _take_files_along(answer, row)
    else:
        uploads.claim(reply.form_key, answer=answer)
        _exchange(answer, row)
        row.replaced_at = clock.now()
    if answer.referral:
        forget_draft(answer.referral)
    wartime.look(question, reply.text)
    occasion = on_correction(answer, row)
    move(question, action, actor, occasion=occasion, authority=answer.authority_name, answer_id=answer.id)


def _content(of: Reply | Answer | AnswerVersion) -> dict[str, object]:
    return {name: getattr(of, name) for name in ("text", "outcome", "commitment", "promised_on")}


def _supersede(answer: Answer) -> None:
    """Let a correction that waits or was sent back make room for a newer one."""
    for version in answer.versions:
        if version.waits or version.is_sent_back:
            version.replaced_at = clock.now()


def _take_files_along(answer: Answer, row: AnswerVersion) -> None:
    """Give the files of corrections that never came out to the newest: nobody need attach them twice."""
    for version in answer.versions:
        for file in list(version.attachments) if version is not row else ():
            file.answer_version = row


def _exchange(answer: Answer, row: AnswerVersion) -> None:
    """Let the correction's content stand in the answer, and what stood there in the correction's row.

    When the answer was given first stays: terms and figures go by that.
    """
    for name in AnswerContent.__annotations__:
        new, old = getattr(row, name), getattr(answer, name)
        setattr(answer, name, new)
        setattr(row, name, old)


def publish_correction(
    actor: Actor, question: Question, row: AnswerVersion, checked: CheckedCorrection, version: int | None = None
) -> None:
    """Give a correction out: its text is the answer's from now, for the asker always, for readers if the question is public.

    Raises as `publish`: Invalid if the public text is empty or readers would see personal data; NotAllowed if it waits no more.
    """
    with transaction():
        check(question, Action.PUBLISH_CORRECTION, actor, version)
        _must_wait(row)
        answer, now = row.answer, clock.now()
        text = checked_text(checked.text, "text")
        public_files.choose(actor, question, [*answer.attachments, *row.attachments], checked)
        require_checked(actor, question, {"text": text}, checked.may_stay, checked.wartime_checked)
        was = row.outcome
        _exchange(answer, row)
        answer.public_text = text
        cuts.keep(actor, question, Part.ANSWER, answer.text, text, answer=answer)
        row.published_at, row.replaced_at, row.is_shown = answer.corrected_at or answer.published_at, now, checked.earlier_shown
        answer.corrected_at = now
        for file in list(row.attachments):
            file.answer, file.answer_version = answer, None
        _let_result_follow(question, answer, checked.outcome)
        promises.follow(answer, row)
        occasion = on_correction(answer, row)
        said = {"authority": answer.authority_name, "answer_id": answer.id, "outcome": checked.outcome.value}
        move(question, Action.PUBLISH_CORRECTION, actor, occasion=occasion, was=was.value, **said)


def _let_result_follow(question: Question, answer: Answer, outcome: Outcome) -> None:
    """Let the question's result be the one that the librarian confirms; a verdict stays until the asker gives another.

    A question that was taken up again has none until it is answered anew; what triage makes of it then is no answer's.
    """
    if question.outcome is None or question.state in TRIAGED:
        return
    question.outcome = outcome
    given_out = [each for each in question.answers if each.published_at]
    if answer is given_out[-1]:
        question.commitment, question.promised_on = answer.commitment, answer.promised_on


def _must_wait(row: AnswerVersion) -> None:
    if not row.waits:
        raise NotAllowed("not_in_this_state")


def send_back(actor: Actor, question: Question, row: AnswerVersion, reason: str, version: int | None = None) -> None:
    """Return a correction to its official with what is wrong; there is time again, and the answer stays as it is meanwhile.

    Raises Invalid without a reason, NotAllowed if it waits no more.
    """
    with transaction():
        check(question, Action.RETURN_CORRECTION, actor, version)
        _must_wait(row)
        row.sent_back_at, row.reason = clock.now(), clean_text(reason)
        answer = row.answer
        let_correct(answer)
        said = {"authority": answer.authority_name, "answer_id": answer.id, "reason": row.reason}
        occasion = on_correction(answer, row, row.reason)
        move(question, Action.RETURN_CORRECTION, actor, occasion=occasion, **said)


def let_correct(answer: Answer) -> None:
    """Let the official's links live as long as the answer may be corrected. Call it in a transaction."""
    if answer.referral:
        let_live(answer.referral, clock.now() + dt.timedelta(days=settings().correction_days + 1))


def erase(question: Question) -> list[str]:
    """Forget what readers never saw of corrections. Only retention may; returns what to remove of the uploads.

    Of what was given out the text for readers takes the place of the original; what was not goes, with its files.
    """
    gone = []
    for answer in question.answers:
        for version in list(answer.versions):
            if version.published_at:
                version.text, version.reason = version.public_text, None
                continue
            gone += uploads.forget_all(version.attachments)
            db.session.delete(version)
    return gone
