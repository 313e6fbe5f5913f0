"""What became of a promise, in words."""

from flask_babel import lazy_gettext as _l

from reception.domain.events import Tag
from reception.domain.promises import Said, Standing

EVENTS = {
    Tag.PROMISE_ASKED: _l("The library asked what became of the promise: %(authority)s"),
    Tag.PROMISE_DRAFTED: _l("A letter about the promise came by mail and waits to be confirmed: %(authority)s"),
    Tag.PROMISE_PASSED: _l("The promised date, %(due)s, has passed without a word from: %(authority)s"),
    Tag.PROMISE_KEPT: _l("Promised by %(due)s, done on %(on)s by the word of: %(authority)s"),
    Tag.PROMISE_MOVED: _l("What was promised by %(was_due)s is to be done by %(due)s: %(authority)s"),
    Tag.PROMISE_BROKEN: _l("What was promised by %(due)s will not be done: %(authority)s"),
    Tag.PROMISE_WORDS_CHECKED: _l("The words about the promise for readers: %(shown)s"),
}
STANDINGS = {
    Standing.OPEN: _l("promised, not due yet"),
    Standing.MOVED: _l("put off, not due yet"),
    Standing.LATE: _l("promise overdue"),
    Standing.KEPT: _l("promise kept in time"),
    Standing.KEPT_LATE: _l("promise kept late"),
    Standing.BROKEN: _l("promise broken"),
    Standing.REPLACED: _l("put off in a newer answer"),
}
SAID = {
    Said.DONE: _l("It is done"),
    Said.LATER: _l("Not yet: it will be done later"),
    Said.NOT_DONE: _l("It will not be done"),
}


def standing_label(value: Standing | str) -> str:
    """Return how a promise stands, in words."""
    return str(STANDINGS[Standing(value)])


def said_label(value: Said | str) -> str:
    """Return what was said of a promise, in words."""
    return str(SAID[Said(value)])


FILTERS = {"standing_label": standing_label, "said_label": said_label}
