"""What letters are made of: what happened, and one letter to one person before it is rendered."""

from dataclasses import dataclass, field, replace
from typing import Any

from reception.models import (
    Addressee,
    Answer,
    AnswerLink,
    AnswerVersion,
    AskerLink,
    Audience,
    Clarification,
    Holder,
    Official,
    Promise,
    PromiseReport,
    Question,
    Referral,
    Subscription,
)
from reception.queries.public_view import PublicQuestion


@dataclass(frozen=True)
class Occasion:
    """What happened, as far as letters tell of it: the question, the referrals concerned, an answer, a reason, a request."""

    question: Question
    referrals: tuple[Referral, ...] = ()
    answer: Answer | None = None
    reason: str | None = None
    clarification: Clarification | None = None
    promise: Promise | None = None
    report: PromiseReport | None = None
    """What was said of the promise."""
    refused: tuple[str, ...] = ()
    """Names of files that came by mail and could not be taken."""
    person: Holder | None = None
    """The one concerned of those who have a referral or had it: who has it now, where it changed hands."""
    others: tuple[Holder, ...] = ()
    """The others whom that concerns: those who had it before, or who have it no more."""
    correction: AnswerVersion | None = None
    """The correction of the answer: once it is given out, with the content that it took the place of."""
    is_more: bool = False
    """The question was answered before: its asker knows already that there is an answer."""

    def about(self, *referrals: Referral) -> "Occasion":
        """Return the same occasion as far as it concerns these referrals."""
        return replace(self, referrals=referrals)


@dataclass(frozen=True)
class News:
    """What there is to write to a subscriber: the first of the questions with new answers, and how many there are in all."""

    subscription: Subscription
    questions: tuple[PublicQuestion, ...] = ()
    total: int = 0


@dataclass(frozen=True)
class Message:
    """One letter to one person, before it is rendered. Without an address it is kept for the asker to read on the own page."""

    audience: Audience
    to_name: str | None
    to_address: str
    language: str
    question: Question | None
    official_id: int | None = None
    answer_link: AnswerLink | None = None
    asker_link: AskerLink | None = None
    subscription: Subscription | None = None
    by_choice: bool = False
    """It has no address because the asker has chosen to read letters like it on the own page."""
    context: dict[str, Any] = field(default_factory=dict)


def to_official(
    to: Holder | Addressee, /, question: Question | None = None, link: AnswerLink | None = None, **context: object
) -> Message:
    """Return a letter to one who answers for a body, or is above one who does: an official, or a colleague of one."""
    return Message(
        audience=Audience.OFFICIAL,
        to_name=to.name,
        to_address=to.email or "",
        language=to.language,
        question=question,
        official_id=_entry_of(to),
        answer_link=link,
        context=context,
    )


def _entry_of(to: Holder | Addressee) -> int | None:
    """Return the entry of the directory; a colleague to whom a question was passed on has none."""
    if isinstance(to, Holder):
        return to.official_id
    return to.id if isinstance(to, Official) else None


def to_staff(name: str | None, address: str, /, **context: object) -> Message:
    """Return a letter to the library itself."""
    return Message(Audience.STAFF, name, address, "uk", question=None, context=context)
