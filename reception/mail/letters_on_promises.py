"""Letters about what an answer promised: to the official when the date comes, to the askers of what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass

from reception.mail.letters import closed, letter, referred_alike
from reception.mail.occasions import Message, Occasion, to_official
from reception.models import Addressee, AnswerLink, Promise


@dataclass(frozen=True)
class Asking:
    """Whom a letter asks about a promise, and by which link the reply comes."""

    promise: Promise
    to: Addressee
    link: AnswerLink
    refused: tuple[str, ...] = ()
    """Names of files that came by mail and could not be taken."""


def _to_official(asking: Asking) -> Iterator[Message]:
    promise, to = asking.promise, asking.to
    context = {"promise": promise, "to": to, "referral": promise.answer.referral, "refused": asking.refused}
    yield to_official(to, promise.question, asking.link, **context)


@letter
def promise_soon(asking: Asking) -> Iterator[Message]:
    """Tell an official that a promised date is near."""
    yield from _to_official(asking)


@letter
def promise_due(asking: Asking) -> Iterator[Message]:
    """Ask an official whether what was promised is done."""
    yield from _to_official(asking)


@letter
def promise_again(asking: Asking) -> Iterator[Message]:
    """Ask an official once more."""
    yield from _to_official(asking)


@letter
def promise_received(asking: Asking) -> Iterator[Message]:
    """Ask an official whose letter about a promise came by mail to look it over and send it."""
    yield from _to_official(asking)


def _to_all_askers(occasion: Occasion) -> Iterator[Message]:
    yield from closed(occasion)  # it has the same reader
    if occasion.question.hidden_at is None:  # else only its own asker reads of it
        yield from referred_alike(occasion)  # the readers are the same as of this


@letter
def promise_kept(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker, and those who asked the same, that the authority says it is done, and ask whether it is."""
    yield from _to_all_askers(occasion)


@letter
def promise_moved(occasion: Occasion) -> Iterator[Message]:
    """Tell those who asked to which later date the authority has put it off."""
    yield from _to_all_askers(occasion)


@letter
def promise_broken(occasion: Occasion) -> Iterator[Message]:
    """Tell those who asked that it will not be done, in the authority's word."""
    yield from _to_all_askers(occasion)


@letter
def promise_passed(occasion: Occasion) -> Iterator[Message]:
    """Tell those who asked that the promised date has passed without a word."""
    yield from _to_all_askers(occasion)
