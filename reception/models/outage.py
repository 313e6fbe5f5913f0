"""Times in which no letter leaves, because the mail server takes none or cannot be reached."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Mapped, mapped_column

from reception.domain.mail_causes import MailCause
from reception.models.base import Base, Key, Prose, choice


class Outage(Base):
    """From the first failure that is the server's to the first letter that leaves again."""

    __tablename__ = "outage"

    id: Mapped[Key]
    began_at: Mapped[dt.datetime]
    ended_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    failed_at: Mapped[dt.datetime]
    """When it was last tried."""
    next_try_at: Mapped[dt.datetime]
    """Until then no letter is tried: each would wait for the same failure."""
    cause: Mapped[MailCause] = mapped_column(choice(MailCause))
    words: Mapped[Prose]
    """What was said last; of a server or the way to it, never of a reader."""
    told_at: Mapped[dt.datetime | None]
    """When the administrator was written to."""
