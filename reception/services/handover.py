"""What was decided is handed over to an asker who has no e-mail: in person, by telephone, by post."""

from sqlalchemy import select

from reception.domain import clock
from reception.domain.errors import NotAllowed
from reception.domain.events import Tag
from reception.domain.kinds import VerdictValue
from reception.domain.permission_names import Permission
from reception.domain.recording import HandedOver
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Letter, LetterState, Question
from reception.permissions import require
from reception.queries.calls import to_hand_over
from reception.services.heard import take_verdict
from reception.services.journal import record
from reception.services.transaction import transaction


def hand_over(
    actor: Actor, question: Question, way: HandedOver, last_letter_id: int, verdict: VerdictValue | None = None
) -> None:
    """Note that the asker was given what waits, up to the last letter that the librarian has seen, and the verdict on it.

    Raises NotAllowed if somebody has handed it over already, or it is out of date, or there is nothing to judge.
    """
    with transaction():
        letters = _waiting(actor, question, last_letter_id)
        for letter in letters:
            letter.state, letter.sent_at, letter.tell_since = LetterState.HANDED_OVER, clock.now(), None
        record(Tag.HANDED_OVER, actor, question, way=way.value)
        if verdict:
            take_verdict(actor, question, verdict)


def note_attempt(actor: Actor, question: Question, last_letter_id: int) -> None:
    """Note that the asker was called and nobody answered. Raises NotAllowed as `hand_over`."""
    with transaction():
        _waiting(actor, question, last_letter_id)
        record(Tag.CALLED, actor, question)


def _waiting(actor: Actor, question: Question, last_letter_id: int) -> list[Letter]:
    """Return the letters that wait, locked: of two librarians who hand over at once, the second finds none."""
    require(actor, Permission.RECORD, question)
    wanted = select(Letter).join(Letter.question).where(*to_hand_over(), Question.id == question.id, Letter.id <= last_letter_id)
    letters = list(db.session.scalars(wanted.with_for_update(of=Letter)))
    if not letters:
        raise NotAllowed("handed_over_already")
    return letters
