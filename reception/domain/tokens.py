"""Capabilities: random, derived with a key the database does not hold, stored as a hash, compared in constant time."""

import hashlib
import hmac
import re
import secrets
from base64 import urlsafe_b64encode

_FORM = re.compile(r"[A-Za-z0-9_-]{42}[AEIMQUYcgkosw048]")
"""256 bits in 43 signs of 6: of the last sign two bits are always nought."""


def new_nonce() -> str:
    """Return 256 random bits as text."""
    return secrets.token_urlsafe(32)


def derive_token(key: str, purpose: str, nonce: str) -> str:
    """Return the token of a nonce for one purpose: 256 bits that only the holder of the key can make again."""
    digest = hmac.digest(key.encode(), f"{purpose}:{nonce}".encode(), hashlib.sha256)
    return urlsafe_b64encode(digest).decode().rstrip("=")


def hash_token(token: str) -> str:
    """Return what is stored of a token. It has 256 random bits, so a fast hash is enough."""
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def is_well_formed(token: str) -> bool:
    """Tell whether a text could be a token at all: what was cut, spelt otherwise or typed by hand could not."""
    return _FORM.fullmatch(token) is not None


def same(one: str, other: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
