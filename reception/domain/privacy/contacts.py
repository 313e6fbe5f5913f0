"""Addresses on the net: e-mail, names in messengers and networks, links that open something by a secret in them."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from reception.domain.privacy import cues
from reception.domain.privacy.findings import Span
from reception.domain.privacy.reading import Reading

_AT = (
    r"(?:@{1,2}[ ]?|[ ]@[ ]|(?<=[a-z0-9])[ ]@(?=[a-z0-9-]+\.(?:com|net|ua|org|info|me|ru)(?![\w.]))"
    r"|[ ]?[(\[{*<][ ]?(?:at|ет|[аa]|собака|собачка|пес|пёс|гав|dog|равлик|@)[ ]?[)\]}*>][ ]?"
    r"|[ ](?:собач?ка|собачкою|собакою|равлик)[ ]|[ ]?[-_](?:собач?ка|at)[-_][ ]?|(?<=[a-z0-9])[ ]at[ ](?=[a-z])"
    r"|(?<=[a-z0-9])[ ](?=(?:gmail|ukr|meta|mail|yahoo|outlook|icloud|i)[.](?:com|net|ua|ru)(?![\w.])))"
)
_DOT = (
    r"(?:\.|[ ]?[(\[{][ ]?(?:dot|крапка|точка)[ ]?[)\]}][ ]?|[ ](?:крапка|точка|dot)[ ]"
    r"|(?:[ ]?[.,][ ]?|[ ])(?=(?:com|net|ua|org|info|me|ru)(?![\w-])))"
)
_EMAIL = cues.compiled(
    rf"(?<![\w.+%-])[\w.+%-]{{1,64}}+{_AT}\n?"
    rf"(?:(?:[^\W_][\w-]{{0,62}}{_DOT}){{1,5}}[^\W\d_]{{2,24}}|{cues.expression('email', 'spoken')})(?![\w@])"
)
_MISTYPED_EMAIL = re.compile(r"(?<![\w.+%@/-])[a-z0-9][a-z0-9._+-]{1,63}@[a-z]{3,24}(?![\w@.-])")
_MAILBOXES = re.compile(r"l[.]com|r[.]net|a[.]ua|k[.]com|d[.]com|собач?ка")
_WITHOUT_AT = re.compile(
    r"(?<![\w./@-])[a-z0-9][a-z0-9._-]{2,40}"
    r"(?:(?:gmail[.]com|ukr[.]net|meta[.]ua|outlook[.]com|icloud[.]com)(?![\w-])|собач?ка[a-z0-9-]{1,30}[.,][a-z]{2,4}(?![\w-]))"
)
_URL = cues.compiled(r"(?<!\w)(?:https?://|www\.)[^\s\"<>\x00]+")
_SECRET = cues.compiled(
    rf"[?&#;]{cues.expression('link', 'parameters')}=[^&\s]|[0-9a-f]{{8}}-(?:[0-9a-f]{{4}}-){{3}}[0-9a-f]{{12}}"
)
_LONG_PART = re.compile(r"(?<![\w-])(?=[\w-]*\d)(?=[\w-]*[a-z])(?=[\w-]*[A-Z])[\w-]{24,}", re.ASCII)
_PROFILE = cues.compiled(
    r"(?<![\w.])(?:https?://)?(?:www\.|m\.|uk-ua\.)?(?:t\.me|telegram\.me|instagram\.com|facebook\.com|fb\.com|vk\.com|ok\.ru|tiktok\.com|"
    r"twitter\.com|x\.com|wa\.me|threads\.net|linkedin\.com/in|youtube\.com(?=/@))/(?!groups|events|watch|share|sharer|hashtag|p/|reel|s/|\+|joinchat|pages)"
    r"@?[\w.]{3,64}[^\s\"<>\x00,;)]{0,200}|(?<!\w)(?:viber|tg|whatsapp)://[^\s\"<>\x00]{3,200}"
)
_HANDLE = re.compile(r"@(?<![\w.@/]@)[^\W\d_][\w.]{2,31}")
_FILLERS = rf"(?:[ \n:,;=\"'(-]|{cues.words('handle', 'filler')}){{1,8}}"
_MESSENGER = cues.compiled(
    rf"{cues.words('handle', 'messengers')}(?P<filler>{_FILLERS})"
    r"(?P<handle>(?:@|live:)?[a-z][\w.]{1,39}\w(?:#\d{4})?)(?![\w@])"
)
_NICK = cues.compiled(rf"{cues.words('handle', 'nicks')}(?P<filler>{_FILLERS})(?P<handle>[^\W_][\w.-]{{1,39}}\w)(?![\w@])")
_SIGN = re.compile(r"[\d_@#]|\w\.\w")


def emails(reading: Reading) -> Iterator[Span]:
    """Yield e-mail addresses but those of offices, also one whose full stop was forgotten."""
    for match in _EMAIL.finditer(reading.small):
        domain = re.split(_AT, match.group())[-1].strip()
        if not any(domain == public or domain.endswith(f".{public}") for public in cues.facts("public")["email_domains"]):
            yield match.span()
    yield from (match.span() for match in _MISTYPED_EMAIL.finditer(reading.small))
    if _MAILBOXES.search(reading.small):
        yield from (match.span() for match in _WITHOUT_AT.finditer(reading.small))


def links(reading: Reading) -> Iterator[Span]:
    """Yield addresses of pages that carry a secret or a person's data: a token, a key, a long random part."""
    for match in _URL.finditer(reading.small):
        address = reading.plain[match.start() : match.end()].rstrip(".,;:!?)")
        if _SECRET.search(address.lower()) or _LONG_PART.search(_path(address)):
            yield match.start(), match.start() + len(address)


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return ""


def handles(reading: Reading) -> Iterator[Span]:
    """Yield profiles and names in messengers and networks, and nick names that are called so; programs' names stay."""
    text = reading.small
    profiles = _PROFILE.finditer(text) if "/" in text else ()
    for match in (*profiles, *_HANDLE.finditer(text)):
        handle = match.group().rstrip(".,;:!?")
        if not _is_program(handle):
            yield match.start(), match.start() + len(handle)
    for match in _MESSENGER.finditer(text):
        if (_SIGN.search(match["handle"]) or re.search("[:=-]", match["filler"])) and not _is_program(match["handle"]):
            yield match.span("handle")
    for match in _NICK.finditer(text):
        typed = reading.plain[match.start("handle") : match.end("handle")]
        told = re.search('[:="]', match["filler"]) or typed[0].isupper()
        if told or _SIGN.search(typed) or typed.isascii():
            yield match.span("handle")


def _is_program(handle: str) -> bool:
    return handle.endswith(tuple(cues.facts("public")["handle_endings"]))
