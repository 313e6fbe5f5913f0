"""Letters about several questions of one person, each with its own link: those asked for, and the one of the day."""

from collections.abc import Iterator
from dataclasses import dataclass

from reception.domain import clock
from reception.mail.compose import answer_mark
from reception.mail.letters import letter
from reception.mail.occasions import Message, to_official
from reception.models import Holder, Referral


@dataclass(frozen=True)
class Several:
    """Questions of one person, by due date."""

    person: Holder
    referrals: tuple[Referral, ...] = ()


def _message(several: Several) -> Message:
    return to_official(several.person, several=several, mark=answer_mark, today=clock.today())


@letter
def own_links(several: Several) -> Iterator[Message]:
    """Mail the links to all of a person's open questions to the known address."""
    yield _message(several)


@letter
def links_moved(several: Several) -> Iterator[Message]:
    """Mail an official whose address has changed fresh links to the open questions; those in older letters have ended."""
    yield _message(several)


@letter
def daily(several: Several) -> Iterator[Message]:
    """Hand over in one letter what came for an official in a day."""
    yield _message(several)


@letter
def daily_chosen(several: Several) -> Iterator[Message]:
    """Tell an official that letters come once a day from now, or one a question again: somebody with a link has chosen it."""
    yield _message(several)
