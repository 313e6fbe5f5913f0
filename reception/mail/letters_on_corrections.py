"""Letters about corrections of answers. They have the same readers as the letters about the answers themselves."""

from collections.abc import Iterator
from dataclasses import replace

from reception.mail.letters import Message, Occasion, answer_received, answered, answered_alike, letter, sent_back
from reception.models import Answer, AnswerVersion


def on_correction(answer: Answer, row: AnswerVersion, reason: str | None = None) -> Occasion:
    """Return what happened to a correction of an answer, as far as letters tell of it."""
    referrals = (answer.referral,) if answer.referral else ()
    return Occasion(answer.question, referrals, answer=answer, correction=row, reason=reason)


@letter
def correction_received(occasion: Occasion) -> Iterator[Message]:
    """Acknowledge a correction to the official who sent it."""
    yield from answer_received(occasion)


@letter
def correction_returned(occasion: Occasion) -> Iterator[Message]:
    """Return a correction to the official with what is wrong."""
    yield from sent_back(occasion)


@letter
def corrected(occasion: Occasion) -> Iterator[Message]:
    """Give the asker the corrected answer; if the result is another one now, ask for a verdict anew."""
    for message in answered(occasion):
        is_another = occasion.correction.outcome is not occasion.answer.outcome  # its row holds what was replaced
        yield replace(message, context=message.context | {"is_another_result": is_another})


@letter
def corrected_alike(occasion: Occasion) -> Iterator[Message]:
    """Give the corrected answer, in the text that readers get, to those whose questions were merged into the one it is of.

    While that question is taken down they read nothing of it.
    """
    if occasion.question.hidden_at is None:
        yield from answered_alike(occasion)
