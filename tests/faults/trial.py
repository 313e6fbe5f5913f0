"""One trial: letters, a mail server that misbehaves by a script, workers that are killed; and what must be true of it."""

import datetime as dt
import itertools
import json
import os
import subprocess
import sys
from collections import Counter, deque
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import delete, select

from reception.config import Settings
from reception.extensions import db
from reception.models import Letter, LetterState
from reception.services.delivery import RETRIES
from reception.services.transaction import transaction
from tests.faults.killed import NEVER, NO_PORT, READY
from tests.faults.server import TAKING, UNSEEN, Act, ScriptedServer, Visit

ROOT = Path(__file__).resolve().parents[2]
BEGIN = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)
OPEN = (LetterState.QUEUED, LetterState.SENDING)
SENT = tuple(state for state in LetterState if state.value in ("sent", "delivered"))
FOR_NOW = (LetterState.QUEUED, LetterState.FAILED)
SAID_BY = {Act.TAKE: SENT, Act.NO_SUCH: (LetterState.FAILED,), Act.REFUSE: (LetterState.FAILED,)}
"""What must be written of a letter after a server's word; after all others it waits, or has waited long enough."""
NOT_HEARD = (*UNSEEN, Act.SILENCE, Act.HANG_UP)
SAID = ("instance", "index", "database_url", "secret_key", "token_key")
SAID += ("mail_server", "mail_port", "mail_sender", "mail_reply_address")
SAID += ("imap_server", "imap_port", "imap_use_ssl", "imap_username", "imap_password")
_numbers = itertools.count(1)


@dataclass(frozen=True)
class Round:
    """Workers that start at one moment: before which of its steps each is killed, whether the server is down, by how many
    hours the computer's clock is wrong meanwhile, and whether somebody types `reception mail flush`."""

    kills: tuple[int, ...] = (NEVER,)
    down: bool = False
    clock_off: int = 0
    flush: bool = False


@dataclass(frozen=True)
class Schedule:
    """What happens to letters: what the server does at the visits of each, and rounds of workers. Afterwards all is well."""

    acts: tuple[tuple[Act, ...], ...]
    rounds: tuple[Round, ...] = ()


@dataclass
class Figures:
    """What trials came to, for the table."""

    schedules: int = 0
    letters: int = 0
    workers: int = 0
    kills: Counter = field(default_factory=Counter)
    acts: Counter = field(default_factory=Counter)
    down: int = 0
    copies: Counter = field(default_factory=Counter)
    """How many letters came how many times."""
    failed: int = 0
    unheard: int = 0
    """Times that the server took a letter and nobody wrote that down."""
    until: dt.datetime = BEGIN
    """When the next trial begins: what one leaves behind, such as a rest given to a server, is over by then."""


class Workers:
    """The process that forks workers (killed.py), on an installation."""

    def __init__(self, settings: Settings) -> None:
        environ = {f"RECEPTION_{name.upper()}": str(getattr(settings, name)) for name in SAID}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.faults.killed"],
            cwd=ROOT, env=os.environ | environ, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self.process.stdout.readline().strip() == READY

    def run(self, now: dt.datetime, port: int, kills: tuple[int, ...], flush: bool = False) -> list[dict[str, Any]]:
        """Let workers run at a moment until nothing is due, or each until it is killed; return how each ended.

        With `flush` there is one more, that makes everything due first.
        """
        return self._order({"now": now.isoformat(), "port": port, "kills": kills, "flush": flush})

    def take_in(self, now: dt.datetime, message: Path, kill: int) -> dict[str, Any]:
        """Let a process take in a message, or be killed before one of its steps; return how it ended."""
        return self._order({"now": now.isoformat(), "message": str(message), "kills": [kill]})[0]

    def collect(self, now: dt.datetime, kill: int) -> dict[str, Any]:
        """Let a process collect what is in the mailbox, or be killed before one of its steps; return how it ended."""
        return self._order({"now": now.isoformat(), "mailbox": True, "kills": [kill]})[0]

    def _order(self, order: dict[str, Any]) -> list[dict[str, Any]]:
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return json.loads(self.process.stdout.readline())

    def stop(self) -> None:
        """Let the process end."""
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


class Trial:
    """A schedule as it is carried out; runs within the application's context."""

    def __init__(self, schedule: Schedule, server: ScriptedServer, workers: Workers, figures: Figures) -> None:
        self.schedule, self.server, self.workers, self.figures = schedule, server, workers, figures
        self.now = figures.until
        names = [f"letter{next(_numbers)}" for _ in schedule.acts]
        self.ids = {f"{name}@mail.example": f"<{name}@library.example>" for name in names}
        self.settled: set[str] = set()
        self.unseen: Counter = Counter()

    def run(self) -> None:
        """Carry it out until all is quiet, and assert what must be true after each round and at the end."""
        self._write()
        acts = zip(self.ids, self.schedule.acts, strict=True)
        self.server.begin({address: deque(acts) for address, acts in acts})
        rounds = list(self.schedule.rounds)
        for _ in range(LONGEST):
            if (due := self._next()) is None:
                break
            # A minute at least, for a server may be given a rest; a day at most, for no letter may wait longer.
            self.now = min(max(self.now + dt.timedelta(minutes=1), due), self.now + dt.timedelta(days=1))
            self._round(rounds.pop(0) if rounds else Round())
        self._check_end()

    def _write(self) -> None:
        with transaction():
            db.session.execute(delete(Letter))
            db.session.add_all(
                Letter(
                    name="received", to_address=address, language="uk", subject="Ваше звернення", body_text="Добрий день!",
                    body_html="<p>Добрий день!</p>", message_id=message_id, created_at=self.now, next_attempt_at=self.now,
                )
                for address, message_id in self.ids.items()
            )  # fmt: skip

    def _letters(self) -> dict[str, Letter]:
        db.session.rollback()
        letters = {letter.to_address: letter for letter in db.session.scalars(select(Letter))}
        db.session.expunge_all()
        db.session.rollback()  # nobody waits for a reader
        return letters

    def _next(self) -> dt.datetime | None:
        """Return when the next letter is due, if one still is to leave."""
        return min((each.next_attempt_at for each in self._letters().values() if each.state in OPEN), default=None)

    def _round(self, round_: Round) -> None:
        visits_before = len(self.server.visits)
        port = NO_PORT if round_.down else self.server.port
        ended = self.workers.run(self.now + dt.timedelta(hours=round_.clock_off), port, round_.kills, round_.flush)
        crashed = [each["words"] for each in ended if each["crashed"]]
        assert not crashed, crashed[0]
        visits = self.server.visits[visits_before:]
        killed = [each["words"] for each in ended if each["killed"]]
        self._count(round_, ended, killed, visits)
        self._check_round(visits, len(killed), round_.flush)

    def _count(self, round_: Round, ended: list, killed: list[str], visits: list[Visit]) -> None:
        self.figures.workers += len(ended)
        self.figures.kills.update(killed)
        self.figures.acts.update(visit.act for visit in visits)
        self.figures.down += round_.down

    def _check_round(self, visits: list[Visit], kills: int, flush: bool) -> None:
        """What a server said is written down at once, unless a worker was killed; what is settled is left alone; and a letter
        is offered once, and once more if somebody flushes."""
        letters = self._letters()
        assert set(letters) == set(self.ids), "a letter is lost"
        again = [visit for visit in visits if visit.address in self.settled]
        assert not again, f"sent once more after it was settled: {again}"
        forgotten = 0
        for address, letter in letters.items():
            of_this = [visit for visit in visits if visit.address == address]
            offered = [each for each in of_this[:-1] if each.act is not Act.CLOSING] + of_this[-1:]
            assert len(offered) <= 1 + flush, f"offered again too soon: {of_this}"
            heard = [each for each in of_this if each.act not in NOT_HEARD and not _is_written_over(each, of_this, flush)]
            forgotten += len(heard) - any(letter.state in SAID_BY.get(visit.act, FOR_NOW) for visit in heard)
            self.unseen[address] += sum(visit.act in TAKING for visit in of_this) - (letter.state in SENT and bool(of_this))
            if letter.state not in OPEN:
                self.settled.add(address)
        assert forgotten <= kills, f"a server's word was heard and not written down: {visits}"

    def _check_end(self) -> None:
        letters = self._letters()
        for address, message_id in self.ids.items():
            visits = [visit for visit in self.server.visits if visit.address == address]
            copies = [visit for visit in visits if visit.act in TAKING]
            state = letters[address].state
            assert state not in OPEN, f"it never came to an end: {state}, {visits}"
            assert {visit.message_id for visit in copies} <= {message_id}, "one letter, two names"
            assert len(copies) == self.unseen[address] + (state in SENT), f"{len(copies)} copies: {visits}"
            cut_off = self.unseen[address] > len(RETRIES)
            assert state in SENT or cut_off or visits[-1].act not in TAKING, f"taken in the end, and not sent: {visits}"
            self.figures.failed += state is LetterState.FAILED
            self.figures.copies[len(copies)] += 1
            self.figures.unheard += self.unseen[address]
        self.figures.schedules += 1
        self.figures.until = self.now + dt.timedelta(days=30)
        self.figures.letters += len(self.ids)


def _is_written_over(visit: Visit, visits: list[Visit], flush: bool) -> bool:
    """Tell whether what a server said for now is no more to be read after a round, for the letter was rightly offered again
    in it: over another line, if the server was closing this one, or because of a flush."""
    return visit is not visits[-1] and visit.act not in SAID_BY and (flush or visit.act is Act.CLOSING)


LONGEST = 90
"""Rounds after which a letter that still waits is stuck."""
