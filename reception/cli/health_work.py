"""The doctor looks at what the worker does: the index and the mail."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import func, select

from reception.cli.errors import say_index
from reception.cli.findings import Finding, broken, look, ok
from reception.current import settings
from reception.domain import clock
from reception.extensions import db
from reception.mail.mailbox import Mailbox, NoMailbox
from reception.mail.outbox import Outbox
from reception.mail.smtp_errors import NotSent
from reception.mail.trouble_words import in_english
from reception.models import Letter, LetterState, Question
from reception.queries.health import health
from reception.queries.incoming import held as held_mail
from reception.queries.incoming import held_days
from reception.queries.index_state import PATIENCE, index_state
from reception.queries.outages import standstill
from reception.queries.visibility import public
from reception.search import dictionary, word_lists

LONG_HELD = dt.timedelta(days=3)

MANY_QUESTIONS = 20_000
"""Public questions beyond which Tantivy is recommended."""


def index() -> Iterator[Finding]:
    """Look whether the index can be used, follows the journal, and knows its words."""
    yield from index_itself()
    yield from _engine()
    missing = dictionary.missing()
    if missing:
        yield look(f"dictionaries: none for {', '.join(missing)}, so search finds fewer forms; install pymorphy3-dicts-…")
    else:
        yield ok("dictionaries: Ukrainian and Russian")
    yield from own_words(settings().instance / word_lists.FOLDER)


def own_words(folder: Path) -> Iterator[Finding]:
    """Look whether the lists of words that the library added can be read."""
    yield from (look(f"words: {problem} ({folder})") for problem in word_lists.problems(folder))
    if added := word_lists.counts():
        yield ok("words of your own: " + ", ".join(f"{count} lines of {name}" for name, count in added.items()))


def index_itself() -> Iterator[Finding]:
    """Look whether the index can be asked and written, follows the journal, or is being built anew."""
    state = index_state()
    meanwhile = "the old one answers meanwhile" if state.answers else "the database is searched meanwhile"
    if state.rebuilding:
        yield look(f"index: being built anew, {state.rebuilding.done} of {state.rebuilding.total} questions; {meanwhile}")
    elif state.reason == "missing":
        yield look(f"index: {say_index('missing')}; the worker does it too")
    elif not state.answers:
        yield broken(f"index: {say_index(state.reason)}")
    elif state.outdated:
        yield look("index: words are cut otherwise now than when it was built: reception index rebuild")
    elif state.is_late:
        yield look(f"index: {state.lag} events behind, for {state.age // 60} minutes; does the worker run?")
    else:
        yield ok(f"index: {state.lag} events behind")
    if state.obstacle:
        yield broken(f"index: {say_index(state.obstacle)}")


def _engine() -> Iterator[Finding]:
    """Recommend the faster engine where the archive has outgrown pure Python (docs/decisions/0006)."""
    count = db.session.scalar(select(func.count()).select_from(Question).where(public())) or 0
    if settings().search_engine == "whoosh" and count > MANY_QUESTIONS:
        yield look(
            f"engine: {count} questions are many for Whoosh: pip install reception[tantivy], set "
            "RECEPTION_SEARCH_ENGINE=tantivy, then reception index rebuild"
        )


def mail() -> Iterator[Finding]:
    """Look whether the mail server and the mailbox answer, and what waits or failed."""
    yield _server()
    if settings().imap_server:
        yield _mailbox()
    held = held_mail()
    if held and clock.now() - held[0].received_at > LONG_HELD:
        yield look(f"mail that came in: {len(held)} fit nowhere and wait at the desk, the oldest for {held_days()} days")
    stuck = standstill()
    if stuck and stuck.cause:
        since = f"{clock.local(stuck.since):%d.%m.%Y %H:%M}"
        yield broken(f"letters: none has left since {since}, {stuck.waiting} wait; it was said: {stuck.words}")
    waiting = health().oldest_queued_letter or 0
    if waiting > PATIENCE:
        yield look(f"letters: one waits for {waiting // 60} minutes; does the worker run? reception mail status says more")
    failed = db.session.scalar(select(func.count()).where(Letter.state == LetterState.FAILED))
    if failed:
        yield look(f"letters: {failed} could not be delivered; they are tasks at the desk, reception mail status says why")
    if waiting <= PATIENCE and not failed and not stuck:
        yield ok("letters: none is late, none has failed")


def _mailbox() -> Finding:
    where = f"{settings().imap_server}:{settings().imap_port}"
    try:
        with Mailbox():
            return ok(f"mailbox: {where} lets us in")
    except NoMailbox as error:
        return broken(f"mailbox: {where} gives no mail: {error}")


def _server() -> Finding:
    ours = settings()
    if not ours.mail_server:
        return look("mail server: none is set (RECEPTION_MAIL_SERVER); in a trial `reception run` catches the letters")
    where = f"{ours.mail_server}:{ours.mail_port}"
    try:
        with Outbox() as outbox:
            outbox.knock()
    except NotSent as error:
        return broken(f"mail server: {where}: {' '.join(in_english(error.cause))} It was said: {error}")
    return ok(f"mail server: {where} answers")
