"""Addresses of our own in which a mark stands for the * of the setting: for answers, one a referral; for reports of what was not
delivered, one a letter. A mark is a number and a proof that the installation of this token key made it."""

import re
from collections.abc import Iterable

from reception.domain import tokens


def reply_mark(key: str, referral_id: int) -> str:
    """Return the mark of a referral."""
    return _mark(key, "reply", referral_id)


def referral_id_of(key: str, mark: str) -> int | None:
    """Return the referral whose mark it is, or None if we made no such mark."""
    return _number(key, "reply", mark)


def bounce_mark(key: str, letter_id: int) -> str:
    """Return the mark of a letter, by which a report of it tells which one it is about."""
    return _mark(key, "bounce", letter_id)


def letter_id_of(key: str, mark: str) -> int | None:
    """Return the letter whose mark it is, or None if we made no such mark."""
    return _number(key, "bounce", mark)


def _mark(key: str, purpose: str, number: int) -> str:
    proof = tokens.derive_token(key, purpose, str(number))
    return f"{number}-{tokens.hash_token(proof)[:24]}"


def _number(key: str, purpose: str, mark: str) -> int | None:
    number = mark.partition("-")[0]
    if not number.isascii() or not number.isdigit() or len(number) > 12:
        return None
    return int(number) if tokens.same(_mark(key, purpose, int(number)), mark) else None


def mark_of(address: str, reply_address: str) -> str | None:
    """Return what stands in an address for * of our address, or None if it is no such address."""
    if "*" not in reply_address:
        return None
    before, _, after = reply_address.lower().partition("*")
    found = re.fullmatch(f"{re.escape(before)}([a-z0-9_-]{{8,100}}){re.escape(after)}", address.lower())
    return found[1] if found else None


def marks_of(addresses: Iterable[str], reply_address: str) -> list[str]:
    """Return the marks in addresses, each once."""
    return list(dict.fromkeys(mark for address in addresses if (mark := mark_of(address, reply_address))))
