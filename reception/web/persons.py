"""Who is at the other end: the actor of this request, for services and queries."""

from flask import session
from flask_login import current_user

from reception.domain import clock
from reception.domain.roles import PUBLIC, Actor, ActorKind
from reception.models import AnswerLink, Question

ASKER_MINUTES = 30
_ASKER = "asker"


def staff() -> Actor:
    """Return the librarian who is signed in, or the public."""
    if not current_user.is_authenticated:
        return PUBLIC
    return Actor(ActorKind.STAFF, account_id=current_user.id, role=current_user.role, branch_id=current_user.branch_id)


def official(link: AnswerLink) -> Actor:
    """Return the official to whom a link belongs."""
    return Actor(ActorKind.OFFICIAL, referral_id=link.referral_id, link_id=link.id)


def asker() -> Actor:
    """Return the asker whose PIN or link this session has shown within the last half hour, or the public."""
    known = session.get(_ASKER) or {}
    if clock.now().timestamp() - known.get("at", 0) > ASKER_MINUTES * 60:
        return PUBLIC
    return Actor(ActorKind.ASKER, question_id=known["question"])


def remember_asker(question: Question) -> None:
    """Let this session act as the asker of a question for half an hour."""
    session[_ASKER] = {"question": question.id, "at": clock.now().timestamp()}


def forget_asker() -> None:
    """End what `remember_asker` began."""
    session.pop(_ASKER, None)
