"""Letters when another of several bodies becomes responsible for the answer. The first referral of the occasion is its own."""

from collections.abc import Iterator

from reception.mail.letters import Message, Occasion, letter, now_responsible, readdressed, referred_alike
from reception.models import AT_HAND


@letter
def made_responsible(occasion: Occasion) -> Iterator[Message]:
    """Tell the official who contributed that the answer depends on him now, and why."""
    yield from now_responsible(occasion.about(*occasion.referrals[:1]))


@letter
def responsible_no_more(occasion: Occasion) -> Iterator[Message]:
    """Tell the official who was responsible that another is now, and why; what is known here may still be added."""
    others = (each for each in occasion.referrals if not each.is_responsible and each.state in AT_HAND)
    for message in now_responsible(occasion.about(*others)):  # it has the same kind of reader
        message.context["occasion"] = occasion
        yield message


@letter
def responsible_changed(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker who is responsible for the answer now, why, and until when it is due."""
    yield from readdressed(occasion)  # it has the same reader


@letter
def responsible_changed_alike(occasion: Occasion) -> Iterator[Message]:
    """Tell the same to those whose questions were merged into this one; the reason is its own asker's."""
    yield from referred_alike(occasion)
