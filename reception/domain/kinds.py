"""What a question is, where it came from, and whose work it may be (Laws 393/96-ВР and 2939-VI)."""

from enum import StrEnum


class Kind(StrEnum):
    """The regime: one record is one regime."""

    PUBLIC_QUESTION = "question"
    APPEAL = "appeal"
    INFORMATION_REQUEST = "information_request"


class AppealKind(StrEnum):
    """What an appeal is: the codes of classifier № 858, section 3 (Law 393/96-ВР, art. 3)."""

    PROPOSAL = "3.1"
    APPLICATION = "3.2"
    COMPLAINT = "3.3"


class Pace(StrEnum):
    """By which of its terms the authority answers a question."""

    ORDINARY = "ordinary"
    URGENT = "urgent"
    """48 hours: life and liberty, environment, food and household goods, accidents (Law 2939-VI, art. 20)."""
    NO_STUDY = "no_study"
    """15 days: an appeal that needs no further study (Law 393/96-ВР, art. 20)."""
    SHORTENED = "shortened"
    """By a date, on a reasoned demand of the citizen (Law 393/96-ВР, art. 20)."""


PACES = {
    Kind.PUBLIC_QUESTION: (Pace.ORDINARY,),
    Kind.APPEAL: (Pace.ORDINARY, Pace.NO_STUDY, Pace.SHORTENED),
    Kind.INFORMATION_REQUEST: (Pace.ORDINARY, Pace.URGENT),
}
"""The terms that each regime knows."""


class Channel(StrEnum):
    """The way a question came in."""

    ONLINE = "online"
    TERMINAL = "terminal"
    DESK = "desk"
    IMPORTED = "imported"


class VerdictValue(StrEnum):
    """The citizen's own word on the result."""

    SOLVED = "solved"
    PARTLY = "partly"
    NOT_SOLVED = "not_solved"
