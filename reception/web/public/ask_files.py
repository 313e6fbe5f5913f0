"""Files that come with a citizen's question, and how many one may send."""

import datetime as dt

from reception.services import uploads
from reception.services.limits import spend
from reception.web import form_files
from reception.web.clients import at_terminal, client, remember_files
from reception.web.public.forms import AskForm

PER_HOUR, PER_HOUR_AT_TERMINAL = 30, 200
"""Files that one client may send an hour, asked for or not."""


def take_files(form: AskForm) -> bool:
    """Throw away the files that are ticked for it and keep the new ones; tell whether all of them could be taken."""

    def count_one() -> None:
        remember_files(form.form_key.data)
        spend(f"files:{client()}", PER_HOUR_AT_TERMINAL if at_terminal() else PER_HOUR, dt.timedelta(hours=1))

    return form_files.take_files(form, files=uploads.CITIZEN_FILES, size=uploads.CITIZEN_BYTES, before=count_one)
