"""A citizen submits a question."""

import datetime as dt

from sqlalchemy.exc import IntegrityError

from reception.current import settings
from reception.domain import clock, tokens
from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.numbers import format_number
from reception.domain.roles import PUBLIC, Actor
from reception.domain.submission import CONSENT_VERSION, Submission
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import Asker, Authority, Counter, Question, Topic
from reception.queries import choices
from reception.queries.asker import sent_with
from reception.services import uploads, wartime
from reception.services.dates import enter_library_duty
from reception.services.journal import record
from reception.services.limits import spend
from reception.services.links import make_asker_link
from reception.services.post import post
from reception.services.transaction import transaction


def submit(submission: Submission, actor: Actor = PUBLIC, client: str | None = None) -> Question:
    """Store a question and acknowledge it; the same form key again returns the question that is already there.

    `client` is whom the hourly limits count, if they apply. Raises Invalid, with the field, for what is missing or too
    long, TooMany if the client has sent as many as it may.
    """
    try:
        return _submit(submission, actor, client)
    except IntegrityError:
        # Two at once, of one form or for the first number of a year: by now the other's row is there to be found.
        return _submit(submission, actor, client)


def _submit(submission: Submission, actor: Actor, client: str | None) -> Question:
    with transaction():
        return sent_with(submission.form_key) or _store(submission.cleaned(), actor, client)


def _store(submission: Submission, actor: Actor, client: str | None) -> Question:
    must_exist(submission)
    if client:
        at_terminal = submission.terminal_id is not None
        limit = settings().terminal_submissions_per_hour if at_terminal else settings().submissions_per_hour
        spend(f"submit:{client}", limit, dt.timedelta(hours=1))
    question = take_in(submission, clock.now())
    enter_library_duty(question, "received")
    record(Tag.SUBMITTED, actor, question, channel=question.channel.value)
    acknowledge(question)
    return question


def take_in(submission: Submission, received_at: dt.datetime) -> Question:
    """Store a cleaned submission with its files under the next number of the year in which it was received."""
    [number] = next_numbers(clock.day_of(received_at).year)
    question = new_question(submission, number, received_at)
    db.session.add(question)
    db.session.flush()
    uploads.claim(submission.form_key, question=question)
    wartime.look(question, question.subject, question.text)
    return question


def acknowledge(question: Question) -> None:
    """Tell the asker that the question came in; who gave an e-mail address gets a link to the own page."""
    if question.asker.email:
        make_asker_link(question)
    post(("received",), Occasion(question))


def must_exist(submission: Submission) -> None:
    """Raise Invalid, with the field, for a topic or an authority that is not there any more."""
    for model, field in ((Topic, "topic_id"), (Authority, "authority_id")):
        wanted = getattr(submission, field)
        if wanted is not None and not choices.is_offered(model, wanted):
            raise Invalid(f"{field}_gone", field=field)


def new_question(submission: Submission, number: str, received_at: dt.datetime | None = None) -> Question:
    """Return a question made from a cleaned submission, with its asker, not yet in the database; received now if not said."""
    now = clock.now()
    received_at = received_at or now
    return Question(
        number=number,
        kind=submission.kind,
        subject=submission.subject,
        text=submission.text,
        public_subject=submission.subject,
        public_text=submission.text,
        channel=submission.channel,
        branch_id=submission.branch_id,
        terminal_id=submission.terminal_id,
        topic_id=submission.topic_id,
        authority_id=submission.authority_id,
        submitted_at=received_at,
        changed_at=now,
        may_publish=submission.may_publish,
        may_publish_name=submission.may_publish and submission.may_publish_name,
        form_key=submission.form_key,
        pin_nonce=tokens.new_nonce(),
        asker=Asker(
            name=submission.name,
            email=submission.email,
            phone=submission.phone,
            residence=submission.residence,
            language=submission.language,
            consent_version=CONSENT_VERSION,
            consent_at=received_at,
        ),
    )


def next_numbers(year: int, count: int = 1) -> list[str]:
    """Return the next numbers of a year; two transactions never get the same."""
    counter = _counter(year) or _first_of(year)
    first = counter.last + 1
    counter.last += count
    db.session.flush()
    return [format_number(settings().number_prefix, year, serial) for serial in range(first, counter.last + 1)]


def _counter(year: int) -> Counter | None:
    return db.session.get(Counter, year, with_for_update=True)


def _first_of(year: int) -> Counter:
    """Begin a year's numbers; on New Year's Eve somebody else may do the same at this moment."""
    try:
        with db.session.begin_nested():
            db.session.add(Counter(year=year, last=0))
    except IntegrityError:
        pass  # theirs will do
    return _counter(year)
