"""Letters that could not be delivered are tasks for a person: to send again, or to settle in another way."""

from reception.domain import clock
from reception.domain.errors import NotAllowed
from reception.domain.events import Tag
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor
from reception.models import Brake, Letter, LetterState
from reception.permissions import require
from reception.services.journal import record
from reception.services.transaction import transaction


def send_again(actor: Actor, letter: Letter) -> None:
    """Put a letter into the queue anew; to an official it goes to the address that the directory has now."""
    with transaction():
        _check(actor, letter)
        if letter.official:
            if not letter.official.email:
                raise NotAllowed("official_without_address")
            if not letter.official.can_be_reached:
                raise NotAllowed("address_does_not_work")
            letter.to_address = letter.official.email
        letter.state, letter.attempts, letter.next_attempt_at = LetterState.QUEUED, 0, clock.now()
        letter.cause, letter.report, letter.reported_at = None, None, None
        letter.held = Brake.RELEASED if letter.held else None
        record(Tag.LETTER_SENT_AGAIN, actor, letter.question, letter_id=letter.id)


def settle(actor: Actor, letter: Letter) -> None:
    """Take a letter off the list of tasks: its reader was told in another way, or need not be told."""
    with transaction():
        _check(actor, letter)
        letter.state = LetterState.SETTLED
        record(Tag.LETTER_SETTLED, actor, letter.question, letter_id=letter.id)


def _check(actor: Actor, letter: Letter) -> None:
    require(actor, Permission.TRIAGE, letter.question)
    if letter.state is not LetterState.FAILED:
        raise NotAllowed("letter_not_failed")
