"""Why a letter did not leave, in words for people, and what to do next."""

from flask_babel import force_locale
from flask_babel import lazy_gettext as _l

from reception.current import settings
from reception.domain.mail_causes import MailCause

_C = MailCause
_WORDS = {
    _C.NAME_UNKNOWN: (
        _l("The mail server’s name %(server)s is not known to the network."),
        _l("Look at the spelling of RECEPTION_MAIL_SERVER, and whether this machine reaches a name server."),
    ),
    _C.CONNECTION_REFUSED: (
        _l("%(server)s is there, but nothing listens at port %(port)s."),
        _l("Look whether the mail server runs, and at RECEPTION_MAIL_PORT: 587 with STARTTLS, 465 with TLS, 25 without a login."),
    ),
    _C.UNREACHABLE: (
        _l("The network knows no way to %(server)s."),
        _l("Look whether this machine is connected, and ask whoever runs the network."),
    ),
    _C.SILENT: (
        _l("%(server)s does not answer at port %(port)s."),
        _l(
            "A firewall may keep the connection back, or the server is down. Ask whoever runs the network "
            "whether port %(port)s is open."
        ),
    ),
    _C.NO_GREETING: (
        _l("%(server)s takes the call at port %(port)s and says nothing."),
        _l(
            "A port with TLS from the first byte is silent so: set RECEPTION_MAIL_USE_SSL = yes. Else the server "
            "is overloaded: wait."
        ),
    ),
    _C.HUNG_UP: (
        _l("%(server)s ends the connection at once."),
        _l("It may not serve this machine’s address, or want TLS from the first byte. Look into its log."),
    ),
    _C.NOT_READY: (
        _l("%(server)s answers that it serves nobody now, or not this machine."),
        _l("Its words say why. If they name this machine’s address, have it allowed there; else wait, letters are tried again."),
    ),
    _C.NOT_TLS: (
        _l("What answers at port %(port)s does not speak TLS from the first byte."),
        _l("Set RECEPTION_MAIL_USE_SSL = no and RECEPTION_MAIL_USE_TLS = yes (port 587), or take the port with TLS (465)."),
    ),
    _C.STARTTLS_MISSING: (
        _l("%(server)s offers no encryption (STARTTLS) at port %(port)s."),
        _l(
            "Take the port that does (587, or 465 with RECEPTION_MAIL_USE_SSL = yes). Only within your own "
            "network RECEPTION_MAIL_USE_TLS = no."
        ),
    ),
    _C.TLS_FAILED: (
        _l("The encryption could not be agreed on with %(server)s."),
        _l("The server may be too old for this machine, or have trouble with its certificate. Look into its log."),
    ),
    _C.CERTIFICATE_UNTRUSTED: (
        _l("Nobody known vouches for the certificate of %(server)s."),
        _l(
            "If the server is your own, give the certificate of its authority in RECEPTION_MAIL_CA_FILE; else it "
            "may be somebody else’s."
        ),
    ),
    _C.CERTIFICATE_EXPIRED: (
        _l("The certificate of %(server)s is out of date."),
        _l("Have it renewed by whoever runs the server, and look whether this machine’s clock is right."),
    ),
    _C.CERTIFICATE_OF_ANOTHER: (
        _l("The certificate is made out to another name than %(server)s."),
        _l("Put the name that stands in the certificate into RECEPTION_MAIL_SERVER."),
    ),
    _C.CA_FILE: (
        _l("The file with the certificate of your own authority cannot be read."),
        _l("Look at RECEPTION_MAIL_CA_FILE: the file must be there, readable, and in the form PEM."),
    ),
    _C.LOGIN_REFUSED: (
        _l("%(server)s does not accept the user and the password."),
        _l("Look at RECEPTION_MAIL_USERNAME and RECEPTION_MAIL_PASSWORD; some providers want a password made for programs."),
    ),
    _C.LOGIN_MISSING: (
        _l("%(server)s lets nobody log in at port %(port)s."),
        _l(
            "It may do so only when encrypted: set RECEPTION_MAIL_USE_TLS = yes. If it needs no login, leave "
            "RECEPTION_MAIL_USERNAME empty."
        ),
    ),
    _C.LOGIN_NEEDED: (
        _l("%(server)s takes letters only from those who log in."),
        _l("Set RECEPTION_MAIL_USERNAME and RECEPTION_MAIL_PASSWORD, with RECEPTION_MAIL_USE_TLS = yes."),
    ),
    _C.SENDER_REFUSED: (
        _l("%(server)s takes no letters from the address %(sender)s."),
        _l("Look at RECEPTION_MAIL_SENDER: the user that logs in must be allowed to send in its name."),
    ),
    _C.SENDER_LATER: (
        _l("%(server)s takes no letters from us for now."),
        _l("It may have had too many, or its disk is full. Letters are tried again by themselves; its words say more."),
    ),
    _C.SIGNING_KEY: (
        _l("The key by which letters are signed cannot be read."),
        _l("Look at RECEPTION_DKIM_KEY and the rights of the file; reception doctor says more."),
    ),
    _C.RECIPIENT_REFUSED: (
        _l("The address does not exist, or takes no mail."),
        _l("Look at its spelling, ask for the right one, and send again."),
    ),
    _C.RELAY_REFUSED: (
        _l("The server passes no mail from us on to this address."),
        _l(
            "Log in (RECEPTION_MAIL_USERNAME), or have this machine allowed to send through the server; else the "
            "recipient’s side refuses us."
        ),
    ),
    _C.RECIPIENT_LATER: (
        _l("The address takes no mail just now."),
        _l("Many servers turn a new sender away once. Letters are tried again by themselves."),
    ),
    _C.TOO_BIG: (
        _l("The letter is too big for the server."),
        _l("Have the largest size raised there, or send its text in another way."),
    ),
    _C.TAKEN_FOR_SPAM: (
        _l("The server took the letter for spam."),
        _l("reception doctor looks at SPF, DKIM and DMARC. Ask whoever runs the recipient’s server to let %(sender)s through."),
    ),
    _C.CONTENT_REFUSED: (
        _l("The server refused the letter when it had all of it."),
        _l("Its words say why. Send it in another way if they do not help."),
    ),
    _C.LATER: (
        _l("The server does not take the letter just now."),
        _l("Letters are tried again by themselves; its words say why."),
    ),
    _C.NO_REPLY: (
        _l("The server fell silent over the letter."),
        _l("Letters are tried again by themselves. If it happens to one address again and again, ask whoever runs the server."),
    ),
    _C.BROKEN_OFF: (
        _l("The connection broke in the middle of the letter."),
        _l("Letters are tried again by themselves, under the same name, so that nobody gets two letters that differ."),
    ),
    _C.MALFORMED: (
        _l("The letter cannot be written as an e-mail: its address or its subject has signs that are not allowed."),
        _l("Look at the address and correct it."),
    ),
}  # fmt: skip


def in_words(cause: MailCause) -> tuple[str, str]:
    """Return what happened and what to do, in the language of whoever reads."""
    ours = settings()
    values = {"server": ours.mail_server or "–", "port": ours.mail_port, "sender": ours.sender}
    what, todo = _WORDS[cause]
    return str(what) % values, str(todo) % values


def in_english(cause: MailCause) -> tuple[str, str]:
    """Return the same for the command line, which speaks English."""
    with force_locale("en"):
        return in_words(cause)
