"""Reports that a letter was not delivered: reports in form (RFC 3464), reports in any other form, complaints (RFC 5965).

A server's words decide first, for codes are often wrong; the words and their order are in `data/mail/bounces.toml`. What a
report means is *hard* only if it says that the address is no good. Nothing found means *soft*: an address is not given up
for a report that nobody understands.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from reception.mail.inbox.parsing import Mail

_FILE = Path(__file__).parents[2] / "data" / "mail" / "bounces.toml"
_RULES = tomllib.loads(_FILE.read_text(encoding="utf-8"))


def _any(phrases: list[str], flags: int = 0) -> re.Pattern[str]:
    return re.compile("|".join(phrases), re.IGNORECASE | flags)


def _in_tongues(name: str) -> list[str]:
    """Return the phrases of a reason in the tongues of which only nouns and verbs are known: in either order, near each other."""
    pairs = [(tongue["who"], tongue[name]) for tongue in _RULES["tongue"] if name in tongue]
    return [f"(?:{who})\\b.{{0,80}}?(?:{what})|(?:{what})[^.\\n]{{0,30}}\\b(?:{who})" for who, what in pairs]


_REASONS = [
    (rule["name"], rule["hard"], _any(rule["phrases"] + _in_tongues(rule["name"])), set(rule.get("codes", ())))
    for rule in _RULES["reason"]
]
_SUBJECTS, _TEXTS, _DELAYED, _COMPLAINTS = (
    _any(_RULES["notice"][name]) for name in ("subjects", "texts", "delayed", "complaints")
)
_COPY = _any(_RULES["notice"]["copy"], re.MULTILINE)

_DAEMON = re.compile(
    r"^(mailer-?_?daemon|mail-?daemon|mail\.?delivery|postmaster|poostmaster|mdaemon|mail-?admin|bounces?|smtp-?daemon|system|"
    r"mail(er)?|root|daemon|administrator|mail-?system)(\+.*)?$"
)
_DAEMON_NAME = re.compile(
    r"mailer[- ]?daemon|mail(er)? (delivery|administrat|system|server)|delivery (sub)?system|postmaster|mail router|mta\b"
    r"|microsoft exchange|internet mail|system administrator",
    re.IGNORECASE,
)
_STATUS = re.compile(r"(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?![\d.])")
_AFTER_DATA = re.compile(r"end of data|final data|>>> data\b(?:(?!>>>).)*?<<< 5\d\d", re.IGNORECASE | re.DOTALL)
_BEFORE_ADDRESS = re.compile(
    r"in reply to (?:initial|(?:the )?(?:helo|ehlo|mail from))|(?:after|response to|sent:?) (?:the )?(?:helo|ehlo|mail from)\b"
    r"|my name was rejected|>>> (?:helo|ehlo|mail from)\b(?:(?!>>>).)*?<<< 5\d\d",
    re.IGNORECASE | re.DOTALL,
)
_REPLY = re.compile(r"(?<![\d.:-])[45]\d\d[ -](?!\d{3}-)")
_FORWARDED = re.compile(r"^final-recipient: .{3,200}\n(?:.{0,400}\n){0,6}?status: [245]\.", re.IGNORECASE | re.MULTILINE)
_FIELD = re.compile(r"^(final-recipient|action|status|diagnostic-code): (.{1,500})$", re.IGNORECASE | re.MULTILINE)
_FIELDS = {"final-recipient", "action", "status", "diagnostic-code"}
_QUOTED_REPORT = re.compile(r"^> ?final-recipient:", re.IGNORECASE | re.MULTILINE)
_SPEAKER = re.compile(r"\bhost \S{1,200} (?:said|refused to talk to me):|https?://\S{1,300}")
_VAGUE = {"5.0.0", "4.0.0", "5.1.0", "5.2.0", "5.5.0"}
_LONGEST_NOTICE = 20_000
_SHOWN = 300
_MOST_BLOCKS = 20
_FOLDED = 4000


@dataclass(frozen=True)
class Failure:
    """What a report says. `hard`: the address is no good; `delivered` and `delayed` are reports, but of no failure."""

    reason: str
    hard: bool
    code: str = ""
    recipients: tuple[str, ...] = ()
    words: str = ""
    """What the server said, shortened."""


def failure(mail: Mail) -> Failure | None:
    """Return what a report of delivery says, or None if the message is no such report."""
    if _is_complaint(mail):
        return Failure("feedback", False)
    notice = _notice(mail.text)
    if not (mail.reports or _says_so(mail, notice)):
        return None
    blocks = [block for block in mail.reports if not _FIELDS.isdisjoint(block)] or _quoted_block(notice)
    recipients = tuple(address for address in map(_recipient, blocks) if address) or tuple(mail.addresses("x-failed-recipients"))
    action = " ".join(block.get("action", "").lower() for block in blocks)
    if "failed" not in action and re.search(r"delivered|relayed|expanded", action):
        return Failure("delivered", False, _code(blocks, notice), recipients)
    if "failed" not in action and ("delayed" in action or (not action and _is_delay(mail, notice))):
        return Failure("delayed", False, _code(blocks, notice), recipients)
    return _judged(blocks, notice, recipients)


def _judged(blocks: list[dict[str, str]], notice: str, recipients: tuple[str, ...]) -> Failure:
    """Return what a report says of the address that is worst off, if it is about several."""
    failed = [block for block in blocks if "failed" in block.get("action", "").lower()] or blocks or [{}]
    replies = _replies(notice)
    said = _by_words(replies) or _by_words(_folded(notice))
    each = [_of_one(block, notice, replies, said) for block in failed[:_MOST_BLOCKS]]
    name, hard, code, words = next((found for found in each if found[1]), each[0])
    return Failure(name, hard, code, recipients, " ".join(words.split())[:_SHOWN])


def _of_one(block: dict[str, str], notice: str, replies: str, said: tuple[str, bool] | None) -> tuple[str, bool, str, str]:
    """Return the reason at one address: by the server's words in the report, by those in the notice, by the code."""
    code, diagnosis = _code([block], notice), _folded(_diagnosis(block))
    name, hard = _by_words(diagnosis) or said or _by_code(code)
    if name == "no_such_user" and code in _VAGUE and _AFTER_DATA.search(notice):
        name, hard = "filtered", False  # the address was taken; the letter was not
    if hard and _BEFORE_ADDRESS.search(notice) and not re.search(r"rcpt to", notice, re.IGNORECASE):
        name, hard = "sender_refused", False  # the address had not been named yet
    if name == "no_mail_accepted" and code.startswith("4"):
        hard = False
    return name, hard, code, diagnosis or replies


def _by_code(code: str) -> tuple[str, bool]:
    found = ((name, hard) for name, hard, _phrases, codes in _REASONS if code in codes and code not in _VAGUE)
    return next(found, ("unknown", False))


def _replies(notice: str) -> str:
    """Return what servers replied, as far as a notice quotes it: from the code on, to the end of the paragraph."""
    found = ((paragraph, _REPLY.search(paragraph)) for paragraph in _folded(notice).split("\n"))
    return "\n".join(paragraph[reply.start() :] for paragraph, reply in found if reply)


def _by_words(words: str) -> tuple[str, bool] | None:
    return next(((name, hard) for name, hard, phrases, _codes in _REASONS if phrases.search(words)), None)


def _says_so(mail: Mail, notice: str) -> bool:
    """Tell whether a message without a report in form is one all the same: by its sender, its subject and its words."""
    answers = mail.header("in-reply-to") and not _from_daemon(mail)
    if mail.header("x-failed-recipients") or (_FORWARDED.search(notice) and not answers):
        return True
    subject, words = _SUBJECTS.search(mail.header("subject")), _TEXTS.search(_folded(notice))
    if _from_daemon(mail):
        return bool(subject or words or _replies(notice) or "mailer-daemon" in mail.header("from").lower())
    nobody = mail.header("return-path") == "<>" and "return-path" in mail.headers
    return bool(subject and words) and (nobody or not mail.header("in-reply-to"))


def _quoted_block(notice: str) -> list[dict[str, str]]:
    """Return the fields of a report that stands in the text, as in one that was forwarded."""
    fields = {name.lower(): value for name, value in reversed(_FIELD.findall(notice))}
    return [fields] if "status" in fields or "action" in fields else []


def _is_complaint(mail: Mail) -> bool:
    if "feedback-report" in (mail.report_type, *(part.partition("/")[2] for part in mail.parts)):
        return True
    return "message/rfc822" in mail.parts and not mail.text.strip() and bool(_COMPLAINTS.search(mail.header("subject")))


def _from_daemon(mail: Mail) -> bool:
    sender = mail.header("from")
    addresses = mail.addresses("from", "return-path")
    local = {address.partition("@")[0] for address in addresses} | {sender.strip("<> ").partition("@")[0].lower()}
    nameless = "from" in mail.headers and not sender.strip("<> ")
    return nameless or any(map(_DAEMON.match, local)) or bool(_DAEMON_NAME.search(sender))


def _is_delay(mail: Mail, notice: str) -> bool:
    return bool(_DELAYED.search(mail.header("subject")) or _DELAYED.search(_folded(notice))) and not re.search(
        r"permanent|giv(en|ing) up|gave up|returned", notice, re.IGNORECASE
    )


def _notice(text: str) -> str:
    """Return the words of the report itself, without the copy of the letter under them."""
    text = text[:_LONGEST_NOTICE]
    if _QUOTED_REPORT.search(text):  # a person forwarded it
        text = re.sub(r"^(?:> ?)+", "", text, flags=re.MULTILINE)
    found = _COPY.search(text, 1)
    return text[: found.start()] if found else text


def _code(blocks: list[dict[str, str]], notice: str) -> str:
    """Return the enhanced status code that says most: that of the server's words before that of the report."""
    said = [code for block in blocks for code in _STATUS.findall(block.get("diagnostic-code", ""))]
    said += [code for block in blocks for code in _STATUS.findall(block.get("status", ""))]
    said += _STATUS.findall(notice)
    telling = [code for code in said if not code.endswith(".0.0")]
    return next(iter(telling or said), "")


def _diagnosis(block: dict[str, str]) -> str:
    """Return what the server said, without the kind of server that stands before it."""
    kind, mark, words = block.get("diagnostic-code", "").partition(";")
    return words if mark and len(kind) < 40 else kind + mark + words


def _recipient(block: dict[str, str]) -> str:
    value = block.get("original-recipient") or block.get("final-recipient", "")
    return value.partition(";")[2].strip(" <>").lower()


def _folded(text: str) -> str:
    """Return a text with each paragraph in one line, and without the name of the host that spoke."""
    paragraphs = (" ".join(paragraph.split()) for paragraph in re.split(r"\n\s*\n", text[:_LONGEST_NOTICE]))
    return _SPEAKER.sub("", "\n".join(paragraphs))[:_FOLDED]
