"""One act on many questions. Each is done by the service that does it to a single one, in a transaction of its own.

What cannot be done to one – a colleague has it in hand, it has changed or moved on meanwhile – is told, and the others go on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from reception.domain.errors import DomainError, Held, Invalid, NotAllowed
from reception.domain.lifecycle import Action
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Claim, DeclineReason, Official, Question, Topic
from reception.queries import choices
from reception.services import readdress as readdressing
from reception.services import refer as referring
from reception.services import triage
from reception.services.claims import FREE_FOR_ALL
from reception.services.edits import Edit
from reception.services.move import allowed
from reception.services.undoable import together

MOST = 500
"""Questions of one selection."""


@dataclass(frozen=True)
class Picked:
    """A question of a selection, in the version from which the librarian decided."""

    question: Question
    version: int


@dataclass
class Report:
    """What became of a selection: what was done, and what was not and why."""

    done: list[Question] = field(default_factory=list)
    refused: list[tuple[Question, DomainError]] = field(default_factory=list)


def obstacle(actor: Actor, question: Question, action: Action, claim: Claim | None) -> DomainError | None:
    """Return what stands in the way of an action, as far as can be told before; `claim` is the one that holds, if any."""
    if action not in allowed(question, actor):
        return NotAllowed("not_in_this_state", state=question.state.value)
    if claim and claim.account_id != actor.account_id and action not in FREE_FOR_ALL:
        return Held(claim.account.name)
    return None


def decline(actor: Actor, picked: Sequence[Picked], reason_id: int, note: str = "") -> Report:
    """Refuse questions for one reason. Raises Invalid if there is none, or it is not in the catalogue any more."""
    reason = db.session.get(DeclineReason, reason_id)
    if reason is None or not reason.is_active:
        raise Invalid("reason_gone" if reason_id else "reason_needed", field="reason")
    return _each(picked, lambda one: triage.decline(actor, one.question, reason_id, note, one.version))


def set_topic(actor: Actor, picked: Sequence[Picked], topic_id: int) -> Report:
    """Give questions one topic. Raises Invalid if it is not there any more."""
    if not choices.is_offered(Topic, topic_id):
        raise Invalid("topic_id_gone", field="topic_id")
    return _each(picked, lambda one: triage.edit(actor, one.question, Edit(topic_id=topic_id), one.version))


def refer(actor: Actor, picked: Sequence[Picked], official_id: int, message: str = "") -> Report:
    """Hand questions to one official, each with a letter and a link of its own. Raises Invalid if official or body is gone."""
    official = db.session.get(Official, official_id)
    if official is None or not official.is_in_office:
        raise Invalid("official_gone" if official_id else "official_needed", field="official")
    return _each(picked, lambda one: referring.refer(actor, one.question, [official_id], message, one.version))


def hand_on(actor: Actor, picked: Sequence[Picked], before: Official, after: Official, reason: str) -> Report:
    """Hand questions on from one official to another, for one reason that all concerned are told."""

    def one_on(one: Picked) -> None:
        [referral_id] = [each.id for each in one.question.at_hand if each.official_id == before.id] or [0]
        readdressing.readdress(actor, one.question, referral_id, after.id, reason, version=one.version)

    return _each(picked, one_on)


def _each(picked: Sequence[Picked], act: Callable[[Picked], object]) -> Report:
    report = Report()
    with together():
        for one in picked[:MOST]:
            try:
                act(one)
            except DomainError as error:
                report.refused.append((one.question, error))
            else:
                report.done.append(one.question)
    return report
