"""The background loop: sends letters, collects mail, reads attached files, keeps the index up, tidies.

Each job has a thread, so that none waits for another.
"""

import logging
import threading
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass

from flask import Flask

from reception.current import settings
from reception.mail.outbox import Outbox
from reception.services import (
    alerts,
    attachment_texts,
    daily,
    delivery,
    fetching,
    housekeeping,
    indexing,
    outages,
    promise_letters,
    reminders,
    suggesting,
)

BATCH = 20
"""Letters sent before the worker looks whether it is to stop."""

STOP_SECONDS = 5
"""How long a job may take to end when the worker stops; what it leaves undone is done after the next start."""

AFTER_FAILURE = 10
"""Seconds until a job that failed is tried again."""

_told_to_stop: ContextVar[threading.Event | None] = ContextVar("told_to_stop", default=None)
"""What tells the job of this thread to end, if it runs in one of its own."""

log = logging.getLogger("reception.worker")


@dataclass(frozen=True)
class Job:
    """Something done again and again: `work` returns a line for the log, or nothing if there was nothing to do.

    After work done it runs again at once, else after `every` seconds.
    """

    name: str
    work: Callable[[], str | None]
    every: float


def deliver() -> str | None:
    """Send the letters that are due, all over one line."""
    count = failed = 0
    with Outbox() as outbox:
        while (sent := delivery.send_due(BATCH, outbox)) != delivery.Sent():
            count, failed = count + sent.count, failed + sent.failed
            if (told := _told_to_stop.get()) and told.is_set():
                break
    return f"{count} sent, {failed} failed" if count or failed else None


def watch() -> str | None:
    """Look whether the mail server is back, and tell the administrator if it is not for a while."""
    count = outages.watch()
    return f"{count} letters due again or written" if count else None


def read() -> str | None:
    """Read the text of attached files that have become public."""
    count = attachment_texts.read_texts()
    return f"{count} files" if count else None


def index() -> str | None:
    """Bring the index up to the journal's end."""
    written = indexing.catch_up()
    return f"{written} questions" if written else None


def tell() -> str | None:
    """Write to subscribers about new answers."""
    written = alerts.write_due()
    return f"{written} written" if written else None


def remind() -> str | None:
    """Remind officials of what is due, write the letters of the day, and ask what became of promises."""
    written = reminders.remind() + daily.write() + promise_letters.ask()
    return f"{written} written" if written else None


def collect() -> str | None:
    """Take in what came to the mailbox, if there is one."""
    taken = fetching.fetch().taken if settings().imap_server else 0
    return f"{taken} taken in" if taken else None


def learn() -> str | None:
    """Learn from what librarians have decided."""
    learnt = suggesting.learn_anew()
    return f"{learnt} learnt" if learnt else None


def tidy() -> str | None:
    """Throw away what nobody needs."""
    gone = housekeeping.sweep()
    return f"{gone} files removed" if gone else None


JOBS = (
    Job("texts", read, 5),
    Job("index", index, 0.5),
    Job("alerts", tell, 600),
    Job("reminders", remind, 600),
    Job("mail", deliver, 1),
    Job("mail server", watch, 30),
    Job("mailbox", collect, 60),
    Job("suggestions", learn, 600),
    Job("tidy", tidy, 3600),
)


class Worker:
    """The jobs of one application."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def run(self, stop: threading.Event) -> None:
        """Do the jobs until told to stop; a job that fails is logged and tried again, the others go on."""
        threads = [threading.Thread(target=self._loop, args=(job, stop), name=job.name, daemon=True) for job in JOBS]
        for thread in threads:
            thread.start()
        stop.wait()
        for thread in threads:
            thread.join(STOP_SECONDS)

    def once(self) -> None:
        """Do each job until it has nothing left to do, in this thread."""
        for job in JOBS:
            while self._do(job) == 0:
                pass

    def _loop(self, job: Job, stop: threading.Event) -> None:
        _told_to_stop.set(stop)
        while not stop.wait(self._do(job)):
            pass

    def _do(self, job: Job) -> float:
        """Do a job once; return after how many seconds to do it again."""
        with self.app.app_context():
            try:
                done = job.work()
            except Exception:
                log.exception("%s failed", job.name)
                return AFTER_FAILURE
        if not done:
            return job.every
        log.info("%s: %s", job.name, done)
        return 0
