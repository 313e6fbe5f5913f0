"""The conversation that a letter belongs to: what went to and fro between the library and one person about one question."""

import re

from sqlalchemy import func, select

from reception.extensions import db
from reception.models import Incoming, IncomingState, Letter

_MESSAGE_ID = re.compile(r"<[!-;=?-~]{3,200}>")


def thread_of(letter: Letter) -> tuple[str, ...]:
    """Return the Message-IDs before a letter, oldest first: of letters that left to the same address about the same question,
    and of what came from it."""
    if letter.question_id is None:
        return ()
    there = func.lower(Letter.to_address) == func.lower(letter.to_address)
    same = (Letter.question_id == letter.question_id, there, Letter.id != letter.id)
    left = select(Letter.sent_at, Letter.message_id).where(*same, Letter.sent_at.is_not(None))
    taken_in = Incoming.state.in_((IncomingState.DRAFTED, IncomingState.ATTACHED))
    of_sender = (Incoming.question_id == letter.question_id, func.lower(Incoming.sender) == letter.to_address.lower(), taken_in)
    came = select(Incoming.received_at, Incoming.message_id).where(*of_sender, Incoming.message_id.is_not(None))
    rows = [*db.session.execute(left.order_by(Letter.id)), *db.session.execute(came.order_by(Incoming.id))]
    ids = [message_id for _at, message_id in sorted(rows, key=lambda row: row[0])]
    return tuple(each for each in dict.fromkeys(ids) if _MESSAGE_ID.fullmatch(each))
