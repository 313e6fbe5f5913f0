"""What pages cost: time beside a bare Flask view in the same process, and queries to the database.

Everything is called as a WSGI server calls it, in one thread. Each round times every page and the bare view, so that a
machine that is busy for a while slows both, and what is told is the middle of the rounds.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from urllib.parse import quote

from flask import Flask
from flask_login import FlaskLoginClient
from sqlalchemy import Engine, event, select
from werkzeug.test import EnvironBuilder, run_wsgi_app

from bench import questions
from bench.filling import STAFF
from bench.installation import LIBRARIAN, installation, memory, seconds
from reception.cli.output import progress_bar
from reception.extensions import db
from reception.models import Account, Authority, Question
from reception.queries.visibility import public
from reception.services import triage

SAMPLES = 12
"""Addresses that take turns where a page shows something else at each."""

BARE = "bare"

Visit = Callable[[], object]


@dataclass(frozen=True)
class Page:
    """One page: requests a second, how many bare views take as long, and the most queries it made."""

    rate: float
    bare: float
    queries: int


@dataclass(frozen=True)
class Served:
    """What a process that serves pages costs: memory in MB, requests a second of the bare view, every page by name, and
    how many milliseconds a page takes first after somebody has acted, when the figures are read anew."""

    memory_before: float
    memory_after: float
    bare_rate: float
    pages: dict[str, Page]
    after_act: dict[str, float]


def serve(folder: Path, rounds: int, round_seconds: float) -> Served:
    """Measure the pages of a filled installation."""
    with installation(folder) as app:
        before = memory()
        cookie = _signed_in(app)
        visits = {name: [_visit(app, each, cookie) for each in addresses] for name, addresses in _addresses(app).items()}
        queries = {name: max(map(_queries, of_page)) for name, of_page in visits.items()}
        after = memory()
        rates = _rates(visits | {BARE: [_visit(_bare(), "/", "")]}, rounds, round_seconds)
        bare = rates.pop(BARE)
        times = {name: statistics.median(b / r for b, r in zip(bare, of_page, strict=True)) for name, of_page in rates.items()}
        pages = {name: Page(statistics.median(rates[name]), times[name], queries[name]) for name in visits}
        after_act = {name: _after_act(app, visits[name][0]) for name in ("/", "/archive", "/stats")}
    return Served(before, after, statistics.median(bare), pages, after_act)


def _addresses(app: Flask) -> dict[str, list[str]]:
    """Return for each page the addresses that take turns."""
    with app.app_context():
        answered = select(Question.number).where(public(), Question.published_at.is_not(None)).order_by(Question.id)
        numbers = db.session.scalars(answered.limit(SAMPLES)).all()
        bodies = db.session.scalars(select(Authority.slug).order_by(Authority.id).limit(SAMPLES)).all()
    return {
        "/": ["/"],
        "/q/<n>": [f"/q/{quote(number)}" for number in numbers],
        "/archive": ["/archive"],
        "/archive?q=": [f"/archive?q={quote(words)}" for words in questions.words(SAMPLES)],
        "/archive?topic=&year=": [f"/archive?topic=dorohy&year={year}" for year in range(2019, 2026)],
        "/stats": ["/stats"],
        "/authorities/": ["/authorities/"],
        "/authorities/<slug>": [f"/authorities/{slug}" for slug in bodies],
        "/desk/": ["/desk/"],
        "/desk/?tab=overdue": ["/desk/?tab=overdue"],
        "/desk/?tab=all": ["/desk/?tab=all&sort=newest"],
        "/desk/q/<n>": [f"/desk/q/{quote(number)}" for number in numbers],
    }


def _bare() -> Flask:
    app = Flask("bare")
    app.add_url_rule("/", "bare", lambda: "Hello")
    return app


def _signed_in(app: Flask) -> str:
    """Return the cookie of a librarian's session."""
    with app.app_context():
        account = db.session.scalar(select(Account).where(Account.login == LIBRARIAN))
        name = app.config["SESSION_COOKIE_NAME"]
        return f"{name}={FlaskLoginClient(app, user=account, fresh_login=True).get_cookie(name).value}"


def _visit(app: Flask, address: str, cookie: str) -> Visit:
    """Return what asks for a page, at the desk as a librarian. The making of the request is not measured."""
    signed_in = {"Cookie": cookie} if address.startswith("/desk/") else {}
    environ = EnvironBuilder(address, headers=signed_in).get_environ()

    def visit() -> None:
        _body, status, _headers = run_wsgi_app(app, environ.copy(), buffered=True)
        if not status.startswith("200"):
            raise RuntimeError(f"{address} gave {status}")

    return visit


def _queries(visit: Visit) -> int:
    """Return how many queries a page makes when it was visited before."""
    # The lower of two: at the first visit more is read, and every ten minutes the figures are read anew.
    return min(_counted(visit), _counted(visit))


def _counted(visit: Visit) -> int:
    with _statements() as seen:
        visit()
    return len(seen)


@contextmanager
def _statements() -> Iterator[list[str]]:
    seen: list[str] = []

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _rates(visits: dict[str, list[Visit]], rounds: int, round_seconds: float) -> dict[str, list[float]]:
    """Return the requests a second of each page in each round."""
    turns = {name: cycle(of_page) for name, of_page in visits.items()}
    rates: dict[str, list[float]] = {name: [] for name in visits}
    with progress_bar("Measuring pages") as told:
        for done in range(rounds):
            for name, turn in turns.items():
                rates[name].append(_rate(turn, round_seconds))
            told(done + 1, rounds)
    return rates


def _rate(turn: Iterator[Visit], round_seconds: float) -> float:
    start, count = time.perf_counter(), 0
    while not count or time.perf_counter() < start + round_seconds:
        next(turn)()
        count += 1
    return count / (time.perf_counter() - start)


def _after_act(app: Flask, visit: Visit) -> float:
    times = []
    for _time in range(3):
        with app.app_context():
            triage.note(STAFF, db.session.scalar(select(Question).limit(1)), "Подзвонити завтра.")
        times.append(1000 * seconds(visit))
    return statistics.median(times)
