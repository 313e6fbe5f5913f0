"""The check before anything becomes public in time of war: does it tell the enemy something? (shared/domain.md, 5.6)

A librarian answers that, not the program. Words that ask for a second look raise a flag in the queue, and where they stand
nothing becomes public until somebody has ticked that the check was made.
"""

from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.privacy.wartime import cues
from reception.domain.roles import Actor
from reception.models import Question
from reception.services.journal import record


def look(question: Question, *texts: str | None) -> None:
    """Raise the flag if what has come in has such words. Call it in a transaction."""
    if cues(*filter(None, texts)):
        question.wartime_cue_at = clock.now()


def passed(actor: Actor, question: Question, done: bool, *texts: str) -> None:
    """Journal that a librarian has made the check of what becomes public now. Call it in a transaction.

    Raises Invalid if nobody has, and words in it ask for it.
    """
    found = cues(*texts)
    if not done:
        if found:
            raise Invalid("wartime_unchecked", field="wartime_checked")
        return
    question.wartime_checked_at = clock.now()
    record(Tag.WARTIME_CHECKED, actor, question, cues=len(found))
