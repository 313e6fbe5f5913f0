"""Of what an asker is told by e-mail. What does not come by mail is kept on the page of the question: no letter is lost."""

from enum import StrEnum

from reception.domain.kinds import Kind


class Notices(StrEnum):
    """What an asker with an e-mail address has chosen."""

    ALL = "all"
    NEEDED = "needed"
    """What needs the asker, or is the result; of appeals and requests also what the law has told."""
    NONE = "none"
    """All letters are read on the own page."""


NEEDED = frozenset({
    "answered", "answered_alike", "clarification_asked", "closed", "corrected", "corrected_alike", "declined", "merged",
    "objection_answered", "promise_broken", "promise_kept", "promise_moved", "promise_passed", "reopened", "reopened_alike",
    "returned", "split",
})  # fmt: skip
"""Letters, by name, that need their reader or tell of the result: to these belong the answer, a refusal and the return of an
appeal, which the law has told in any case (Law 393/96-ВР, art. 5, 7, 15; Law 2939-VI, art. 20, 22)."""

BY_LAW = frozenset({
    "classified", "extended", "extended_alike", "readdressed", "referred", "referred_alike", "registered",
    "responsible_changed", "responsible_changed_alike",
})  # fmt: skip
"""Letters that the law has told to authors of appeals and requests: that it was forwarded and to whom (Law 393/96-ВР, art. 7;
Law 2939-VI, art. 22), and which term runs (Law 393/96-ВР, art. 20; Law 2939-VI, art. 20)."""

STEPS = frozenset({"accepted", "answer_waiting", "received", "unmerged"})
"""Letters of the steps between, which no law asks for."""


def comes(notices: Notices, name: str, kind: Kind) -> bool:
    """Tell whether a letter of a name about a question of a kind comes by e-mail."""
    if notices is Notices.NEEDED:
        return name in NEEDED or (name in BY_LAW and kind is not Kind.PUBLIC_QUESTION)
    return notices is Notices.ALL


def stopped(kind: Kind) -> Notices:
    """Return what one press of "stop" chooses: of appeals and requests it ends what no law asks for, since for the rest the
    asker must want to read it on the page."""
    return Notices.NONE if kind is Kind.PUBLIC_QUESTION else Notices.NEEDED


def after_stop(chosen: Notices, kind: Kind) -> Notices:
    """Return what holds after one press of "stop": nobody gets more letters by it."""
    return max(chosen, stopped(kind), key=list(Notices).index)


def can_be_stopped(name: str, kind: Kind) -> bool:
    """Tell whether one press of "stop" ends letters of a name about a question of a kind."""
    return not comes(stopped(kind), name, kind)
