"""Letters to the administrator: no letter leaves, and letters leave again."""

from collections.abc import Iterator
from dataclasses import dataclass

from reception.mail.letters import Message, letter
from reception.mail.trouble_words import in_words
from reception.models import Audience, Outage


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
    return Message(
        audience=Audience.STAFF,
        to_name=trouble.name,
        to_address=trouble.address,
        language="uk",
        question=None,
        context={"trouble": trouble},
    )
