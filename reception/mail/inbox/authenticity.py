"""What a trusted mail server says of a sender: SPF, DKIM and DMARC as it wrote them into Authentication-Results (RFC 8601).

Anybody can write such a header. So only those count that bear the name of a server of our own, the topmost of them, and those
that stand with it above the next server's mark; our server takes away what others wrote in its name (RFC 8601, section 5).
"""

import re

from reception.mail.inbox.parsing import Mail

_COMMENT = re.compile(r"\([^()]*\)")
_RESULT = re.compile(r"\s*([\w-]+)(?:\s*/\s*\d+)?\s*=\s*([\w-]+)", re.ASCII)
_MOST_COMMENTS = 20
_SPF_FAILS = {"fail", "softfail"}


def is_forged(mail: Mail, trusted: str) -> bool:
    """Tell whether a server of ours found that the sender is not who the letter says; `trusted`: their names (authserv-id).

    That is a failure of DMARC; where it says nothing of DMARC, that SPF and DKIM both fail. No word is no failure.
    """
    results = _results(mail, set(re.findall(r"[^,\s]+", trusted.lower())))
    dmarc = results.get("dmarc", set()) - {"none"}
    if dmarc:
        return dmarc == {"fail"}
    dkim, spf = results.get("dkim", set()), results.get("spf", set())
    return dkim == {"fail"} and bool(spf) and spf <= _SPF_FAILS


def _results(mail: Mail, trusted: set[str]) -> dict[str, set[str]]:
    """Return what the topmost trusted server found, by method: several signatures have several results."""
    results: dict[str, set[str]] = {}
    place = None
    for hops, value in mail.verdicts:
        name, *findings = _plain(value).split(";")
        own = name.split()
        if not own or own[0].strip('"').lower() not in trusted or place not in (None, hops):
            continue
        place = hops
        for method, result in (found.groups() for found in map(_RESULT.match, findings) if found):
            results.setdefault(method.lower(), set()).add(result.lower())
    return results


def _plain(value: str) -> str:
    """Return a header without its comments, which may hold others."""
    for _ in range(_MOST_COMMENTS):
        value, found = _COMMENT.subn(" ", value)
        if not found:
            break
    return value
