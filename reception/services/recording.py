"""A librarian records a question for somebody: dictated, telephoned, brought on paper or typed together."""

import dataclasses

from sqlalchemy.exc import IntegrityError

from reception.current import settings
from reception.domain import clock
from reception.domain.errors import Invalid, NotAllowed, NotFound
from reception.domain.events import Tag
from reception.domain.kinds import Channel
from reception.domain.permission_names import Permission
from reception.domain.recording import Protocol
from reception.domain.roles import Actor
from reception.domain.submission import Submission
from reception.domain.text import clean_text
from reception.models import Branch, Question, Recording
from reception.permissions import require
from reception.queries import choices
from reception.queries.asker import sent_with
from reception.queries.staff import is_librarys
from reception.services import uploads
from reception.services.dates import enter_library_duty
from reception.services.journal import record
from reception.services.submit import acknowledge, must_exist, take_in
from reception.services.transaction import transaction


def record_question(actor: Actor, submission: Submission, protocol: Protocol) -> Question:
    """Store a question for a citizen, with who recorded it and how; the same form again is the question that is already there.

    Its number and its dates count from the moment when it was truly received. Letters about it go to the citizen's own
    address and to nobody else. Raises Invalid, with the field, for what is missing, wrong or there no more; NotFound if
    somebody else has sent the form: the receipt with the PIN is the recorder's to hand over.
    """
    require(actor, Permission.RECORD)
    try:
        return _record(actor, submission, protocol)
    except IntegrityError:
        # Two at once, of one form or for the first number of a year: by now the other's row is there to be found.
        return _record(actor, submission, protocol)


def _record(actor: Actor, submission: Submission, protocol: Protocol) -> Question:
    with transaction():
        sent = sent_with(submission.form_key)
        if sent and not (sent.recording and sent.recording.account_id == actor.account_id):
            raise NotFound
        return sent or _store(actor, *_checked(submission, protocol))


def _checked(submission: Submission, protocol: Protocol) -> tuple[Submission, Protocol]:
    submission = dataclasses.replace(submission, channel=Channel.DESK).cleaned()
    protocol = dataclasses.replace(protocol, late_reason=clean_text(protocol.late_reason))
    for problem in protocol.problems(submission, settings().late_entry_days):
        raise problem
    must_exist(submission)
    if submission.branch_id is not None and not choices.is_offered(Branch, submission.branch_id):
        raise Invalid("branch_gone", field="branch_id")
    if submission.email and is_librarys(submission.email):
        raise Invalid("email_of_staff", field="email")
    return submission, protocol


def _store(actor: Actor, submission: Submission, protocol: Protocol) -> Question:
    now = clock.now()
    received_at = protocol.received_at or now
    question = take_in(submission, received_at)
    question.recording = Recording(
        account_id=actor.account_id,
        way=protocol.way,
        consent=protocol.consent,
        read_back=protocol.read_back,
        entered_at=now,
        late_reason=protocol.late_reason or None,
    )
    enter_library_duty(question, "entered_later" if protocol.received_at else "received", since=received_at)
    received_on = clock.day_of(received_at).isoformat()
    record(Tag.RECORDED, actor, question, way=protocol.way.value, received=received_on)
    acknowledge(question)
    return question


def attach_paper(actor: Actor, question: Question, form_key: str) -> None:
    """Give the files of a form, scans of a letter on paper, to a question; readers do not see them.

    Raises Invalid if there are none, NotAllowed once the asker's data are erased: nothing would erase these.
    """
    with transaction():
        require(actor, Permission.RECORD, question)
        files = uploads.of_form(form_key)
        if not files:
            raise Invalid("files_needed", field="files")
        if question.asker is None:
            raise NotAllowed("asker_erased")
        uploads.claim(form_key, question=question)
        record(Tag.PAPER_ATTACHED, actor, question, attachment_ids=[file.id for file in files])
