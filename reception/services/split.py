"""One letter with several matters becomes several questions, each with a number and an answer of its own."""

import secrets
import shutil
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reception.current import settings, terms
from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.kinds import Kind
from reception.domain.lifecycle import Action
from reception.domain.roles import Actor
from reception.domain.submission import Submission
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import Attachment, Question, Recording
from reception.services import dates, wartime
from reception.services.journal import record
from reception.services.links import make_asker_link
from reception.services.move import check, move
from reception.services.submit import must_exist, new_question, next_numbers
from reception.services.transaction import transaction, unless_kept

FEWEST, MOST = 2, 5


@dataclass(frozen=True, kw_only=True)
class Part:
    """One matter of the letter: its words, what it is, whom it is for, and which of the letter's files go with it."""

    subject: str
    text: str
    kind: Kind
    topic_id: int | None = None
    authority_id: int | None = None
    file_ids: Collection[int] = ()


def split(actor: Actor, question: Question, parts: Sequence[Part], version: int | None = None) -> list[Question]:
    """Make questions of the parts of a letter; the letter itself is closed, its asker gets one letter with all numbers.

    Each part has the asker's contacts and consents and the day of receipt of the whole: the term to pass it on runs from
    then (Law 393/96-ВР, art. 7). Raises Invalid, with the field and the part's number ("text-2"), for what is missing.
    """
    with transaction():
        check(question, Action.SPLIT, actor, version)
        _must_fit(question, parts)
        submissions = [_submission(question, part, n) for n, part in enumerate(parts, 1)]
        numbers = next_numbers(clock.day_of(question.submitted_at).year, len(parts))
        made = [_store(actor, question, *each) for each in zip(submissions, numbers, strict=True)]
        for part, new in zip(parts, made, strict=True):
            _copy_files(question, new, part.file_ids)
        db.session.flush()
        question.resume_state = question.state
        move(question, Action.SPLIT, actor, occasion=Occasion(question), numbers=numbers)
        dates.stop(question)
        return made


def _must_fit(question: Question, parts: Sequence[Part]) -> None:
    if not FEWEST <= len(parts) <= MOST:
        raise Invalid("split_parts", fewest=FEWEST, most=MOST)
    if question.published_at or question.waiting_answers:
        raise Invalid("split_answered")
    if question.duplicates:
        raise Invalid("split_joined")


def _submission(question: Question, part: Part, n: int) -> Submission:
    """Return a part as if its asker had handed it in by itself. Raises Invalid at the part's field."""
    asker = question.asker
    contacts = {name: getattr(asker, name) for name in ("name", "email", "phone", "residence", "language")} if asker else {}
    submission = Submission(
        subject=part.subject,
        text=part.text,
        kind=part.kind,
        topic_id=part.topic_id,
        authority_id=part.authority_id,
        may_process=True,
        may_publish=question.may_publish,
        may_publish_name=question.may_publish_name,
        channel=question.channel,
        branch_id=question.branch_id,
        terminal_id=question.terminal_id,
        **contacts,
    )
    try:
        submission = submission.cleaned()
        must_exist(submission)
    except Invalid as error:
        field = error.field if error.field in ("subject", "text", "topic_id", "authority_id") else "kind"
        raise Invalid(error.code, field=f"{field}-{n}", **error.params) from error
    return submission


def _store(actor: Actor, question: Question, submission: Submission, number: str) -> Question:
    part = new_question(submission, number, question.submitted_at)
    db.session.add(part)
    part.split_from = question
    if question.recording:
        kept = ("account_id", "way", "consent", "read_back", "entered_at", "late_reason")
        part.recording = Recording(**{name: getattr(question.recording, name) for name in kept})
    if question.asker:
        part.asker.consent_version, part.asker.consent_at = question.asker.consent_version, question.asker.consent_at
        part.asker.notices = question.asker.notices
    db.session.flush()
    wartime.look(part, part.subject, part.text)
    dates.enter(part, "split", terms().to_forward(part.kind, part.submitted_at), part.submitted_at)
    record(Tag.SPLIT_OFF, actor, part, source=question.number)
    if submission.email:
        make_asker_link(part)
    return part


def _copy_files(question: Question, part: Question, file_ids: Collection[int]) -> None:
    """Give a part its own copies of some files of the letter; they stay only if the split does, and looking at its letters
    is none."""
    for file in question.attachments:
        if file.id not in file_ids:
            continue
        name = f"{secrets.token_hex(16)}{Path(file.stored_as).suffix}"
        copy = settings().uploads / name
        unless_kept(partial(copy.unlink, missing_ok=True))
        shutil.copyfile(settings().uploads / file.stored_as, copy)
        given = {key: getattr(file, key) for key in ("file_name", "media_type", "size")}
        part.attachments.append(Attachment(stored_as=name, created_at=clock.now(), **given))
