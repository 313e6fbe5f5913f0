"""Library computers for visitors: made with a code that is typed once, held by a device token, revoked."""

import datetime as dt
import secrets

from sqlalchemy import select

from reception.current import settings
from reception.domain import clock, tokens
from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.numbers import PIN_ALPHABET, normalize_pin
from reception.domain.permission_names import Permission
from reception.domain.roles import SYSTEM, Actor
from reception.domain.text import clean_line
from reception.extensions import db
from reception.models import Branch, Terminal
from reception.permissions import require
from reception.services.journal import record
from reception.services.limits import spend
from reception.services.transaction import transaction

CODE_LENGTH = 8
CODE_HOURS = 24
LONGEST_NAME = 100
CODES_TRIED = 10
"""Codes that one address may try in a quarter of an hour; of eight signs there are seven thousand million codes."""


def make_terminal(actor: Actor, branch: Branch, name: str) -> str:
    """Make a terminal of a branch and return the code to type at it: shown once, good for 24 hours, stored as a hash.

    Raises Invalid if there is no name or it is too long.
    """
    name = clean_line(name)
    if not name:
        raise Invalid("terminal_name_needed", field="name")
    if len(name) > LONGEST_NAME:
        raise Invalid("line_too_long", field="name", limit=LONGEST_NAME)
    with transaction():
        require(actor, Permission.ADMINISTER)
        terminal = Terminal(branch_id=branch.id, name=name)
        db.session.add(terminal)
        record(Tag.DIRECTORY_CHANGED, actor, what="terminal", name=name, before=None, after=name)
        return _give_code(terminal)


def renew_code(actor: Actor, terminal: Terminal) -> str:
    """Return a fresh code for a terminal whose computer was changed or cleaned; its old token stops to hold at once."""
    with transaction():
        require(actor, Permission.ADMINISTER)
        record(Tag.TERMINAL_REVOKED, actor, terminal_id=terminal.id)
        terminal.token_hash = terminal.revoked_at = None
        return _give_code(terminal)


def enrol(code: str, client: str) -> str:
    """Return the device token for the terminal of a code; the code is used up.

    Raises Invalid for a code that is wrong, used or too old, TooMany after too many from one client.
    """
    spend(f"enrol:{client}", CODES_TRIED, dt.timedelta(minutes=15))
    with transaction():
        waiting = select(Terminal).where(Terminal.code_hash == _code_hash(code), Terminal.code_expires_at > clock.now())
        terminal = db.session.scalar(waiting)
        if terminal is None:
            raise Invalid("terminal_code_wrong", field="code")
        token = tokens.new_nonce()
        terminal.token_hash = tokens.hash_token(token)
        terminal.enrolled_at = clock.now()
        terminal.code_hash = terminal.code_expires_at = None
        record(Tag.TERMINAL_ENROLLED, SYSTEM, terminal_id=terminal.id)
        return token


def revoke(actor: Actor, terminal: Terminal) -> None:
    """End a terminal: its token and its code hold no more."""
    with transaction():
        require(actor, Permission.ADMINISTER)
        terminal.token_hash = terminal.code_hash = terminal.code_expires_at = None
        terminal.revoked_at = clock.now()
        record(Tag.TERMINAL_REVOKED, actor, terminal_id=terminal.id)


def _give_code(terminal: Terminal) -> str:
    code = "".join(secrets.choice(PIN_ALPHABET) for _ in range(CODE_LENGTH))
    terminal.code_hash = _code_hash(code)
    terminal.code_expires_at = clock.now() + dt.timedelta(hours=CODE_HOURS)
    return f"{code[:4]}-{code[4:]}"


def _code_hash(code: str) -> str:
    # A code is short enough to be guessed from a bare hash, so the hash is keyed.
    return tokens.derive_token(settings().token_key, "terminal-code", normalize_pin(code))
