"""Who may do what: the one map. A permission is held by the actors for whom any of its predicates is true.

Views ask `can()` to show a button, services ask `require()` before they act; both read this table.
"""

from collections.abc import Callable

from reception.domain.errors import NotFound
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor, ActorKind, Role
from reception.models import Question, Referral

Predicate = Callable[[Actor, Question | None], bool]


def is_staff(actor: Actor, _question: Question | None) -> bool:
    """Any librarian."""
    return actor.kind is ActorKind.STAFF


def is_administrator(actor: Actor, _question: Question | None) -> bool:
    """An administrator."""
    return actor.role is Role.ADMINISTRATOR


def is_asker(actor: Actor, question: Question | None) -> bool:
    """The one who asked this question."""
    return actor.kind is ActorKind.ASKER and question is not None and actor.question_id == question.id


def is_official(actor: Actor, question: Question | None) -> bool:
    """An official to whom this question was referred, or the colleague to whom it was passed on: whoever has it now."""
    referral = _own_referral(actor, question)
    return referral is not None and holds(actor, referral)


def had_it(actor: Actor, question: Question | None) -> bool:
    """An official or colleague who has this question, or passed it on."""
    return _own_referral(actor, question) is not None


def holds(actor: Actor, referral: Referral) -> bool:
    """Tell whether it is with this actor now: a link of one who passed it on is there to look only."""
    return actor.link_id is None or any(link.id == actor.link_id and link.is_holders for link in referral.links)


def _own_referral(actor: Actor, question: Question | None) -> Referral | None:
    if actor.kind is not ActorKind.OFFICIAL or question is None:
        return None
    return next((referral for referral in question.referrals if referral.id == actor.referral_id), None)


MAP: dict[Permission, tuple[Predicate, ...]] = {
    Permission.ADMINISTER: (is_administrator,),
    Permission.ANSWER: (is_official,),
    Permission.ASK_ASKER: (is_official, is_staff),
    Permission.DELEGATE: (had_it,),
    Permission.HIDE: (is_staff,),
    Permission.KEEP_TERM: (is_official, is_staff),
    Permission.NOTE: (is_staff,),
    Permission.OWN: (is_asker,),
    Permission.PROMISE: (had_it, is_staff),
    Permission.PUBLISH: (is_staff,),
    Permission.RECORD: (is_staff,),
    Permission.READ_STAFF: (is_staff,),
    Permission.TRIAGE: (is_staff,),
    Permission.WRITE_TEXTS: (is_staff,),
}


def can(actor: Actor, permission: Permission, question: Question | None = None) -> bool:
    """Tell whether an actor holds a permission, for a question where it matters."""
    if actor.kind is ActorKind.SYSTEM:
        return True
    return any(predicate(actor, question) for predicate in MAP[permission])


def require(actor: Actor, permission: Permission, question: Question | None = None) -> None:
    """Raise NotFound unless the actor holds the permission: what one may not do, one need not know of."""
    if not can(actor, permission, question):
        raise NotFound
