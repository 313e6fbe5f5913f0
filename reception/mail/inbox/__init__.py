"""Mail that comes in: what a message is, and what the person who wrote it says.

Pure functions over the bytes of one message; nothing in a message makes them fail. What becomes of it is for the services.
"""

import re
import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum

from reception.domain.reply_address import marks_of
from reception.mail.inbox.automatic import HABITS, answers_all_the_same, automatic_reason, is_ours
from reception.mail.inbox.failures import Failure, failure
from reception.mail.inbox.own_words import has_quotation, own_words
from reception.mail.inbox.parsing import Mail, parse
from reception.mail.inbox.wording import is_note


class Kind(StrEnum):
    """What a message is."""

    ANSWER = "answer"
    """A person's letter that is a reply to one of ours, as far as it shows by itself."""
    BOUNCE = "bounce"
    """A report on the delivery of a letter, whatever it says."""
    AUTO = "auto"
    """No person wrote it as an answer: absence, receipt, registration, list."""
    LOOP = "loop"
    """Our own letter come back."""
    UNMATCHED = "unmatched"
    """A person's letter that replies to nothing of ours."""
    BROKEN = "broken"
    """Nothing can be read in it."""


@dataclass(frozen=True)
class Reading:
    """What a message was taken for. `hard`: the address it reports on is no good; None if it reports on none."""

    kind: Kind
    reason: str
    text: str = ""
    hard: bool | None = None
    mail: Mail = field(default_factory=lambda: parse(b""), repr=False, compare=False)
    failure: Failure | None = None

    def as_json(self) -> dict[str, object]:
        """Return what `reception mail receive --dry-run` prints."""
        return {"kind": self.kind.value, "hard": self.hard, "reason": self.reason, "text": self.text}


NOTE = "note"
"""Why a letter is a person's though it answers nothing: it says that ours has come, or that an answer follows."""

_HEADERS = {"from", "to", "subject", "date", "received", "message-id", "content-type"}
_REPLY_SUBJECT = re.compile(
    r"^\s*(re|aw|sv|antw|odp|vs|rif|r\u00e9p|res|ynt|ha|\u0432\u0456\u0434\u043f?|\u043e\u0442\u0432|\u043e\u0442\u0432\u0435\u0442|"
    r"\u0432\u0456\u0434\u043f\u043e\u0432\u0456\u0434\u044c|\u56de\u590d|\u7b54\u590d)\s?(\[\d+\]|\(\d+\))?\s?[:\uff1a]",
    re.IGNORECASE,
)


def read(raw: bytes, sender: str, reply_address: str = "") -> Reading:
    """Say what a message is. `sender` is the address of our letters, `reply_address` the one for answers, with * for the token.

    Without the database nobody knows whether a letter of ours stands behind a reply. So a person's letter is an answer here if
    it came to an address for answers or has the form of a reply: In-Reply-To, References, a subject with "Re:" or a quotation.
    Its writer's own words are in `text` in either case. A message is broken only if it has neither words nor a file nor a sender.
    """
    mail = parse(raw)
    if not (mail.text.strip() or mail.files or mail.reports or mail.addresses("from")):
        return Reading(Kind.BROKEN, "empty", mail=mail)
    if _HEADERS.isdisjoint(mail.headers) and mail.text.count("\ufffd") + sum(map(_is_odd, mail.text[:500])) > 10:
        return Reading(Kind.BROKEN, "no_message", mail=mail)
    if is_ours(mail, sender):
        return Reading(Kind.LOOP, "ours", own_words(mail.text), mail=mail)
    report = failure(mail)
    if report:
        return Reading(Kind.BOUNCE, report.reason, mail.text.strip(), report.hard, mail, report)
    words = own_words(mail.text)
    automatic = automatic_reason(mail, words)
    if automatic in HABITS and answers_all_the_same(mail, words):
        return Reading(Kind.ANSWER, automatic, words, mail=mail)
    if automatic:  # an address that answers by itself is one that takes mail
        return Reading(Kind.AUTO, automatic, words, False, mail)
    reason = "address" if marks_of(mail.came_to(), reply_address) else _form_of_reply(mail)
    if reason and not mail.files and is_note(words):
        reason = NOTE
    return Reading(Kind.ANSWER if reason else Kind.UNMATCHED, reason or "no_reply", words, mail=mail)


def _is_odd(char: str) -> bool:
    return char > "\x7f" and unicodedata.category(char) in ("So", "Sm", "Cc", "Co", "Cn")


def _form_of_reply(mail: Mail) -> str | None:
    if mail.header("in-reply-to") or mail.header("references"):
        return "thread"
    if _REPLY_SUBJECT.match(mail.header("subject")):
        return "subject"
    return "quotation" if has_quotation(mail.text) else None
