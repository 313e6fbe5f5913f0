"""Who may do what: the one map. A permission is held by the actors for whom any of its predicates is true.

Views ask `can()` to show a button, services ask `require()` before they act; both read this table.
"""

from collections.abc import Callable

from reception.domain.errors import NotFound
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor, ActorKind, Role
from reception.models import Question

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
    """An official to whom this question was referred."""
    if actor.kind is not ActorKind.OFFICIAL or question is None:
        return False
    return any(referral.id == actor.referral_id for referral in question.referrals)


MAP: dict[Permission, tuple[Predicate, ...]] = {
    Permission.ADMINISTER: (is_administrator,),
    Permission.ANSWER: (is_official,),
    Permission.ASK_ASKER: (is_official, is_staff),
    Permission.HIDE: (is_staff,),
    Permission.KEEP_TERM: (is_official, is_staff),
    Permission.NOTE: (is_staff,),
    Permission.OWN: (is_asker,),
    Permission.PUBLISH: (is_staff,),
    Permission.RECORD: (is_staff,),
    Permission.READ_STAFF: (is_staff,),
    Permission.TRIAGE: (is_staff,),
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
