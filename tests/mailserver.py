"""A real SMTP server for the tests: it keeps what it is sent, and misbehaves when asked to."""

import asyncio
import contextlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Received:
    """One message as it came over the wire."""

    sender: str
    recipients: list[str]
    message: EmailMessage
    raw: bytes = b""

    @property
    def subject(self) -> str:
        """The subject, decoded."""
        return self.message["Subject"]

    @property
    def text(self) -> str:
        """The plain text part."""
        return self.message.get_body(("plain",)).get_content()

    @property
    def html(self) -> str:
        """The HTML part."""
        return self.message.get_body(("html",)).get_content()


@dataclass
class MailServer:
    """What the tests hold: the messages, and switches for how the server behaves until `reset()`."""

    host: str = "127.0.0.1"
    port: int = 0
    messages: list[Received] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    greylisted: set[str] | None = None
    hangs: bool = False
    disconnects: bool = False
    dawdles: bool = False
    """Say a byte now and then instead of the answer to a letter."""

    meanwhile: Callable[[], None] | None = None
    """Done once while a letter is being sent: its text is there, and nothing was said yet."""

    def to(self, address: str) -> list[Received]:
        """Return the messages that went to this address, oldest first."""
        return [each for each in self.messages if address in each.recipients]

    def refuse(self, code: int, address: str = "*", words: str = "refused by the test") -> None:
        """Answer RCPT for this address (or for all) with this SMTP code."""
        self.refusals[address] = f"{code} {words}"

    def greylist(self) -> None:
        """Turn each recipient away with 451 the first time."""
        self.greylisted = set()

    def hang(self) -> None:
        """Say nothing after DATA until `reset()`."""
        self.hangs = True

    def disconnect_after_data(self) -> None:
        """Keep the message, but break the connection before saying so."""
        self.disconnects = True

    def reset(self) -> None:
        """Forget the messages and behave again."""
        self.messages.clear()
        self.refusals.clear()
        self.greylisted, self.hangs, self.disconnects, self.dawdles, self.meanwhile = None, False, False, False, None

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list) -> str:
        """Accept a recipient, unless a switch says otherwise."""
        refusal = self.refusals.get(address) or self.refusals.get("*")
        if refusal:
            return refusal
        if self.greylisted is not None and address not in self.greylisted:
            self.greylisted.add(address)
            return "451 4.7.1 Greylisted, try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Keep a message, unless a switch says otherwise."""
        while self.hangs:
            await asyncio.sleep(0.05)
        if self.dawdles:
            await self._dawdle(server)
        if self.meanwhile:
            act, self.meanwhile = self.meanwhile, None
            await asyncio.to_thread(act)
        message = message_from_bytes(envelope.content, policy=policy.default)
        self.messages.append(Received(envelope.mail_from, list(envelope.rcpt_tos), message, envelope.original_content))
        if self.disconnects:
            server.transport.abort()
        return "250 OK"

    async def _dawdle(self, server: SMTP) -> None:
        server.transport.write(b"250-")
        for _each in range(25):
            await asyncio.sleep(0.2)
            server.transport.write(b".")
        server.transport.write(b"\r\n")


class FreePortController(Controller):
    """A controller that takes any free port and says which."""

    def __init__(self, handler: MailServer) -> None:
        super().__init__(handler, hostname=handler.host, port=0)

    def _trigger_server(self) -> None:
        """Learn the port before the controller connects to it to see that it works."""
        self.handler.port = self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@contextlib.contextmanager
def running(controller: FreePortController) -> Iterator[Any]:
    """Run a controller and give its server."""
    controller.start()
    try:
        yield controller.handler
    finally:
        controller.stop()
