"""Letters that no person wrote as an answer: automatic replies, receipts, lists, and our own letters come back.

The headers say it where the sender's program follows RFC 3834, RFC 8098 and the habits of the larger systems; where it does
not, its subject or its words do (see `wording`). Headers that offices put into persons' letters too count least: a reply
that says that something was done is an answer all the same.
"""

import re

from reception.mail.inbox.own_words import has_quotation
from reception.mail.inbox.parsing import Mail
from reception.mail.inbox.wording import acknowledges, reason_of_words, tells

MOST_HOPS = 30
"""A letter that passed more servers goes round in a circle."""

_MARK = re.compile(
    r"(x-)?(.*-)?auto-?(reply|repl|respond|responder|response|answer|generated)(-from)?|x-.*(vacation|machine-?generated)"
    r"|x-ms-exchange-generated-message-source"
)
"""Names of headers by which programs say that they wrote a reply."""

_NOT_SAID = {"", "no", "none", "false", "0"}
HABITS = ("suppresses_replies", "list", "bulk", "robot")
"""Reasons that leave a doubt: systems of offices put such headers into what a person wrote."""

_PRECEDENCE = {"bulk", "junk", "list", "auto_reply", "auto-reply"}
_CLIENT = re.compile(
    r"thunderbird|outlook|iphone|ipad|apple mail|android|the bat|\bk-9|fairemail|roundcube|samsung|evolution|kmail|mutt"
    r"|squirrelmail|horde|em client|spark|mailbird|claws|sylpheed|seamonkey|zimbrawebclient|alpine|sogo|rainloop|snappymail|becky"
    r"|mailspring",
    re.IGNORECASE,
)
"""Programs in which persons write."""

_ROBOT = re.compile(
    r"(no-?_?reply|do-?not-?_?reply|not?-?responder|noresponse|auto-?(reply|responder|mailer)|robot|notifications?)\b"
    r"|(mailer-daemon|postmaster)@"
)


def is_ours(mail: Mail, sender: str) -> bool:
    """Tell whether a letter is our own come back, by its sender or its Message-ID, or has gone round in a circle.

    `sender` is the address from which our letters come.
    """
    if len(mail.headers.get("received", ())) > MOST_HOPS:
        return True
    if sender.lower() in mail.addresses("from", "sender"):
        return True
    ours = mail.header("message-id").rstrip("> ").lower().endswith("@" + sender.lower().rpartition("@")[2])
    return ours and mail.header("auto-submitted").lower().startswith("auto-generated")


def automatic_reason(mail: Mail, words: str) -> str | None:
    """Return by what a letter shows that no person wrote it as an answer, or None; `words` are its own, without quotations."""
    by_a_person = _of_a_client(mail) or (_is_reply(mail) and has_quotation(mail.text))
    said = reason_of_words(mail.header("subject"), words, _is_reply(mail), by_a_person)
    return _by_headers(mail) or said or _by_habits(mail)


def answers_all_the_same(mail: Mail, words: str) -> bool:
    """Tell whether a letter that is automatic only by a habit of programs is a reply that says that something was done.

    Or one that was written in a program that only persons use.
    """
    return _is_reply(mail) and (tells(words) or _of_a_client(mail)) and not acknowledges(words)


def _of_a_client(mail: Mail) -> bool:
    return bool(_CLIENT.search(mail.header("x-mailer") + " " + mail.header("user-agent")))


def _is_reply(mail: Mail) -> bool:
    return bool(mail.header("in-reply-to") or mail.header("references"))


def _by_headers(mail: Mail) -> str | None:
    if "disposition-notification" in (mail.report_type, *(part.partition("/")[2] for part in mail.parts)):
        return "receipt"
    if "text/calendar" in mail.parts and not mail.text.strip():
        return "calendar"
    submitted = mail.header("auto-submitted").lower().partition(";")[0].strip()
    if submitted.partition(" ")[0] not in ("", "no"):
        return "auto_submitted"
    if any(mail.header(name).lower() not in _NOT_SAID for name in mail.headers if _MARK.fullmatch(name)):
        return "auto_reply"
    return "null_sender" if mail.header("return-path") == "<>" else None


def _by_habits(mail: Mail) -> str | None:
    """By what programs put into their letters, but the systems of offices into persons' letters too."""
    if mail.header("x-auto-response-suppress").lower() not in ("", "none"):
        return "suppresses_replies"
    if mail.header("list-id") or mail.header("list-unsubscribe"):
        return "list"
    if {mail.header("precedence").lower(), mail.header("x-precedence").lower()} & _PRECEDENCE:
        return "bulk"
    return "robot" if any(_ROBOT.match(address) for address in mail.addresses("from")) else None
