"""Mail is collected from a mailbox: each message is removed there only when it is safe here."""

import logging
from dataclasses import dataclass

from reception.mail.mailbox import Mailbox
from reception.services import incoming

LARGEST = 60_000_000
"""Bytes; a message that is larger stays on the server for a person."""

log = logging.getLogger("reception.mail")


@dataclass(frozen=True)
class Fetched:
    """What a look into the mailbox came to: messages taken in, and messages left there."""

    taken: int = 0
    left: int = 0


def fetch(limit: int = 100) -> Fetched:
    """Take in up to `limit` messages. One that cannot be taken in stays on the server and is tried again; the others go on.

    If only the removing fails, the message comes again and is known. Raises NoMailbox.
    """
    taken = left = 0
    with Mailbox() as mailbox:
        for uid, size in mailbox.messages(limit):
            raw = mailbox.content(uid) if size <= LARGEST else None
            if raw and _taken(raw):
                mailbox.remove(uid)
                taken += 1
            else:
                left += 1
    return Fetched(taken, left)


def _taken(raw: bytes) -> bool:
    try:
        incoming.receive(raw)
    except Exception as error:  # whatever it is: the message is safe where it is, and others wait
        log.error("a message could not be taken in: %s", type(error).__name__)
        return False
    return True
