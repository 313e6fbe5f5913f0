"""The asker objects to what readers see, and the librarian decides: the text is changed, or it stays with an explanation.

Law 2297-VI, art. 8: whom data are about may object to their processing and have them corrected.
"""

from sqlalchemy import delete

from reception.domain import clock
from reception.domain.errors import NotAllowed
from reception.domain.lifecycle import Action
from reception.domain.roles import Actor
from reception.domain.text import checked_text
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.mail.letters_on_texts import objection_answered
from reception.models import Question, TextObjection
from reception.queries.visibility import is_public
from reception.services.move import check, move
from reception.services.post import post
from reception.services.transaction import transaction


def object_to_text(actor: Actor, question: Question, text: str) -> None:
    """Object to the public text of one's own question, with a reason; it comes before a librarian.

    Raises NotAllowed if readers do not see the question, or an objection waits already; Invalid without a reason.
    """
    with transaction():
        check(question, Action.OBJECT_TO_TEXT, actor)
        if not is_public(question) or question.text_objected_at:
            raise NotAllowed("not_in_this_state")
        row = TextObjection(text=checked_text(text, "text", missing="reason_needed"), at=clock.now())
        question.text_objections.append(row)
        question.text_objected_at = row.at
        db.session.flush()
        move(question, Action.OBJECT_TO_TEXT, actor, objection_id=row.id)


def resolve(actor: Actor, question: Question, changed: bool, reply: str, version: int | None = None) -> None:
    """Decide on the objection that waits; the asker is told. The text itself is changed as any other.

    Raises Invalid if the text stays and nothing explains why, NotAllowed if no objection waits.
    """
    with transaction():
        check(question, Action.RESOLVE_OBJECTION, actor, version)
        if not question.text_objected_at:
            raise NotAllowed("not_in_this_state")
        row = question.text_objections[-1]
        row.reply = checked_text(reply, "reply", missing=None if changed else "explanation_needed") or None
        row.changed, row.resolved_at, row.account_id = changed, clock.now(), actor.account_id
        question.text_objected_at = None
        move(question, Action.RESOLVE_OBJECTION, actor, objection_id=row.id, changed=changed)
        post((objection_answered.__name__,), Occasion(question, reason=row.reply))


def erase(question: Question) -> None:
    """Forget what the asker had against the text. Only retention may."""
    question.text_objected_at = None
    db.session.execute(delete(TextObjection).where(TextObjection.question_id == question.id))
