"""Letters to the asker about the public text."""

from collections.abc import Iterator

from reception.mail.letters import Message, Occasion, accepted, letter


@letter
def objection_answered(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker what became of the objection to the public text, and what readers see now."""
    yield from accepted(occasion)  # it has the same reader
