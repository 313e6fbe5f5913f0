"""A server for mail that comes in by LMTP (RFC 2033), on this machine only: the mail server hands messages over to it."""

import asyncio
from collections.abc import Callable

from aiosmtpd.controller import Controller
from aiosmtpd.lmtp import LMTP
from aiosmtpd.smtp import SMTP, Envelope, Session

from reception.mail.inbox.parsing import LARGEST

LONGEST_LINE = 1_000_000
"""Bytes of a line: programs write longer ones than RFC 5321 allows, and refused for that a letter would be lost."""


class _Lmtp(LMTP):
    line_length_limit = LONGEST_LINE


class LmtpServer(Controller):
    """The server. `take` tells whether it has kept a message, `wanted` whether an address is ours; `port` 0 is any free one."""

    def __init__(self, port: int, take: Callable[[bytes], bool], wanted: Callable[[str], bool]) -> None:
        self._take, self._wanted = take, wanted
        super().__init__(self, hostname="127.0.0.1", port=port)

    def factory(self) -> SMTP:
        """Make the protocol of one connection; aiosmtpd asks for it."""
        return _Lmtp(self, data_size_limit=LARGEST, ident="Reception")

    def _trigger_server(self) -> None:
        """Learn the port before aiosmtpd knocks at it."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()

    async def handle_RCPT(  # noqa: N802 – aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """Accept an address of ours: what is for nobody is refused at once, and its sender hears of it."""
        if not self._wanted(address):
            return "550 5.1.1 No such address here"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802 – aiosmtpd's name
        """Keep a message before saying so, once for all its addresses, each of which is answered for."""
        to = envelope.rcpt_tos[0].encode("utf-8", "replace")
        kept = await asyncio.to_thread(self._take, b"Delivered-To: <%s>\r\n%s" % (to, envelope.original_content or b""))
        reply = "250 2.0.0 OK" if kept else "451 4.3.0 Try again later"  # then the mail server brings it again
        return "\r\n".join([reply] * len(envelope.rcpt_tos))
