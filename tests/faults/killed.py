"""Worker processes that the system kills (`kill -9`) before any step that they take: `python -m tests.faults.killed`.

This process loads the application once and forks a worker for each order, so that hundreds are killed in a minute. A worker
is the product as it is: the steps are what SQLAlchemy, smtplib and imaplib are asked to do, and the signal comes from the
system, so nothing runs after it – no `except`, no `finally`, no rollback but the database's own.
"""

import dataclasses
import datetime as dt
import functools
import imaplib
import json
import os
import signal
import smtplib
import ssl
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import Engine, delete, event

from reception import create_app
from reception.domain import clock
from reception.extensions import db
from reception.models import Letter
from reception.services import fetching, incoming
from reception.services.delivery import make_due, send_due
from reception.services.transaction import transaction
from reception.worker import BATCH

NEVER = 0
VERBS = ("EHLO", "MAIL", "RCPT", "DATA", "RSET", "QUIT")
CRASHED = 3
NO_PORT = 1
"""Where nothing listens: the mail server is down."""

READY = "ready"
TIMEOUT = 1
"""Seconds until a server that says nothing is left."""


class Steps:
    """Counts the steps of a worker and ends it before the one that was ordered, leaving word where it was."""

    def __init__(self, fatal: int, tell: int) -> None:
        self.fatal, self.tell = fatal, tell
        self.count = 0
        self.at, self.saying = "claiming", "the connection"

    def step(self, where: str | None = None) -> None:
        """Take a step; `where` it is, if that has changed."""
        self.at = where or self.at
        self.count += 1
        if self.count == self.fatal:
            os.write(self.tell, self.at.encode())
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Take a step before each statement, commit, and file that goes to the disk, and around each word to a mail server."""
        event.listen(Engine, "before_cursor_execute", lambda *_: self._asking())
        event.listen(Engine, "commit", lambda *_: self._committing())
        os.fsync = self._syncing(os.fsync)
        smtplib.SMTP.connect = self._connecting(smtplib.SMTP.connect)
        smtplib.SMTP.send = self._saying(smtplib.SMTP.send)
        smtplib.SMTP.getreply = self._hearing(smtplib.SMTP.getreply)
        imaplib.IMAP4.send = self._asking_the_mailbox(imaplib.IMAP4.send)
        imaplib.IMAP4.read = self._fetching(imaplib.IMAP4.read)

    def _asking(self) -> None:
        self.step("claiming" if self.at.startswith(("claiming", "writing")) else "settling")

    def _committing(self) -> None:
        self.step(f"{self.at.removesuffix(', before the commit')}, before the commit")
        self.at = "claiming"

    def _syncing(self, real: Callable) -> Callable:
        def wrapped(*given: Any) -> Any:
            self.step("writing a file")
            return real(*given)

        return wrapped

    def _connecting(self, real: Callable) -> Callable:
        def wrapped(*given: Any) -> Any:
            self.step("connecting")
            return real(*given)

        return wrapped

    def _saying(self, real: Callable) -> Callable:
        def wrapped(client: smtplib.SMTP, said: Any) -> None:
            verb = (said if isinstance(said, bytes) else said.encode())[:4].decode("ascii", "replace").strip().upper()
            self.saying = verb if verb in VERBS else "the text"
            self.step(f"before {self.saying}")
            real(client, said)
            self.step(f"after {self.saying}, its answer not heard")

        return wrapped

    def _hearing(self, real: Callable) -> Callable:
        def wrapped(client: smtplib.SMTP) -> tuple[int, bytes]:
            heard = real(client)
            self.step(f"the answer to {self.saying} heard, nothing written down")
            return heard

        return wrapped

    def _asking_the_mailbox(self, real: Callable) -> Callable:
        def wrapped(client: imaplib.IMAP4, said: bytes) -> None:
            self.step("before a word to the mailbox")
            real(client, said)
            self.step("after a word to the mailbox, its answer not heard")

        return wrapped

    def _fetching(self, real: Callable) -> Callable:
        def wrapped(client: imaplib.IMAP4, size: int) -> bytes:
            half = real(client, size // 2)
            self.step("in the middle of a message")
            whole = half + real(client, size - len(half))
            self.step("a message fetched, nothing written down")
            return whole

        return wrapped


def call_at(app: Flask, port: int) -> None:
    """Let the mail server be called at this port, and left soon if it says nothing."""
    changed = {"mail_port": port, "mail_timeout": TIMEOUT}
    app.extensions["reception_settings"] = dataclasses.replace(app.extensions["reception_settings"], **changed)
    app.extensions["mail"].port = port


def work(app: Flask, order: dict[str, Any], fatal: int, flush: bool, tell: int) -> None:
    """Be a worker: send what is due until nothing is, or take in a message or what the mailbox has, or until killed."""
    Steps(fatal, tell).watch()
    with clock.travel(dt.datetime.fromisoformat(order["now"])), app.app_context():
        if "message" in order:
            incoming.receive(Path(order["message"]).read_bytes())
            return
        if order.get("mailbox"):
            fetching.fetch()
            return
        call_at(app, order["port"])
        if flush:
            make_due()
        while (done := send_due(BATCH)).count or done.failed:
            pass


def start(app: Flask, order: dict[str, Any], fatal: int, flush: bool = False) -> tuple[int, int]:
    """Fork a worker; return its number and where its last words can be read."""
    hear, tell = os.pipe()
    pid = os.fork()
    if pid:
        os.close(tell)
        return pid, hear
    try:
        os.close(hear)
        work(app, order, fatal, flush, tell)
        os._exit(0)
    except BaseException:
        os.write(tell, traceback.format_exc().encode()[-2000:])
        os._exit(CRASHED)


def end(pid: int, hear: int) -> dict[str, Any]:
    """Wait for a worker; return how it ended."""
    words = b""
    while piece := os.read(hear, 4096):
        words += piece
    os.close(hear)
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return {"killed": code == -signal.SIGKILL, "crashed": code == CRASHED, "words": words.decode()}


def _warm_up(app: Flask) -> None:
    """Do once what each worker would have to do anew, mappers and statements, with a letter long ago to a server that is down.
    No connection is taken into a fork."""
    ssl.create_default_context = functools.cache(ssl.create_default_context)  # the system's certificates, read once
    long_ago = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
    words = {"subject": "-", "body_text": "-", "body_html": "-", "message_id": "<->", "to_address": "-@mail.example"}
    with clock.travel(long_ago), app.app_context():
        call_at(app, NO_PORT)
        with transaction():
            db.session.add(Letter(name="received", language="uk", created_at=long_ago, next_attempt_at=long_ago, **words))
        send_due()
        with transaction():
            db.session.execute(delete(Letter).where(Letter.message_id == "<->"))
        db.session.remove()
        db.engine.dispose()


def main() -> None:
    """Follow orders, one JSON object a line: {"now", "port", "flush", "kills": [before which step, 0 for never, …]}, or instead
    of port and flush {"message": the path of one that comes in}, or {"mailbox": true} to collect what is there."""
    app = create_app()
    _warm_up(app)
    print(READY, flush=True)
    for line in sys.stdin:
        order = json.loads(line)
        running = [start(app, order, fatal) for fatal in order["kills"]]
        running += [start(app, order, NEVER, flush=True)] if order.get("flush") else []
        print(json.dumps([end(*each) for each in running]), flush=True)


if __name__ == "__main__":
    main()
