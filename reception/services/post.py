"""Letters into the outbox, in the same transaction as the change they tell of."""

import datetime as dt
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import replace
from email.utils import make_msgid

from sqlalchemy import ColumnElement, func, select

from reception.current import settings
from reception.domain import clock
from reception.domain.notices import comes
from reception.extensions import db
from reception.mail import (  # noqa: F401 – the rows of the lifecycle name their letters
    letters_on_corrections,
    letters_on_delegation,
    letters_on_promises,
    letters_on_responsibility,
    letters_on_texts,
)
from reception.mail.compose import render
from reception.mail.letters import LETTERS, Message, News, Occasion
from reception.models import Audience, Letter, LetterState, Question
from reception.queries.calls import is_to_be_told

UNDOABLE = (LetterState.QUEUED, LetterState.KEPT, LetterState.ON_PAGE)
"""In these a letter that was never tried can be taken back with what it tells of."""

_heard: ContextVar[list[Letter] | None] = ContextVar("heard", default=None)


@contextmanager
def listening() -> Iterator[list[Letter]]:
    """Give a list of the letters that are written meanwhile."""
    letters: list[Letter] = []
    token = _heard.set(letters)
    try:
        yield letters
    finally:
        _heard.reset(token)


def post(names: Iterable[str], occasion: Occasion | News) -> list[Letter]:
    """Write the letters of these names for an occasion; one that has no addressee writes none.

    Letters of one question leave in the order in which they were written: one waits for those that can still be undone.
    """
    letters = []
    for name in names:
        for message in LETTERS[name](occasion):
            letter = _row(name, _as_chosen(name, message))
            db.session.add(letter)  # at once: rendering the next one may flush
            letters.append(letter)
    heard = _heard.get()
    if heard is not None:
        heard += letters
    return letters


def rewrite(letter: Letter, occasion: object) -> None:
    """Make a letter that has not left anew, for what its occasion is now: its words, and where it goes."""
    [message] = LETTERS[letter.name](occasion)
    letter.to_address = message.to_address
    letter.subject, letter.body_text, letter.body_html = render(letter.name, message)


def _as_chosen(name: str, message: Message) -> Message:
    """Return a message as its asker wants it: without an address, if letters of this name are to be read on the own page."""
    asker = message.question.asker if message.question and message.audience is Audience.ASKER else None
    if asker is None or not message.to_address or comes(asker.notices, name, message.question.kind):
        return message
    return replace(message, to_address="", asker_link=None, by_choice=True)


def _state(message: Message) -> LetterState:
    """Return how a letter begins: without an address an asker reads it on the own page; for an official it is a task."""
    if message.to_address:
        return LetterState.QUEUED
    if message.by_choice:
        return LetterState.ON_PAGE
    return LetterState.FAILED if message.audience is Audience.OFFICIAL else LetterState.KEPT


def _row(name: str, message: Message) -> Letter:
    now = clock.now()
    subject, text, html = render(name, message)
    return Letter(
        name=name,
        audience=message.audience,
        question=message.question,
        official_id=message.official_id,
        to_name=message.to_name,
        to_address=message.to_address,
        state=_state(message),
        language=message.language,
        subject=subject,
        body_text=text,
        body_html=html,
        message_id=make_msgid(domain=settings().sender.rpartition("@")[2]),
        created_at=now,
        next_attempt_at=_after_those_that_wait(message.question, now),
        tell_since=now if _is_to_be_told(name, message) else None,
        answer_link=message.answer_link,
        asker_link=message.asker_link,
        subscription=message.subscription,
    )


def _is_to_be_told(name: str, message: Message) -> bool:
    return not message.to_address and not message.by_choice and is_to_be_told(name, message.question)


def _after_those_that_wait(question: Question | None, now: dt.datetime) -> dt.datetime:
    """Return when a letter may leave: no earlier than the letters of its question that wait to be undone."""
    if question is None or question.id is None:
        return now
    waiting = (Letter.question_id == question.id, *not_left_yet(now))
    return db.session.scalar(select(func.max(Letter.next_attempt_at)).where(*waiting)) or now


def not_left_yet(now: dt.datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of letters that were never tried, because what they tell of can still be undone."""
    until = now + dt.timedelta(seconds=settings().undo_seconds)  # a reminder waits longer, for the office to open
    untried = Letter.state.in_(UNDOABLE), Letter.attempts == 0
    return *untried, Letter.next_attempt_at > now, Letter.next_attempt_at <= until
