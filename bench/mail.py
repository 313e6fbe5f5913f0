"""Letters going out: time for one and memory for a thousand, beside a bare loop of smtplib over one connection.

Run: python -m bench.mail [--letters 1000]. Both send to the same server, in a process of its own, in turns; the letters differ in
nothing but who sends them.
"""

import multiprocessing
import smtplib
import statistics
import tempfile
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import click
import flask_migrate
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from sqlalchemy import insert

from bench.installation import installation, memory, seconds
from reception.domain import clock
from reception.extensions import db
from reception.models import Audience, Letter
from reception.services.transaction import transaction
from reception.worker import deliver

ROUNDS = 3
HOST = "127.0.0.1"
WORDS = "Добрий день! Ваше звернення надійшло до бібліотеки. " * 60


class Sink:
    """A server that takes every letter and keeps none."""

    def __init__(self) -> None:
        self.connections = self.letters = 0

    async def handle_DATA(self, _server: SMTP, _session: Session, _envelope: Envelope) -> str:  # noqa: N802 – aiosmtpd's name
        """Take a letter."""
        self.letters += 1
        return "250 OK"


class _Counted(Controller):
    def factory(self) -> SMTP:
        self.handler.connections += 1
        return SMTP(self.handler)

    def _trigger_server(self) -> None:
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def _serve(pipe: Any) -> None:
    """Run the server until told to end; say the port, and what it counted since it was last asked."""
    sink = Sink()
    controller = _Counted(sink, hostname=HOST, port=0)
    controller.start()
    pipe.send(controller.port)
    while pipe.recv() == "count":
        pipe.send((sink.connections, sink.letters))
        sink.connections = sink.letters = 0
    controller.stop()


@click.command()
@click.option("--letters", "count", type=click.IntRange(1), default=1000, show_default=True, help="How many go out in one run.")
def main(count: int) -> None:
    """Measure and print."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(theirs,))
    server.start()
    try:
        with tempfile.TemporaryDirectory(prefix="reception-bench-") as name:
            _measure(Path(name), ours, count)
    finally:
        ours.send("end")
        server.join()


def _measure(folder: Path, server: Any, count: int) -> None:
    port = server.recv()
    with installation(folder) as app, app.app_context():
        app.extensions["mail"].server, app.extensions["mail"].port = HOST, port
        flask_migrate.upgrade()
        bare, own = [], []
        _write(50)
        deliver()
        before, rounds = memory(), []
        for _round in range(ROUNDS):
            _write(count)
            _asked(server)
            own.append(seconds(deliver) / count)
            rounds.append(_asked(server))
            bare.append(seconds(lambda: _bare(port, count)) / count)
        growth = memory() - before
    connections, letters = rounds[-1]
    assert letters == count, f"{letters} of {count} letters came"
    ratio = statistics.median(own) / statistics.median(bare)
    print(f"{'a bare loop of smtplib':<40}{statistics.median(bare) * 1000:>8.2f} ms a letter")
    print(f"{'the outbox, each claimed and settled':<40}{statistics.median(own) * 1000:>8.2f} ms a letter, 1 : {ratio:.1f}")
    print(f"{f'connections for {count} letters':<40}{connections:>8}")
    print(f"{f'memory after {ROUNDS} runs of {count}, grown by':<40}{growth:>8.1f} MB")


def _asked(server: Any) -> tuple[int, int]:
    server.send("count")
    return server.recv()


def _write(count: int) -> None:
    """Put letters into the outbox, to as many addresses."""
    start, now = clock.now().timestamp(), clock.now()
    row = {
        "name": "received", "audience": Audience.ASKER, "language": "uk", "subject": "МК-2026-00001 – Звернення надійшло",
        "body_text": WORDS, "body_html": f"<p>{WORDS}</p>", "created_at": now, "next_attempt_at": now,
    }  # fmt: skip
    rows = ({"to_address": f"{each}@mail.example", "message_id": f"<{start}.{each}@library.example>"} for each in range(count))
    with transaction():
        db.session.execute(insert(Letter), [row | each for each in rows])


def _bare(port: int, count: int) -> None:
    with smtplib.SMTP(HOST, port) as line:
        for each in range(count):
            message = EmailMessage()
            message["From"], message["To"] = "reception@library.example", f"{each}@mail.example"
            message["Subject"], message["Message-ID"] = "МК-2026-00001 – Звернення надійшло", f"<bare.{each}@library.example>"
            message.set_content(WORDS, cte="base64")
            message.add_alternative(f"<p>{WORDS}</p>", subtype="html", cte="base64")
            line.send_message(message)


if __name__ == "__main__":
    main()
