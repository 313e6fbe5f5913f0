"""What the drafts have in common that come by mail: their files, and how often one is told that they came."""

import datetime as dt
import io

from reception.domain.errors import Invalid, NoRoom
from reception.mail.inbox.parsing import File
from reception.services import limits, uploads

LETTERS_A_DAY = 5
"""Acknowledgements about one thing; two machines that write to each other stop here."""


def may_acknowledge(what: str) -> bool:
    """Tell whether one more acknowledgement about a thing may be written today, and count it."""
    return limits.within(what, LETTERS_A_DAY, dt.timedelta(days=1))


def taken(file: File, form_key: str, *, files: int, size: int, office: bool = False) -> bool:
    """Keep a file that came by mail for a form; tell whether the form takes it. The limits are those of `uploads.receive`.

    Raises NoRoom: the whole message comes again when there is room.
    """
    try:
        uploads.receive(io.BytesIO(file.content()), file.name, form_key, files=files, size=size, office=office)
    except NoRoom:
        raise
    except Invalid:
        return False
    return True
