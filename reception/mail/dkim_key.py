"""The key by which letters are signed (DKIM, RFC 6376), so that servers can see that nobody else wrote in the library's name."""

import base64
from pathlib import Path

import dkim
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from reception.current import settings

BITS = 2048
SIGNED = (
    b"from", b"to", b"subject", b"date", b"message-id", b"in-reply-to", b"references", b"reply-to", b"mime-version",
    b"content-type", b"auto-submitted", b"list-unsubscribe", b"list-unsubscribe-post",
)  # fmt: skip


class NoKey(Exception):
    """The key that the settings name cannot be used; the words say why."""


def domain() -> str:
    """Return the domain in whose name letters leave."""
    return settings().sender.rpartition("@")[2]


def record_name() -> str:
    """Return the name in the DNS at which the public key is to be published."""
    return f"{settings().dkim_selector}._domainkey.{domain()}"


def make(path: Path) -> None:
    """Make a key that nobody but the owner may read. Raises FileExistsError: letters under way are signed by the old one."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=BITS)
    written = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, serialization.NoEncryption()
    )
    path.touch(mode=0o600, exist_ok=False)
    path.write_bytes(written)


def public_key(path: Path | None = None) -> str:
    """Return the public half as it stands in the DNS, of the key that is set or of another. Raises NoKey."""
    public = _read(path or Path(settings().dkim_key)).public_key()
    shape = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return base64.b64encode(public.public_bytes(*shape)).decode("ascii")


def signed(message: bytes) -> bytes:
    """Return a message with its signature before it, or as it is where no key is set. Raises NoKey."""
    if not settings().dkim_key:
        return message
    names = {line.partition(b":")[0].strip().lower() for line in message.partition(b"\r\n\r\n")[0].split(b"\r\n")}
    selector, ours = settings().dkim_selector.encode("ascii"), domain().encode("ascii")
    path = Path(settings().dkim_key)
    _read(path)
    try:
        head = dkim.sign(
            message, selector, ours, path.read_bytes(),
            canonicalize=(b"relaxed", b"relaxed"), include_headers=[name for name in SIGNED if name in names],
        )  # fmt: skip
    except dkim.DKIMException as error:
        raise NoKey(str(error)) from error
    return head + message


def _read(path: Path) -> rsa.RSAPrivateKey:
    try:
        key = serialization.load_pem_private_key(path.read_bytes(), password=None)
    except OSError as error:
        raise NoKey(f"{path}: {error.strerror}") from error
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise NoKey(f"{path} holds no private key in PEM without a password") from error
    if not isinstance(key, rsa.RSAPrivateKey):
        raise NoKey(f"{path} holds a key that is not RSA")
    return key
