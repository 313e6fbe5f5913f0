"""A mail server that does at each visit what a script says, and writes down what it took and whether it said so."""

import asyncio
from collections import deque
from dataclasses import dataclass, field
from email import message_from_bytes
from enum import StrEnum

from aiosmtpd.smtp import SMTP, Envelope, Session


class Act(StrEnum):
    """What a server does with one letter at one visit."""

    TAKE = "takes the letter and says so"
    GREYLIST = "turns the recipient away for now (451 at RCPT)"
    NO_SUCH = "knows no such recipient (550 at RCPT)"
    CLOSING = "is going down (421 at RCPT)"
    LATER = "does not take the text for now (452 after DATA)"
    REFUSE = "refuses the text for good (554 after DATA)"
    HANG_UP = "hangs up before it has taken the text"
    TAKE_AND_HANG_UP = "takes the letter and hangs up without a word"
    SILENCE = "says nothing and does not take the text"
    TAKE_AND_SILENCE = "takes the letter and says nothing"


TAKING = (Act.TAKE, Act.TAKE_AND_HANG_UP, Act.TAKE_AND_SILENCE)
UNSEEN = (Act.TAKE_AND_HANG_UP, Act.TAKE_AND_SILENCE)
"""The letter is there, and nobody was told."""
FOR_GOOD = (Act.NO_SUCH, Act.REFUSE)

_AT_RCPT = {
    Act.GREYLIST: "451 4.7.1 Greylisted, try again later",
    Act.NO_SUCH: "550 5.1.1 No such user",
    Act.CLOSING: "421 4.3.2 Service shutting down",
}
_AT_DATA = {Act.LATER: "452 4.3.1 Insufficient storage", Act.REFUSE: "554 5.6.0 Refused", Act.TAKE: "250 2.0.0 OK"}


@dataclass(frozen=True)
class Visit:
    """One attempt at one letter, as the server saw it."""

    address: str
    act: Act
    message_id: str = ""
    """Known only where the text came."""


@dataclass
class ScriptedServer:
    """What a controller is given; `script` says for each address what is done at its visits. Afterwards letters are taken."""

    host: str = "127.0.0.1"
    port: int = 0
    script: dict[str, deque[Act]] = field(default_factory=dict)
    visits: list[Visit] = field(default_factory=list)

    def begin(self, script: dict[str, deque[Act]]) -> None:
        """Forget everything and follow another script."""
        self.script, self.visits = script, []

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list) -> str:
        """Look what is to be done with this letter; some servers say it here."""
        acts = self.script.get(address)
        act = acts.popleft() if acts else Act.TAKE
        if act in _AT_RCPT:
            self.visits.append(Visit(address, act))
            if act is Act.CLOSING:
                asyncio.get_running_loop().call_soon(server.transport.close)
            return _AT_RCPT[act]
        envelope.act = act
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        """Do with the text what the script says."""
        message_id = message_from_bytes(envelope.content)["Message-ID"]
        self.visits.append(Visit(envelope.rcpt_tos[0], envelope.act, message_id))
        if envelope.act in (Act.HANG_UP, Act.TAKE_AND_HANG_UP):
            server.transport.abort()
        while envelope.act in (Act.SILENCE, Act.TAKE_AND_SILENCE) and not server.transport.is_closing():
            await asyncio.sleep(0.01)
        return _AT_DATA.get(envelope.act, "451 4.3.0 Nobody hears this")
