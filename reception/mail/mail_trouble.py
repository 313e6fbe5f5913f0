"""Letters to the administrator: no letter leaves, and letters leave again."""

from collections.abc import Iterator
from dataclasses import dataclass

from reception.mail.letters import letter
from reception.mail.occasions import Message, to_staff
from reception.mail.trouble_words import in_words
from reception.models import Outage


@dataclass(frozen=True)
class Trouble:
    """An outage, whom it is told to, and how many letters wait."""

    outage: Outage
    name: str | None
    address: str
    waiting: int

    @property
    def what(self) -> str:
        """What happened, in the letter's language."""
        return in_words(self.outage.cause)[0]

    @property
    def todo(self) -> str:
        """What to do, in the letter's language."""
        return in_words(self.outage.cause)[1]


@letter
def mail_stuck(trouble: Trouble) -> Iterator[Message]:
    """Tell the administrator that no letter leaves, since when and why. It leaves when the server takes letters again."""
    yield _message(trouble)


@letter
def mail_recovered(trouble: Trouble) -> Iterator[Message]:
    """Tell the administrator that letters leave again, and how long they did not."""
    yield _message(trouble)


def _message(trouble: Trouble) -> Message:
    return to_staff(trouble.name, trouble.address, trouble=trouble)
