"""The librarian checks an answer and gives it out, or sends it back."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.lifecycle import Action
from reception.domain.outcomes import Outcome
from reception.domain.privacy.marks import Part
from reception.domain.roles import Actor
from reception.domain.text import checked_text, clean_text
from reception.mail.letters import Occasion
from reception.models import Answer, Question, Referral, ReferralState
from reception.services import cuts, dates, promises, public_files
from reception.services.corrections import let_correct
from reception.services.for_readers import Checked, require_checked
from reception.services.move import check, move
from reception.services.refer import end
from reception.services.transaction import transaction
from reception.services.undoable import undoable


@dataclass(frozen=True, kw_only=True)
class Publication(Checked):
    """What of the waiting answers becomes public: texts by answer id, files by id, and the result confirmed."""

    outcome: Outcome
    texts: Mapping[int, str] = field(default_factory=dict)


def publish(actor: Actor, question: Question, publication: Publication, version: int | None = None) -> None:
    """Give out the waiting answers: to the asker always, to readers if the question is public.

    Raises Invalid if an answer's public text is empty, or has personal data left in it that readers would see.
    """
    with transaction(), undoable(actor, question, Action.PUBLISH):
        check(question, Action.PUBLISH, actor, version)
        answers = question.waiting_answers
        now = clock.now()
        for answer in answers:
            answer.public_text = checked_text(publication.texts.get(answer.id, answer.public_text), _field(answer))
            public_files.choose(actor, question, answer.attachments, publication)
        texts = {_field(answer): answer.public_text for answer in answers}
        require_checked(actor, question, texts, publication.may_stay, publication.wartime_checked)
        for answer in answers:
            cuts.keep(actor, question, Part.ANSWER, answer.text, answer.public_text, answer=answer)
            answer.published_at = now
            let_correct(answer)
            promises.follow(answer)
        last = answers[-1]
        question.outcome = publication.outcome
        question.commitment, question.promised_on = last.commitment, last.promised_on
        question.published_at = question.closed_at = now
        question.verdict = None
        occasion = Occasion(question, _let_go(question), answer=last)
        outcomes = {"outcome": publication.outcome.value, "was": last.outcome.value}
        move(question, Action.PUBLISH, actor, occasion=occasion, **outcomes)
        dates.stop(question)


def _field(answer: Answer) -> str:
    return f"answer-{answer.id}"


def _let_go(question: Question) -> tuple[Referral, ...]:
    """End the referrals of those who were asked to contribute and have not; return those whose officials know of it."""
    return tuple(each for each in question.at_hand if end(each, ReferralState.RECALLED))


def returnable(question: Question) -> list[Answer]:
    """Return the waiting answers that have an official to go back to: not the library's own."""
    return [answer for answer in question.waiting_answers if answer.referral]


def send_back(
    actor: Actor, question: Question, reason: str, version: int | None = None, answer_ids: Collection[int] | None = None
) -> None:
    """Return waiting answers to their officials with what is missing; their links work again, the old term runs on.

    All go back, or those of `answer_ids`: the others wait on. Raises Invalid if there is none, or none is chosen.
    """
    with transaction(), undoable(actor, question, Action.SEND_BACK):
        check(question, Action.SEND_BACK, actor, version)
        answers = _chosen(question, answer_ids)
        for answer in answers:
            answer.sent_back_at = clock.now()
            _reopen(answer)
        question.answered_at = None
        referrals = tuple(answer.referral for answer in answers)
        names = "; ".join(referral.authority_name for referral in referrals)
        reason = clean_text(reason)
        occasion = Occasion(question, referrals, reason=reason)
        ids = [answer.id for answer in answers]
        move(question, Action.SEND_BACK, actor, occasion=occasion, authority=names, reason=reason, answer_ids=ids)
        dates.run_authority_clock(question)


def _chosen(question: Question, answer_ids: Collection[int] | None) -> list[Answer]:
    answers = returnable(question)
    if not answers:
        raise Invalid("nobody_to_send_back_to")
    if answer_ids is None:
        return answers
    chosen = [answer for answer in answers if answer.id in answer_ids]
    if not chosen:
        raise Invalid("answer_to_choose", field="answers")
    return chosen


def _reopen(answer: Answer) -> None:
    answer.referral.state = ReferralState.OPEN
    answer.referral.closed_at = None
    for link in answer.referral.links:
        link.expires_at = None


def publish_comment(
    actor: Actor,
    question: Question,
    text: str,
    version: int | None = None,
    may_stay: bool = False,
    wartime_checked: bool = False,
) -> None:
    """Make the checked text of the last verdict's comment public; an empty text takes it back.

    Raises Invalid if there is no comment, the text is too long, or personal data are left in it that readers would see.
    """
    with transaction():
        check(question, Action.PUBLISH_COMMENT, actor, version)
        if not question.verdicts or not question.verdicts[-1].comment:
            raise Invalid("no_comment", field="comment")
        verdict = question.verdicts[-1]
        verdict.public_comment = checked_text(text, "comment") if clean_text(text) else None
        if verdict.public_comment:  # taken back, it keeps its cuts: their words are still in the original
            require_checked(actor, question, {"comment": verdict.public_comment}, may_stay, wartime_checked)
            cuts.keep(actor, question, Part.COMMENT, verdict.comment, verdict.public_comment, verdict=verdict)
        move(question, Action.PUBLISH_COMMENT, actor, verdict_id=verdict.id, shown=verdict.public_comment is not None)
