"""One line of the import format: read, cleaned, and checked to be consistent. The format: docs/operations.md."""

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.kinds import PACES, AppealKind, Channel, Kind, Pace, VerdictValue
from reception.domain.lifecycle import State
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import PromiseState
from reception.domain.recording import ConsentGiven, Way
from reception.domain.text import LONGEST_LINE, LONGEST_SUBJECT, LONGEST_TEXT, clean_line, clean_text

SUBJECT_FROM_TEXT = 90
OLDEST_YEAR = 1900

ANSWERED_STATES = (State.ANSWERED, State.CLOSED, State.DISPUTED)
JUDGED_STATES = (State.CLOSED, State.DISPUTED)


@dataclass(frozen=True, kw_only=True)
class RecordedPromise:
    """What an answer promised: the first date, the one that holds now, and what the authority has said of it last."""

    commitment: Commitment
    promised_on: dt.date
    due_on: dt.date
    state: PromiseState
    done_on: dt.date | None


@dataclass(frozen=True, kw_only=True)
class RecordedAnswer:
    """An answer in a record. `by` is the body that gave it."""

    text: str
    answered_at: dt.datetime
    by: str | None
    outcome: Outcome
    promise: RecordedPromise | None


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """How a librarian recorded the question for somebody, and when it was entered."""

    way: Way
    consent: ConsentGiven
    read_back: bool
    entered_at: dt.datetime
    late_reason: str | None


@dataclass(frozen=True, kw_only=True)
class Record:
    """One question as it comes from another system.

    `publish`: it may be read by everybody, in its public words, which are its own unless others are given.
    """

    external_id: str
    submitted_at: dt.datetime
    kind: Kind
    appeal_kind: AppealKind | None
    complained_authority: str | None
    """The body of which a complaint complains."""
    pace: Pace
    answer_by: dt.date | None
    """The day by which the citizen demanded an answer, where the term is shortened."""
    topic: str | None
    authority: str | None
    official: str | None
    subject: str
    text: str
    public_subject: str
    public_text: str
    asker_name: str | None
    branch: str | None
    channel: Channel
    state: State
    answers: tuple[RecordedAnswer, ...]
    verdict: VerdictValue | None
    publish: bool
    recorded: Recorded | None
    merged_into: str | None
    """The external id of the question that is answered for it."""


def read_record(line: bytes) -> Record:
    """Return the record of a line. Raises Invalid, with the field where it is one's fault."""
    fields = _fields(line)
    answers = _answers(fields)
    verdict = _choice(fields, "verdict", VerdictValue)
    text = _text(fields, "text")
    subject = _line(fields, "subject", LONGEST_SUBJECT) or _first_words(text)
    record = Record(
        external_id=_needed(fields, "external_id"),
        submitted_at=_moment(fields, "submitted_at"),
        kind=_choice(fields, "kind", Kind) or Kind.PUBLIC_QUESTION,
        appeal_kind=_choice(fields, "appeal_kind", AppealKind),
        complained_authority=_line(fields, "complained_authority"),
        pace=_choice(fields, "pace", Pace) or Pace.ORDINARY,
        answer_by=_day(fields, "answer_by"),
        topic=_line(fields, "topic"),
        authority=_line(fields, "authority"),
        official=_line(fields, "official"),
        subject=subject,
        text=text,
        public_subject=_line(fields, "public_subject", LONGEST_SUBJECT) or subject,
        public_text=_text(fields, "public_text") if fields.get("public_text") else text,
        asker_name=_line(fields, "asker_name"),
        branch=_line(fields, "branch"),
        channel=_choice(fields, "channel", Channel) or Channel.IMPORTED,
        state=_state(_choice(fields, "state", State), answers, verdict),
        answers=answers,
        verdict=verdict,
        publish=_yes(fields, "publish"),
        recorded=_recorded(fields.get("recorded")),
        merged_into=_line(fields, "merged_into"),
    )
    _check(record)
    return record


def _fields(line: bytes) -> dict[str, Any]:
    try:
        fields = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise Invalid("line_not_utf8", position=error.start + 1) from error
    except (ValueError, RecursionError) as error:
        raise Invalid("line_not_json", detail=str(error)) from error
    if not isinstance(fields, dict):
        raise Invalid("line_not_object")
    return fields


def _state(given: State | None, answers: tuple[RecordedAnswer, ...], verdict: VerdictValue | None) -> State:
    """Return where the question stands: what is said, as far as a record can say it, else what its answers mean.

    A clarification that was asked for elsewhere cannot be given here: the question is the librarian's again. An answer that
    waits for publication may be missing from a record made for the public: it is then still with the authority. Whether one
    is joined with another its own field says.
    """
    if given is None:
        if not answers:
            return State.ACCEPTED
        return State.DISPUTED if verdict is VerdictValue.NOT_SOLVED else State.CLOSED
    if given is State.ANSWERED and not answers:
        return State.REFERRED
    return State.ACCEPTED if given in (State.CLARIFICATION, State.DUPLICATE) else given


def _check(record: Record) -> None:
    _check_class(record)
    if record.state in ANSWERED_STATES and not record.answers:
        raise Invalid("state_without_answer", field="state", state=record.state.value)
    if record.verdict and record.state not in JUDGED_STATES:
        raise Invalid("verdict_without_answer", field="verdict")
    if record.recorded and record.recorded.entered_at < record.submitted_at:
        raise Invalid("entered_before_received", field="entered_at")
    if any(answer.answered_at < record.submitted_at for answer in record.answers):
        raise Invalid("answered_before_asked", field="answers")


def _check_class(record: Record) -> None:
    if record.appeal_kind and record.kind is not Kind.APPEAL:
        raise Invalid("kind_of_no_appeal", field="appeal_kind")
    if record.complained_authority and record.appeal_kind is not AppealKind.COMPLAINT:
        raise Invalid("object_of_no_complaint", field="complained_authority")
    if record.pace not in PACES[record.kind]:
        raise Invalid("pace_of_another_kind", field="pace", kind=record.kind.value, values=", ".join(PACES[record.kind]))
    if (record.answer_by is None) is (record.pace is Pace.SHORTENED):
        raise Invalid("answer_by_if_shortened", field="answer_by")


def _answers(fields: Mapping[str, Any]) -> tuple[RecordedAnswer, ...]:
    given = fields.get("answers") or []
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise Invalid("answers_not_list", field="answers")
    answers = [
        RecordedAnswer(
            text=_text(each, "text"),
            answered_at=_moment(each, "answered_at"),
            by=_line(each, "by"),
            outcome=_choice(each, "outcome", Outcome) or Outcome.EXPLAINED,
            promise=_promise(each.get("promise")),
        )
        for each in given
    ]
    return tuple(sorted(answers, key=lambda answer: answer.answered_at))


def _promise(given: Any) -> RecordedPromise | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise Invalid("promise_not_object", field="promise")
    state = _choice(given, "state", PromiseState) or PromiseState.OPEN
    promised_on, done_on = _day(given, "promised_on"), _day(given, "done_on")
    if promised_on is None:
        raise Invalid("field_needed", field="promised_on")
    if (done_on is None) is (state is PromiseState.KEPT):
        raise Invalid("done_on_if_kept", field="done_on")
    return RecordedPromise(
        commitment=_choice(given, "commitment", Commitment) or Commitment.PLANNED,
        promised_on=promised_on,
        due_on=_day(given, "due_on") or promised_on,
        state=state,
        done_on=done_on,
    )


def _recorded(given: Any) -> Recorded | None:
    if given is None:
        return None
    if not isinstance(given, dict):
        raise Invalid("recorded_not_object", field="recorded")
    way, consent = _choice(given, "way", Way), _choice(given, "consent", ConsentGiven)
    for name, value in (("way", way), ("consent", consent)):
        if value is None:
            raise Invalid("field_needed", field=name)
    return Recorded(
        way=way,
        consent=consent,
        read_back=given.get("read_back") is not None and _yes(given, "read_back"),
        entered_at=_moment(given, "entered_at"),
        late_reason=_text(given, "late_reason") if given.get("late_reason") else None,
    )


def _needed(fields: Mapping[str, Any], name: str, clean: Callable[[str], str] = clean_line, limit: int = LONGEST_LINE) -> str:
    value = fields.get(name)
    if isinstance(value, int) and not isinstance(value, bool):
        value = str(value)
    if value is not None and not isinstance(value, str):
        raise Invalid("field_not_text", field=name)
    value = clean(value or "")
    if not value:
        raise Invalid("field_needed", field=name)
    if len(value) > limit:
        raise Invalid("field_too_long", field=name, limit=limit, length=len(value))
    return value


def _line(fields: Mapping[str, Any], name: str, limit: int = LONGEST_LINE) -> str | None:
    return None if fields.get(name) in (None, "") else _needed(fields, name, limit=limit)


def _text(fields: Mapping[str, Any], name: str) -> str:
    return _needed(fields, name, clean_text, LONGEST_TEXT)


def _moment(fields: Mapping[str, Any], name: str) -> dt.datetime:
    """Return a moment that has passed; one without a zone is Kyiv's."""
    typed = _needed(fields, name)
    try:
        moment = dt.datetime.fromisoformat(typed)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=clock.KYIV)
        moment = moment.astimezone(dt.UTC)
    except (ValueError, OverflowError) as error:
        raise Invalid("date_not_iso", field=name, value=typed[:40]) from error
    if moment.year < OLDEST_YEAR or moment > clock.now():
        raise Invalid("date_impossible", field=name, value=typed[:40])
    return moment


def _day(fields: Mapping[str, Any], name: str) -> dt.date | None:
    typed = _line(fields, name)
    try:
        return typed and dt.date.fromisoformat(typed)
    except ValueError as error:
        raise Invalid("date_not_iso", field=name, value=typed[:40]) from error


def _choice(fields: Mapping[str, Any], name: str, values: type[StrEnum]):
    typed = _line(fields, name)
    if typed is None:
        return None
    if typed not in list(values):
        raise Invalid("value_unknown", field=name, value=typed[:40], values=", ".join(values))
    return values(typed)


def _yes(fields: Mapping[str, Any], name: str) -> bool:
    value = fields.get(name)
    if value is not None and not isinstance(value, bool):
        raise Invalid("field_not_boolean", field=name)
    return value is not False


def _first_words(text: str) -> str:
    line = clean_line(text)
    if len(line) <= SUBJECT_FROM_TEXT:
        return line
    return line[:SUBJECT_FROM_TEXT].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"
