"""An official's letter about a promise becomes what stands in the form of its page; the official confirms it there.

Nothing that comes by mail says by itself that a promise is kept, put off or broken.
"""

from reception.domain import clock
from reception.domain.events import Tag
from reception.domain.roles import SYSTEM
from reception.domain.text import LONGEST_REASON
from reception.extensions import db
from reception.mail.inbox import Reading
from reception.mail.letters_on_promises import Asking, promise_received
from reception.models import Incoming, Promise
from reception.queries.office import is_alive
from reception.queries.promise_mail import waiting, words
from reception.services import by_mail, promises, uploads
from reception.services.journal import record
from reception.services.post import post


def may_come_from(promise: Promise, sender: str) -> bool:
    """Tell whether an address is that of the one who was asked about a promise and may still reply."""
    asked = promise.asked
    return bool(promise.link and asked and asked.email and asked.email.casefold() == sender.casefold() and is_alive(promise.link))


def draft(row: Incoming, promise: Promise, reading: Reading) -> bool:
    """Put a message's words and files into the form of a promise, below those that came before it, and ask to confirm them.

    Tell whether that could be done: what is too long for the form could not. The desk sees it from now. Runs within a
    transaction.
    """
    if len(words([*waiting(promise), row])) > LONGEST_REASON:
        return False
    question = promise.question
    limits = {"files": uploads.CITIZEN_FILES, "size": uploads.CITIZEN_BYTES}
    key = promises.form_key(promise)
    refused = [file.name for file in reading.mail.files if not by_mail.taken(file, key, **limits)]
    row.question_id, row.promise_id = question.id, promise.id
    promise.desk_since = promise.desk_since or clock.now()
    record(Tag.PROMISE_DRAFTED, SYSTEM, question, promise_id=promise.id, authority=promise.answer.authority_name)
    db.session.flush()
    if promise.asked and by_mail.may_acknowledge(f"promise:{promise.id}"):
        post((promise_received.__name__,), Asking(promise, promise.asked, promise.link, refused=tuple(refused)))
    return True
