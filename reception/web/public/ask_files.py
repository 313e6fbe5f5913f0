"""Files that come with a question: kept under the form's key from step to step."""

import datetime as dt

from reception.domain.errors import Invalid, TooMany
from reception.services import uploads
from reception.services.limits import spend
from reception.web.clients import at_terminal, client, remember_files
from reception.web.messages import say
from reception.web.public.forms import AskForm

PER_HOUR, PER_HOUR_AT_TERMINAL = 30, 200
"""Files that one client may send an hour, asked for or not."""


def take_files(form: AskForm) -> bool:
    """Throw away the files that are ticked for it and keep the new ones; tell whether all of them could be taken."""
    key = form.form_key.data
    for file_id in filter(None, form.remove.data or ()):
        uploads.discard(key, file_id)
    for upload in form.files.data or ():
        if not upload or not upload.filename:
            continue
        remember_files(key)
        try:
            spend(f"files:{client()}", PER_HOUR_AT_TERMINAL if at_terminal() else PER_HOUR, dt.timedelta(hours=1))
            uploads.receive(upload.stream, upload.filename, key, files=uploads.CITIZEN_FILES, size=uploads.CITIZEN_BYTES)
        except (Invalid, TooMany) as error:
            form.refuse("files", say(error))
    return not form.files.errors
