"""Letters that a librarian looks at before they go, and may reword: one way for every decision that writes any.

An action is rehearsed to see its letters: it is taken in full and taken back, so that what is shown is what would leave.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from reception.domain.events import Tag
from reception.domain.roles import Actor
from reception.mail.rewording import GIVE_AN_ANSWER, reword, shown
from reception.models import Audience, Letter
from reception.services.journal import record
from reception.services.post import listening
from reception.services.transaction import transaction


@dataclass(frozen=True)
class Sketch:
    """A letter as it would leave; its key finds it again. Of an asker nothing is told but whether there is an address."""

    key: str
    number: str
    audience: Audience
    to: tuple[str, ...]
    has_address: bool
    subject: str
    text: str
    gives_an_answer: bool


class _Enough(Exception):
    """The rehearsal is over."""


def sketches(act: Callable[[], object]) -> list[Sketch]:
    """Return the letters that an action would write; nothing of it stays. Raises what the action raises."""
    found: list[Sketch] = []
    try:
        with transaction(), listening() as letters:
            act()
            found = [_sketch(letter) for letter in letters]
            raise _Enough
    except _Enough:
        return found


def take_with(actor: Actor, act: Callable[[], object], words: Mapping[str, str]) -> None:
    """Take an action whose letters say what the librarian wrote: texts by the keys of their sketches, the others as they are.

    Raises what the action raises, and Invalid, with the key as field, for a text that cannot go.
    """
    with transaction(), listening() as letters:
        act()
        for letter in letters:
            key = key_of(letter)
            if key in words and reword(letter, words[key], key):
                record(Tag.LETTER_REWORDED, actor, letter.question, letter=letter.name)


def key_of(letter: Letter) -> str:
    """Return what tells a letter from the others of one action."""
    return f"letter-{letter.name}-{letter.official_id or letter.audience.value}-{letter.question.id}"


def _sketch(letter: Letter) -> Sketch:
    official = letter.official
    to = (official.name, official.post, official.authority.name_uk, letter.to_address) if official else ()
    number = letter.question.number
    given = letter.name in GIVE_AN_ANSWER
    return Sketch(key_of(letter), number, letter.audience, to, bool(letter.to_address), letter.subject, shown(letter), given)
