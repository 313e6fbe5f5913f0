"""Letters to officials and their colleagues about a question that was passed on between them."""

from collections.abc import Iterator

from reception.mail.letters import letter, to_person
from reception.mail.occasions import Message, Occasion


@letter
def delegated(occasion: Occasion) -> Iterator[Message]:
    """Bring the question to the colleague to whom it was passed on, with the personal link to answer."""
    if occasion.person:
        yield to_person(occasion, occasion.person)


@letter
def delegation_noted(occasion: Occasion) -> Iterator[Message]:
    """Acknowledge to the one who passed the question on that the letter has left, and how to take it back."""
    for person in occasion.others:
        yield to_person(occasion, person)


@letter
def delegation_over(occasion: Occasion) -> Iterator[Message]:
    """Tell those who had the question from a colleague that no answer is expected from them any more."""
    for person in occasion.others:
        yield to_person(occasion, person)


@letter
def delegation_back(occasion: Occasion) -> Iterator[Message]:
    """Tell the one who had passed the question on that it is there again, and why."""
    if occasion.person:
        yield to_person(occasion, occasion.person)


@letter
def delegate_answered(occasion: Occasion) -> Iterator[Message]:
    """Tell those who had passed the question on that the colleague has answered."""
    for referral in occasion.referrals:
        for person in referral.passed_on_by:
            yield to_person(occasion, person)
