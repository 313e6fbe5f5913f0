"""Capabilities: random, derived with a key the database does not hold, stored as a hash, compared in constant time."""

import hashlib
import hmac
import secrets
from base64 import urlsafe_b64encode


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


def same(one: str, other: str) -> bool:
    """Compare two secrets in constant time."""
    return hmac.compare_digest(one.encode("utf-8", "replace"), other.encode("utf-8", "replace"))
