"""An asker chooses which letters come by e-mail; those that do not come are kept on the own page."""

from reception.domain.errors import NotFound
from reception.domain.events import Tag
from reception.domain.notices import Notices, after_stop, comes
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor
from reception.models import Audience, LetterState, Question
from reception.permissions import require
from reception.services.journal import record
from reception.services.transaction import transaction


def choose(actor: Actor, question: Question, wanted: Notices) -> None:
    """Let an asker choose. Letters that wait to leave and are not wanted any more are kept on the own page at once.

    Choosing the same again changes nothing. Raises NotFound for one who gave no e-mail address.
    """
    with transaction():
        require(actor, Permission.OWN, question)
        asker = question.asker
        if not asker or not asker.email:
            raise NotFound
        if asker.notices is wanted:
            return
        record(Tag.NOTICES_CHOSEN, actor, question, was=asker.notices.value, notices=wanted.value)
        asker.notices = wanted
        for letter in question.letters:
            waits = letter.audience is Audience.ASKER and letter.state is LetterState.QUEUED
            if waits and not comes(wanted, letter.name, question.kind):
                letter.state = LetterState.ON_PAGE


def stop(actor: Actor, question: Question) -> None:
    """Stop what one press can stop; who has chosen less gets no more by it."""
    with transaction():
        require(actor, Permission.OWN, question)
        if question.asker:
            choose(actor, question, after_stop(question.asker.notices, question.kind))
