"""The address for answers by mail: each referral has its own, in which a mark stands for the * of the setting."""

import re
from collections.abc import Iterable

from reception.domain import tokens


def reply_mark(key: str, referral_id: int) -> str:
    """Return the mark of a referral: its number, and a proof that the installation of this token key made it."""
    proof = tokens.derive_token(key, "reply", str(referral_id))
    return f"{referral_id}-{tokens.hash_token(proof)[:24]}"


def referral_id_of(key: str, mark: str) -> int | None:
    """Return the referral whose mark it is, or None if we made no such mark."""
    number = mark.partition("-")[0]
    if not number.isascii() or not number.isdigit() or len(number) > 12 or not tokens.same(reply_mark(key, int(number)), mark):
        return None
    return int(number)


def mark_of(address: str, reply_address: str) -> str | None:
    """Return what stands in an address for * of our address for answers, or None if it is no such address."""
    if "*" not in reply_address:
        return None
    before, _, after = reply_address.lower().partition("*")
    found = re.fullmatch(f"{re.escape(before)}([a-z0-9_-]{{8,100}}){re.escape(after)}", address.lower())
    return found[1] if found else None


def marks_of(addresses: Iterable[str], reply_address: str) -> list[str]:
    """Return the marks in addresses, each once."""
    return list(dict.fromkeys(mark for address in addresses if (mark := mark_of(address, reply_address))))
