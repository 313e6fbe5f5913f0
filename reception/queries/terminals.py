"""Which terminal a computer is."""

from sqlalchemy import select

from reception.domain import tokens
from reception.extensions import db
from reception.models import Terminal


def terminal_of(token: str) -> Terminal | None:
    """Return the terminal that holds a device token, unless it was revoked."""
    digest = tokens.hash_token(token)
    found = db.session.scalar(select(Terminal).where(Terminal.token_hash == digest, Terminal.revoked_at.is_(None)))
    return found if found and tokens.same(found.token_hash, digest) else None
