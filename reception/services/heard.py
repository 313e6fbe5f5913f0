"""What an asker says to a librarian counts as the asker's own word, and the journal says who wrote it down."""

from reception.domain.kinds import VerdictValue
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor, ActorKind
from reception.models import Question
from reception.permissions import require
from reception.services import asker, clarify, returning


def as_asker(actor: Actor, question: Question) -> Actor:
    """Return the asker of a question, with the librarian who writes for the asker. Raises NotFound if that one may not."""
    require(actor, Permission.RECORD, question)
    return Actor(ActorKind.ASKER, account_id=actor.account_id, question_id=question.id)


def take_reply(actor: Actor, question: Question, reply: str) -> None:
    """Take the asker's one reply to what was asked. Raises as `clarify.clarify`."""
    clarify.clarify(as_asker(actor, question), question, reply)


def take_verdict(actor: Actor, question: Question, value: VerdictValue, comment: str = "") -> None:
    """Take the asker's verdict on the result. Raises as `asker.judge`."""
    asker.judge(as_asker(actor, question), question, value, comment)


def take_completion(actor: Actor, question: Question, supplied: returning.Supplied) -> None:
    """Take what the author of a returned appeal supplies. Raises as `returning.complete`."""
    returning.complete(as_asker(actor, question), question, supplied)


def take_as_question(actor: Actor, question: Question) -> None:
    """Let a returned appeal go on as a public question, as its author says. Raises as `returning.go_on_as_question`."""
    returning.go_on_as_question(as_asker(actor, question), question)
