"""Letters that nobody has asked for come to offices in working hours (setting `working_hours`)."""

from reception.current import settings, terms
from reception.domain import clock
from reception.models import Letter, LetterState


def are_now() -> bool:
    """Tell whether offices are open."""
    return settings().reminders.is_open(clock.now(), terms().calendar)


def await_them(letter: Letter) -> None:
    """Let a letter that was claimed wait until offices open. Call it in a transaction."""
    letter.state, letter.attempts = LetterState.QUEUED, letter.attempts - 1
    letter.next_attempt_at = settings().reminders.next_opening(clock.now(), terms().calendar)
