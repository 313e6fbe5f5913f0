"""The one function that makes what readers get of a question.

Every public output uses it: page, feed, API, export, index, letters to others than the asker. What is not in these
classes does not leave the house.
"""

import datetime as dt
from dataclasses import dataclass, fields

from reception.domain.deadlines import Clock, days_late
from reception.domain.events import SHAPES, Tag, standing
from reception.domain.kinds import Channel, Kind, Pace, VerdictValue
from reception.domain.lifecycle import State
from reception.domain.outcomes import Commitment, Outcome, for_readers
from reception.domain.promises import WORST_FIRST, Standing
from reception.models import (
    Answer,
    AnswerVersion,
    Attachment,
    Authority,
    Branch,
    DeclineReason,
    FormerName,
    Question,
    Topic,
)
from reception.queries.public_promise import PublicPromise, public_promise


@dataclass(frozen=True)
class PublicFile:
    """A file that readers may open, under a name that the library has checked, or a neutral one if there is none."""

    id: int
    name: str | None
    media_type: str
    size: int


@dataclass(frozen=True)
class PublicVersion:
    """What an answer said until its authority corrected it, as readers had it."""

    text: str
    outcome: Outcome
    commitment: Commitment | None
    promised_on: dt.date | None
    published_at: dt.datetime
    replaced_at: dt.datetime


@dataclass(frozen=True)
class PublicAnswer:
    """An answer that was published."""

    text: str
    authority_name: str
    official_name: str | None
    official_post: str | None
    outcome: Outcome
    commitment: Commitment | None
    promised_on: dt.date | None
    promise: PublicPromise | None
    published_at: dt.datetime
    corrected_at: dt.datetime | None
    """When the authority's correction was published last; the text is the corrected one."""
    earlier: tuple[PublicVersion, ...]
    """What it said before, the oldest first, as far as the library lets it be read."""
    files: tuple[PublicFile, ...]

    @property
    def changed_at(self) -> dt.datetime:
        """When what readers see was published."""
        return self.corrected_at or self.published_at


@dataclass(frozen=True)
class PublicClarification:
    """What the asker was asked and replied, as far as the library has checked it."""

    request: str
    reply: str
    replied_at: dt.datetime


@dataclass(frozen=True)
class PublicEvent:
    """One line of the public timeline."""

    at: dt.datetime
    tag: Tag
    data: dict[str, str]


@dataclass(frozen=True)
class PublicVerdict:
    """The asker's word, and the comment as far as the library has checked it."""

    value: VerdictValue
    comment: str | None
    is_of_earlier: bool = False
    """It was given before an answer was corrected."""


@dataclass(frozen=True)
class PublicDue:
    """How the date that runs was counted: the entry of the ledger, without what it belongs to."""

    event: str
    counted_from: dt.datetime
    rule: str
    pure_on: dt.date
    due_on: dt.date
    due_at: dt.datetime | None
    calendar: str
    was_calendar: str | None


@dataclass(frozen=True)
class PublicQuestion:
    """A question as readers see it."""

    id: int
    number: str
    kind: Kind
    pace: Pace
    answer_by: dt.date | None
    state: State
    subject: str
    text: str
    asker_name: str | None
    topic: Topic | None
    authority: Authority | None
    authority_then: Authority | FormerName | None
    """What has the names that it had at the time of the question."""
    branch: Branch | None
    channel: Channel
    submitted_at: dt.datetime
    published_at: dt.datetime | None
    due_on: dt.date | None
    due_at: dt.datetime | None
    outcome: Outcome | None
    commitment: Commitment | None
    promised_on: dt.date | None
    verdict: PublicVerdict | None
    files: tuple[PublicFile, ...]
    answers: tuple[PublicAnswer, ...]
    clarifications: tuple[PublicClarification, ...]
    timeline: tuple[PublicEvent, ...]
    counted: PublicDue | None
    """The last entry of the authority's clock, while it runs."""
    declined: DeclineReason | None
    """Why it was not taken, in the words of the catalogue; what a librarian added is the asker's."""
    was_edited: bool
    """The library took something out of the public text, or reworded it."""
    contributors: tuple[str, ...]
    """The bodies that are asked to add to the answer of the one that is responsible."""
    supporters: int
    """How many others asked the same: their questions were merged into this one."""

    @property
    def all_files(self) -> tuple[PublicFile, ...]:
        """The files of the question and of its answers."""
        return self.files + tuple(file for answer in self.answers for file in answer.files)

    @property
    def promise(self) -> Standing | None:
        """How that stands which its answers promised: of several promises the worst."""
        standings = {answer.promise.standing for answer in self.answers if answer.promise}
        return min(standings, key=WORST_FIRST.index, default=None)

    @property
    def overdue_days(self) -> int:
        """By how many days, begun ones too, the authority is late at present; 0 while it is not."""
        return days_late(self.due_on, at=self.due_at)


_SAFE_KEYS = {"authority", "to", "due", "was_due", "on", "outcome", "value", "channel", "received"}


def public_view(question: Question) -> PublicQuestion:
    """Return what readers may see of a question that `visibility.public()` admits."""
    answers = tuple(_answer(answer) for answer in question.answers if answer.published_at)
    counted = _counted(question) if question.state is State.REFERRED else None
    return PublicQuestion(
        id=question.id,
        number=question.number,
        kind=question.kind,
        pace=question.pace,
        answer_by=question.answer_by,
        state=question.state,
        subject=question.public_subject,
        text=question.public_text,
        asker_name=question.asker.name if question.may_publish_name and question.asker else None,
        topic=question.topic,
        authority=question.authority,
        authority_then=question.authority_then,
        branch=question.branch,
        channel=question.channel,
        submitted_at=question.submitted_at,
        published_at=question.published_at,
        due_on=question.due_on if counted else None,
        due_at=question.due_at if counted else None,
        outcome=for_readers(question.outcome, question.state, bool(answers)),
        commitment=question.commitment,
        promised_on=question.promised_on,
        verdict=_verdict(question),
        files=_files(question.attachments),
        answers=answers,
        clarifications=_clarifications(question),
        timeline=tuple(_timeline(question)),
        counted=counted,
        declined=question.decline_reason if question.state is State.DECLINED else None,
        was_edited=(question.subject, question.text) != (question.public_subject, question.public_text),
        contributors=_contributors(question),
        supporters=question.supporters,
    )


def _clarifications(question: Question) -> tuple[PublicClarification, ...]:
    given = (each for each in question.clarifications if each.public_reply)
    return tuple(PublicClarification(each.public_request, each.public_reply, each.replied_at) for each in given)


def _contributors(question: Question) -> tuple[str, ...]:
    if question.state is not State.REFERRED:
        return ()
    others = (each.authority_name for each in question.open_referrals if not each.is_responsible)
    return tuple(dict.fromkeys(others))


def _answer(answer: Answer) -> PublicAnswer:
    return PublicAnswer(
        text=answer.public_text,
        authority_name=answer.authority_name,
        official_name=answer.official_name,
        official_post=answer.official_post,
        outcome=answer.outcome,
        commitment=answer.commitment,
        promised_on=answer.promised_on,
        promise=public_promise(answer.promise) if answer.promise else None,
        published_at=answer.published_at,
        corrected_at=answer.corrected_at,
        earlier=tuple(_version(version) for version in answer.earlier if version.is_shown),
        files=_files(answer.attachments),
    )


def _version(version: AnswerVersion) -> PublicVersion:
    return PublicVersion(
        text=version.public_text,
        outcome=version.outcome,
        commitment=version.commitment,
        promised_on=version.promised_on,
        published_at=version.published_at,
        replaced_at=version.replaced_at,
    )


def _counted(question: Question) -> PublicDue | None:
    running = [entry for entry in question.deadlines if entry.clock is Clock.AUTHORITY and entry.due_on == question.due_on]
    if not running:
        return None
    return PublicDue(**{each.name: getattr(running[-1], each.name) for each in fields(PublicDue)})


def _verdict(question: Question) -> PublicVerdict | None:
    if question.verdict is None:
        return None
    if not question.verdicts:
        return PublicVerdict(question.verdict, None)
    last = question.verdicts[-1]
    corrected = (answer.corrected_at for answer in question.answers if answer.corrected_at)
    return PublicVerdict(question.verdict, last.public_comment, any(last.at < at for at in corrected))


def _files(attachments: list[Attachment]) -> tuple[PublicFile, ...]:
    return tuple(PublicFile(a.id, a.public_name, a.media_type, a.public_size or a.size) for a in attachments if a.is_public)


def _timeline(question: Question):
    for event in standing(question.events):
        if SHAPES[event.tag].public:
            data = {key: value for key, value in event.data.items() if key in _SAFE_KEYS and value is not None}
            yield PublicEvent(event.at, event.tag, data)
