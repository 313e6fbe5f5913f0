"""The doctor looks at what the DNS says of the domain in whose name letters leave: SPF, DKIM and DMARC."""

import re
from collections.abc import Iterator

import dns.exception
import dns.resolver

from reception.cli.findings import Finding, broken, look, ok
from reception.current import settings
from reception.mail import dkim_key

PATIENCE = 5.0
"""Seconds to wait for an answer."""


class _NoAnswer(Exception):
    """Nobody here knows what the DNS says."""


def sender_domain() -> Iterator[Finding]:
    """Look whether other servers can believe our letters; say what to publish where they cannot."""
    domain = dkim_key.domain()
    if "." not in domain:
        return
    try:
        for each in dict.fromkeys((domain, settings().mail_bounce_address.rpartition("@")[2] or domain)):
            yield _spf(each)  # servers look at the domain that reports go to
        yield from _dkim()
        yield _dmarc(domain)
    except _NoAnswer:
        yield look(f"DNS: no answer about {domain}, so SPF, DKIM and DMARC were not looked at")


def _texts(name: str) -> list[str]:
    """Return the TXT records at a name; none if there is no such name."""
    try:
        answer = dns.resolver.resolve(name, "TXT", lifetime=PATIENCE)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    except (dns.exception.DNSException, OSError) as error:
        raise _NoAnswer from error
    return [b"".join(row.strings).decode("utf-8", "replace") for row in answer]


def _spf(domain: str) -> Finding:
    found = [text for text in _texts(domain) if re.match(r"v=spf1(\s|$)", text, re.IGNORECASE)]
    if len(found) > 1:
        return broken(f"SPF: {domain} has {len(found)} records, and servers then believe none; keep one")
    if not found:
        wanted = f"v=spf1 a:{settings().mail_server or 'mail.library.example'} ~all"
        return look(f'SPF: publish for {domain} a TXT record such as "{wanted}", with all servers that send for you')
    if re.search(r"(^|\s)\+?all(\s|$)", found[0], re.IGNORECASE):
        return look(f"SPF: {domain} lets the whole world send ({found[0]}); end it with ~all or -all")
    return ok(f"SPF: {found[0]}")


def _dkim() -> Iterator[Finding]:
    if not settings().dkim_key:
        yield look("DKIM: Reception signs no letters; if your mail server does not either: reception mail key")
        return
    try:
        ours = dkim_key.public_key()
    except dkim_key.NoKey as error:
        yield broken(f"DKIM: {error} (RECEPTION_DKIM_KEY); letters wait until it can be read")
        return
    name = dkim_key.record_name()
    keys = [re.sub(r"\s", "", match[1]) for text in _texts(name) if (match := re.search(r"(?:^|;)\s*p=([^;]*)", text))]
    if ours in keys:
        yield ok(f"DKIM: the key stands at {name}")
    else:
        what = "another key stands" if keys else "no key stands"
        yield broken(f'DKIM: {what} at {name}; publish there the TXT record "{record(ours)}"')


def record(public: str) -> str:
    """Return the TXT record of a public key."""
    return f"v=DKIM1; k=rsa; p={public}"


def _dmarc(domain: str) -> Finding:
    """Look at the record of the domain, else of the nearest one above it that has any: it holds here too (RFC 7489, 6.6.3)."""
    labels = domain.split(".")
    for above in range(len(labels) - 1):
        at = ".".join(labels[above:])
        found = [text for text in _texts(f"_dmarc.{at}") if text.lower().startswith("v=dmarc1")]
        if found:
            return ok(f"DMARC: {found[0]}" + (f" (of {at})" if above else ""))
    wanted = f"v=DMARC1; p=none; rua=mailto:{settings().sender}"
    return look(f'DMARC: publish at _dmarc.{domain} the TXT record "{wanted}", and p=quarantine once all is well')
