"""A text that was signed within itself (OpenPGP's cleartext signature, RFC 9580 section 7) without its seal."""

import re

_BEGINS = re.compile(r"^-----BEGIN PGP SIGNED MESSAGE-----[ \t]*$", re.MULTILINE)
_SIGNATURE, _ENDS = "-----BEGIN PGP SIGNATURE-----", "-----END PGP SIGNATURE-----"
_ESCAPED = re.compile(r"^- ", re.MULTILINE)


def unsealed(text: str) -> str:
    """Return a text as it was before it was signed; one that was not, as it is. Line ends are those of Unix."""
    begins = _BEGINS.search(text)
    if not begins:
        return text
    _hashes, gap, rest = text[begins.end() :].partition("\n\n")
    signed, sealed, after = rest.partition("\n" + _SIGNATURE)
    if not gap or not sealed:
        return text
    return text[: begins.start()] + _ESCAPED.sub("", signed) + after.partition(_ENDS)[2]
