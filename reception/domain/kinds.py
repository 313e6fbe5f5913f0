"""What a question is, where it came from, and whose work it may be (Laws 393/96-ВР and 2939-VI)."""

from enum import StrEnum


class Kind(StrEnum):
    """The regime: one record is one regime."""

    PUBLIC_QUESTION = "question"
    APPEAL = "appeal"
    INFORMATION_REQUEST = "information_request"


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
