"""The security check on forms whose texts become public: the words that ask for it, and the librarian's tick."""

from collections.abc import Sequence

from flask import request
from wtforms import Field

from reception.domain.errors import Invalid
from reception.domain.privacy.wartime import WarCue, cues

TICK = "wartime_checked"


def cues_in(fields: Sequence[Field]) -> list[WarCue]:
    """Return what in the texts of some fields asks for a second look."""
    return cues(*(field.data or "" for field in fields))


def ticked() -> bool:
    """Tell whether the librarian says that the check was made."""
    return request.form.get(TICK) == "yes"


def check() -> None:
    """Raise Invalid if nobody says that the check was made."""
    if not ticked():
        raise Invalid("wartime_unchecked", field=TICK)

