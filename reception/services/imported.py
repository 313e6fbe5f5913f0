"""A question made from a record: every date, answer and verdict where the record's state wants it."""

from reception.current import settings, terms
from reception.domain import clock
from reception.domain.kinds import VerdictValue
from reception.domain.lifecycle import NEVER_SHOWN, State
from reception.domain.promises import PromiseState
from reception.domain.records import ANSWERED_STATES, Record, RecordedAnswer, RecordedPromise
from reception.domain.submission import Submission
from reception.models import Answer, Promise, Question, Recording, Verdict
from reception.services import dates, wartime
from reception.services.places import Places
from reception.services.submit import new_question


def imported_question(record: Record, places: Places) -> Question:
    """Return the question of a record, not yet in the database and without a number.

    Raises Invalid for a topic, authority or branch that is not known.
    """
    submission = Submission(
        subject=record.subject,
        text=record.text,
        kind=record.kind,
        name=record.asker_name,
        may_process=True,
        may_publish=record.publish,
        channel=record.channel,
        **places.of(record),
    )
    with clock.travel(record.submitted_at):
        question = new_question(submission, number="")
    question.external_id = record.external_id
    question.appeal_kind, question.pace, question.answer_by = record.appeal_kind, record.pace, record.answer_by
    question.complained_authority_id = places.complained_of(record)
    question.public_subject, question.public_text = record.public_subject, record.public_text
    question.state = record.state
    if record.publish and record.state not in NEVER_SHOWN:
        question.public_at = record.submitted_at
    else:
        wartime.look(question, record.public_subject, record.public_text)
    question.recording = _recording(record)
    _answer(question, record)
    _judge(question, record)
    _date(question, record)
    return question


def _recording(record: Record) -> Recording | None:
    """Return how it was recorded there; who recorded it has no account here."""
    kept = record.recorded
    if kept is None:
        return None
    return Recording(
        way=kept.way,
        consent=kept.consent,
        read_back=kept.read_back,
        entered_at=kept.entered_at,
        late_reason=kept.late_reason,
    )


def _answer(question: Question, record: Record) -> None:
    published = record.state is not State.ANSWERED
    question.answers.extend(_row(record, answer, published) for answer in record.answers)
    if record.state not in ANSWERED_STATES:
        return
    last = record.answers[-1]
    for answer, given in zip(question.answers, record.answers, strict=True):
        if given.promise and published:
            _promise(question, answer, given.promise)
    question.answered_at = last.answered_at
    if published:
        question.outcome = last.outcome
        question.commitment, question.promised_on = question.answers[-1].commitment, question.answers[-1].promised_on
        question.published_at = question.closed_at = last.answered_at


def _row(record: Record, answer: RecordedAnswer, published: bool) -> Answer:
    made = _promised(answer.promise) if answer.promise else {}
    return Answer(
        **made,
        authority_name=answer.by or record.authority or settings().library_name,
        official_name=record.official,
        text=answer.text,
        public_text=answer.text,
        outcome=answer.outcome,
        submitted_at=answer.answered_at,
        published_at=answer.answered_at if published else None,
    )


def _promised(promise: RecordedPromise) -> dict[str, object]:
    return {"commitment": promise.commitment, "promised_on": promise.promised_on}


def _promise(question: Question, answer: Answer, recorded: RecordedPromise) -> None:
    """Follow a promise from where it stands there; nobody here can be asked, so what is overdue is the desk's to look after."""
    answer.promise = Promise(
        question=question,
        promised_on=recorded.promised_on,
        due_on=recorded.due_on,
        state=recorded.state,
        done_on=recorded.done_on,
        settled_at=None if recorded.state is PromiseState.OPEN else clock.now(),
    )


def _judge(question: Question, record: Record) -> None:
    value = VerdictValue.NOT_SOLVED if record.state is State.DISPUTED else record.verdict
    if value:
        question.verdict = value
        question.verdicts.append(Verdict(value=value, at=record.answers[-1].answered_at))


def _date(question: Question, record: Record) -> None:
    """Enter into the ledger what the law says for these dates, and let run what still runs.

    A record has one date of asking; the authority's term is counted from it, as from its own receipt.
    """
    asked, kind, pace = record.submitted_at, record.kind, record.pace
    if record.authority and record.state in (State.REFERRED, *ANSWERED_STATES):
        question.referred_at = asked
        dates.enter(question, "referred", terms().to_answer(kind, asked, pace, record.answer_by), asked)
        question.answer_due_on, question.answer_due_at = question.due_on, question.due_at
    match record.state:
        case State.RECEIVED | State.ACCEPTED:
            dates.enter(question, "received", terms().to_forward(kind, asked, pace), asked)
        case State.ANSWERED:
            dates.enter(question, "answered", terms().due("answer.check", question.answered_at), question.answered_at)
        case State.DISPUTED:
            dates.enter_library_duty(question, "disputed", "dispute.look")
        case State.CLOSED | State.DECLINED | State.WITHDRAWN:
            dates.stop(question)
