"""A folder of an IMAP server from which mail is collected. The bytes of a message are taken as they are, and marked as not read.

By the standard library: another reader of messages between the server and ours would be one more to fail on a broken one.
"""

import imaplib
import re
from collections.abc import Iterator

from reception.current import settings
from reception.mail.trust import trusted

_AT_ONCE = 100
_SIZE = re.compile(rb"(?=.*\bUID (\d+))(?=.*\bRFC822\.SIZE (\d+))", re.DOTALL)


class NoMailbox(Exception):
    """The mailbox cannot be read: the server is not there, does not let us in, or has no such folder."""


class Mailbox:
    """A connection to the folder that the settings name. Messages are known by their UID."""

    def __enter__(self) -> "Mailbox":
        """Open the folder. Raises NoMailbox."""
        try:
            self._client = _connected()
        except (OSError, imaplib.IMAP4.error) as error:
            raise NoMailbox(_words(error)) from error
        try:
            self._open()
        except (OSError, imaplib.IMAP4.error, NoMailbox) as error:
            self._client.shutdown()
            raise NoMailbox(_words(error)) from error
        return self

    def _open(self) -> None:
        ours = settings()
        if not ours.imap_use_ssl and "STARTTLS" in self._client.capabilities:
            self._client.starttls(trusted())
        self._client.login(ours.imap_username, ours.imap_password)
        self._did(self._client.select(f'"{ours.imap_folder}"'))

    def __exit__(self, *_error: object) -> None:
        try:
            self._client.close()  # what was marked is removed now
            self._client.logout()
        except (OSError, imaplib.IMAP4.error):
            self._client.shutdown()

    def messages(self) -> Iterator[tuple[str, int]]:
        """Yield UID and size in bytes of the messages that are not marked as removed, oldest first. Raises NoMailbox."""
        [found] = self._ask("SEARCH", "UNDELETED")
        uids = (found or b"").decode("ascii").split()
        for start in range(0, len(uids), _AT_ONCE):
            rows = self._ask("FETCH", ",".join(uids[start : start + _AT_ONCE]), "(RFC822.SIZE)")
            matches = (_SIZE.match(row) for row in rows if isinstance(row, bytes))
            yield from ((match[1].decode("ascii"), int(match[2])) for match in matches if match)

    def content(self, uid: str) -> bytes | None:
        """Return a message; None if the server does not give this one. Raises NoMailbox."""
        try:
            done, rows = self._client.uid("FETCH", uid, "(BODY.PEEK[])")
        except (OSError, imaplib.IMAP4.error) as error:
            raise NoMailbox(_words(error)) from error
        return next((row[1] for row in rows if isinstance(row, tuple)), None) if done == "OK" else None

    def remove(self, uid: str) -> None:
        """Mark a message as removed. Raises NoMailbox."""
        self._ask("STORE", uid, "+FLAGS.SILENT", r"(\Deleted)")

    def _ask(self, command: str, *arguments: str) -> list:
        try:
            return self._did(self._client.uid(command, *arguments))
        except (OSError, imaplib.IMAP4.error) as error:
            raise NoMailbox(_words(error)) from error

    def _did(self, answer: tuple[str, list]) -> list:
        done, rows = answer
        if done != "OK":
            raise NoMailbox(b" ".join(row for row in rows if isinstance(row, bytes)).decode("utf-8", "replace"))
        return rows


def _connected() -> imaplib.IMAP4:
    ours = settings()
    if ours.imap_use_ssl:
        return imaplib.IMAP4_SSL(ours.imap_server, ours.imap_port, ssl_context=trusted(), timeout=ours.mail_timeout)
    return imaplib.IMAP4(ours.imap_server, ours.imap_port, timeout=ours.mail_timeout)


def _words(error: Exception) -> str:
    return str(error) or type(error).__name__
