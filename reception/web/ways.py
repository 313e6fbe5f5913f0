"""By which ways words come and go, said in words: how a question is handled and was recorded, an answer handed over, which
letters come."""

from enum import StrEnum

from flask_babel import lazy_gettext as _l

from reception.domain.kinds import Kind
from reception.domain.notices import Notices
from reception.domain.recording import ConsentGiven, HandedOver, Way

HANDLED_AS = {
    Kind.PUBLIC_QUESTION: _l("As a public question"),
    Kind.APPEAL: _l("As a formal appeal"),
    Kind.INFORMATION_REQUEST: _l("As a request for information"),
}
WAYS = {
    Way.DICTATED: _l("dictated at the desk"),
    Way.PAPER: _l("a letter on paper"),
    Way.PHONE: _l("by telephone"),
    Way.TOGETHER: _l("typed together"),
}
CONSENTS = {
    ConsentGiven.ORAL: _l("by word of mouth"),
    ConsentGiven.ON_PAPER: _l("on paper, signed"),
    ConsentGiven.BY_PHONE: _l("by telephone"),
}
HANDED_OVER = {
    HandedOver.IN_PERSON: _l("in person"),
    HandedOver.BY_PHONE: _l("by telephone"),
    HandedOver.BY_POST: _l("by post"),
}
DECISIONS = {
    "answered": _l("the answer"),
    "corrected": _l("the answer was corrected"),
    "corrected_alike": _l("the answer was corrected"),
    "closed": _l("the dispute is closed"),
    "declined": _l("the question was not taken"),
    "clarification_asked": _l("a clarification is needed"),
    "extended": _l("the term was extended"),
    "merged": _l("joined with a question like it"),
    "answered_alike": _l("the answer"),
    "extended_alike": _l("the term was extended"),
    "reopened_alike": _l("the library takes it up again"),
    "split": _l("made into several questions"),
    "returned": _l("returned to be completed"),
    "classified": _l("how it is handled was changed"),
    "referred": _l("passed on to the authority"),
    "promise_kept": _l("what was promised is done, says the authority"),
    "promise_moved": _l("what was promised is put off"),
    "promise_broken": _l("what was promised will not be done"),
    "promise_passed": _l("the promised date has passed without a word"),
}
"""What an asker must hear of, by the name of the letter that tells of it."""


NOTICES = {
    Notices.ALL: _l("all letters"),
    Notices.NEEDED: _l("only what needs my reply, and the result"),
    Notices.NONE: _l("none: I read them on the page of my question"),
}


def notices_label(notices: Notices | str) -> str:
    """Return which letters an asker has chosen."""
    return str(NOTICES[Notices(notices)])


def way_label(way: StrEnum | str) -> str:
    """Return the way in which words came to the library or went from it."""
    words = {value.value: label for value, label in (WAYS | HANDED_OVER).items()}
    return str(words[str(way)])


def consent_label(consent: ConsentGiven) -> str:
    """Return how consent was given."""
    return str(CONSENTS[consent])


def decision_label(letter_name: str) -> str:
    """Return what a letter to the asker tells of."""
    return str(DECISIONS[letter_name])


FILTERS = {
    "way_label": way_label,
    "consent_label": consent_label,
    "decision_label": decision_label,
    "notices_label": notices_label,
}
