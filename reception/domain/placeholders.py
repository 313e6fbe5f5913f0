"""Places in a ready text that are filled in when it is used: {number}, {due}, … Nothing else in braces means anything.

What is filled in is put there letter by letter, once: braces in it are not looked at again, and no part of a value can be asked
for. No placeholder holds personal data, for the texts of decisions stand in the journal.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from reception.domain.errors import Invalid
from reception.domain.lifecycle import Action

NAMES = ("number", "subject", "topic", "authority", "due", "today", "library", "phone", "email")
"""What may stand in braces."""

WITH_TEXTS = (
    Action.DECLINE, Action.ASK_ASKER, Action.REFER, Action.ANSWER_SELF, Action.SEND_BACK, Action.RECALL, Action.REOPEN,
    Action.CLOSE, Action.HIDE,
)  # fmt: skip
"""The actions that have ready texts."""

_PLACE = re.compile(r"\{([^\W\d_]\w{0,39})\}")
"""A word in braces. A brace alone, code and figures in braces are left as they are."""


@dataclass(frozen=True)
class Filled:
    """A text with its places filled, and the names of those that could not be."""

    text: str
    left: tuple[str, ...]


def fill(text: str, values: Mapping[str, str | None]) -> Filled:
    """Fill the places for which there is a value; the others stay as they stand, and are named."""
    filled = _PLACE.sub(lambda place: values.get(place[1]) or place[0], text)
    left = (name for name in places(text) if not values.get(name))
    return Filled(filled, tuple(left))


def places(text: str) -> tuple[str, ...]:
    """Return the names of a text's places, each once."""
    return tuple(dict.fromkeys(_PLACE.findall(text)))


def unknown(text: str) -> tuple[str, ...]:
    """Return the names of places that nothing will ever fill."""
    return tuple(name for name in places(text) if name not in NAMES)


def refuse_places(text: str | None, field: str) -> None:
    """Refuse a text with places that are still to be filled: it is never sent so. Raises Invalid, with the field."""
    left = places(text or "")
    if left:
        raise Invalid("placeholder_left", field=field, names=in_braces(left))


def in_braces(names: tuple[str, ...]) -> str:
    """Return names as they stand in a text."""
    return ", ".join(f"{{{name}}}" for name in names)
