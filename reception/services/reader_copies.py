"""The copy of a file that readers get instead of the file, once a librarian has looked it through."""

from collections.abc import Iterable, Sequence

from reception.domain import clock
from reception.domain.errors import NotFound
from reception.domain.lifecycle import Action
from reception.domain.roles import Actor
from reception.models import Attachment, Blackout, Question
from reception.queries.desk_question import file_of
from reception.services import kept_files, wartime
from reception.services.move import check, move
from reception.services.transaction import transaction


def replace(
    actor: Actor,
    question: Question,
    attachment: Attachment,
    content: bytes,
    *,
    words: Iterable[str],
    wartime_checked: bool,
    blackouts: Sequence[Blackout] = (),
) -> None:
    """Keep a copy; an earlier one goes. `words` is what stands in the file, for the security check in time of war.

    Raises NotFound if the question has no such file any more, NoRoom if the disk is full.
    """
    stored_as = kept_files.keep(content, attachment.stored_as.rpartition(".")[2], attachment.file_name)
    before = None
    try:
        with transaction():
            check(question, Action.CHECK_FILE, actor)
            if file_of(question, attachment.id) is None:
                raise NotFound
            if question.may_publish:
                wartime.passed(actor, question, wartime_checked, *words)
            before = attachment.public_copy
            attachment.public_copy, attachment.public_size, attachment.checked_at = stored_as, len(content), clock.now()
            attachment.blackouts = list(blackouts)
            # Pictures have no text to be found by, and what stood under the boxes must not be found; else it is read again.
            attachment.text = "" if blackouts else None
            move(question, Action.CHECK_FILE, actor, attachment_id=attachment.id, boxes=len(blackouts))
    except BaseException:
        kept_files.drop(stored_as)
        raise
    if before:
        kept_files.drop(before)
