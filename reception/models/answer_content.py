"""What an answer says: the same columns for the text that holds and for those on their way to it or replaced by it."""

import datetime as dt

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from reception.domain.outcomes import Commitment, Outcome
from reception.models.base import Prose, choice


class AnswerContent:
    """What is said, and by which link: all that a correction changes of an answer."""

    text: Mapped[Prose]
    """As it came."""
    public_text: Mapped[Prose]
    """What readers get once it is published."""
    outcome: Mapped[Outcome] = mapped_column(choice(Outcome))
    commitment: Mapped[Commitment | None] = mapped_column(choice(Commitment))
    promised_on: Mapped[dt.date | None]
    link_id: Mapped[int | None] = mapped_column(ForeignKey("answer_link.id"))
    """By which link it was written; None if not by one."""
