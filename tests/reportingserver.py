"""A mail server that offers reports of delivery (RFC 3461) and notes how they are asked for; it counts its connections."""

from dataclasses import dataclass, field

from aiosmtpd.smtp import SMTP, Envelope, Session

from tests.mailserver import FreePortController, MailServer

OURS = ("RET=", "ENVID=", "NOTIFY=", "ORCPT=")


@dataclass
class ReportingServer(MailServer):
    """A mail server with DSN. `hangs_up_after`: letters it takes over one connection before it says 421."""

    asked: list[str] = field(default_factory=list)
    connections: int = 0
    hangs_up_after: int = 0

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Offer reports."""
        session.host_name = hostname
        return [*responses[:-1], "250-DSN", responses[-1]]


class _Protocol(SMTP):
    taken = 0

    def connection_made(self, transport):
        self.event_handler.connections += 1
        super().connection_made(transport)

    async def smtp_MAIL(self, arg):
        limit = self.event_handler.hangs_up_after
        if limit and self.taken >= limit:
            await self.push("421 too many letters over one connection")
            self.transport.close()
            return
        self.taken += 1
        await super().smtp_MAIL(self._noted(arg))

    async def smtp_RCPT(self, arg):
        await super().smtp_RCPT(self._noted(arg))

    def _noted(self, arg):
        words = (arg or "").split(" ")
        self.event_handler.asked += [word for word in words if word.startswith(OURS)]
        return " ".join(word for word in words if not word.startswith(OURS))


class ReportingController(FreePortController):
    """Runs such a server at a free port."""

    def factory(self):
        return _Protocol(self.handler)
