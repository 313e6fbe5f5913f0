"""Files that come with a form: kept under the form's key from step to step, so that none is lost when something else is wrong."""

from collections.abc import Callable
from typing import Protocol

from reception.domain.errors import Invalid, TooMany
from reception.services import uploads
from reception.web.messages import say


class FormWithFiles(Protocol):
    """A form with the fields form_key, files and remove."""

    form_key: object
    files: object
    remove: object


def take_files(form: FormWithFiles, *, files: int, size: int, before: Callable[[], None] | None = None) -> bool:
    """Throw away the files that are ticked for it and keep the new ones; tell whether all of them could be taken.

    `files` and `size` (bytes, each file) are the limits; `before` each new file may raise TooMany.
    """
    key, errors = form.form_key.data, []
    for file_id in filter(None, form.remove.data or ()):
        uploads.discard(key, file_id)
    for upload in form.files.data or ():
        if not upload or not upload.filename:
            continue
        try:
            if before:
                before()
            uploads.receive(upload.stream, upload.filename, key, files=files, size=size)
        except (Invalid, TooMany) as error:
            errors.append(say(error))
    form.files.errors = [*form.files.errors, *errors]
    return not form.files.errors
