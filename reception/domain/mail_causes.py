"""Why a letter did not leave: what the mail server, or the way to it, had against it."""

from enum import StrEnum


class MailCause(StrEnum):
    """One cause. The first ones keep every letter from leaving, the others the one letter that was tried."""

    NAME_UNKNOWN = "name_unknown"
    CONNECTION_REFUSED = "connection_refused"
    UNREACHABLE = "unreachable"
    SILENT = "silent"
    """Nobody answers at the server's address."""
    NO_GREETING = "no_greeting"
    """Somebody answers and says nothing."""
    HUNG_UP = "hung_up"
    """The server ends the connection before it takes a letter."""
    NOT_READY = "not_ready"
    """The server says that it serves nobody, or not us."""
    NOT_TLS = "not_tls"
    STARTTLS_MISSING = "starttls_missing"
    TLS_FAILED = "tls_failed"
    CERTIFICATE_UNTRUSTED = "certificate_untrusted"
    CERTIFICATE_EXPIRED = "certificate_expired"
    CERTIFICATE_OF_ANOTHER = "certificate_of_another"
    CA_FILE = "ca_file"
    """The file of the setting `mail_ca_file` cannot be read."""
    LOGIN_REFUSED = "login_refused"
    LOGIN_MISSING = "login_missing"
    """The server lets nobody log in here."""
    LOGIN_NEEDED = "login_needed"
    SENDER_REFUSED = "sender_refused"
    SENDER_LATER = "sender_later"
    """The server takes nothing from our address for now."""
    SIGNING_KEY = "signing_key"

    RECIPIENT_REFUSED = "recipient_refused"
    RELAY_REFUSED = "relay_refused"
    """The server will not pass mail from us on to this address."""
    RECIPIENT_LATER = "recipient_later"
    TOO_BIG = "too_big"
    TAKEN_FOR_SPAM = "taken_for_spam"
    CONTENT_REFUSED = "content_refused"
    LATER = "later"
    NO_REPLY = "no_reply"
    """The server fell silent over the letter."""
    BROKEN_OFF = "broken_off"
    MALFORMED = "malformed"
    """The letter cannot be written as an e-mail."""


OF_ONE_LETTER = frozenset(tuple(MailCause)[tuple(MailCause).index(MailCause.RECIPIENT_REFUSED) :])
OF_THE_SERVER = frozenset(MailCause) - OF_ONE_LETTER
"""While one of these lasts, no letter leaves."""

SHOWN_BY_CONNECTING = OF_THE_SERVER - {MailCause.SENDER_REFUSED, MailCause.SENDER_LATER, MailCause.SIGNING_KEY}
"""Whether one of these is over shows when the server is called, without a letter."""
