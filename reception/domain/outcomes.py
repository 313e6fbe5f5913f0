"""The result of consideration: classifier approved by the Cabinet of Ministers, resolution № 858 of 24.09.2008, section 9.

The wording lives in `reception/data/classifier.toml`, since the classifier is amended; here are only the codes.
"""

from enum import StrEnum

from reception.domain.lifecycle import State


class Outcome(StrEnum):
    """Codes 9.1–9.6."""

    POSITIVE = "9.1"
    REFUSED = "9.2"
    EXPLAINED = "9.3"
    RETURNED = "9.4"
    FORWARDED = "9.5"
    NOT_CONSIDERED = "9.6"


class Commitment(StrEnum):
    """What the authority promises beside the result."""

    PLANNED = "planned"
    NEEDS_FUNDING = "needs_funding"


BY_OFFICIAL = (Outcome.POSITIVE, Outcome.REFUSED, Outcome.EXPLAINED)
"""The results an answer may have; 9.4–9.6 come from triage."""

BY_TRIAGE = (Outcome.RETURNED, Outcome.FORWARDED, Outcome.NOT_CONSIDERED)
"""The results of an appeal that comes to no answer: returned (Law 393/96-ВР, art. 5 and 7), forwarded (art. 7), not to be
considered (art. 8 and 17). Librarians see and count them; readers, of a question that was not taken and may be shown."""


def for_readers(outcome: Outcome | None, state: State, is_answered: bool) -> Outcome | None:
    """Return the result that readers see: that of an answer, or why it was not taken; that it is with its author is none."""
    is_told = state is State.DECLINED or (is_answered and state is not State.CLARIFICATION)
    return outcome if is_told else None
