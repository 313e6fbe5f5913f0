"""Mail is collected from a mailbox: each message is removed there only when it is safe here."""

from dataclasses import dataclass

from reception.mail.inbox.parsing import LARGEST
from reception.mail.mailbox import Mailbox
from reception.services import incoming


@dataclass(frozen=True)
class Fetched:
    """What a look into the mailbox came to: messages taken in, and messages left there."""

    taken: int = 0
    left: int = 0


def fetch(limit: int = 100) -> Fetched:
    """Take in up to `limit` messages. One that cannot be taken in, or is too large, stays on the server; the others go on.

    If only the removing fails, the message comes again and is known. Raises NoMailbox.
    """
    taken = left = 0
    with Mailbox() as mailbox:
        for uid, size in mailbox.messages():
            raw = mailbox.content(uid) if size <= LARGEST else None
            if raw and incoming.taken(raw):
                mailbox.remove(uid)
                taken += 1
            else:
                left += 1
            if taken == limit:
                break
    return Fetched(taken, left)
