"""A letter as it travels: its headers, its place in the conversation, and to whom reports of it go."""

from email.charset import BASE64, Charset
from email.mime.text import MIMEText
from email.policy import compat32

from flask_mail import BadHeaderError, Message

from reception.current import settings
from reception.domain import clock
from reception.domain.reply_address import bounce_mark, reply_mark
from reception.mail.compose import stop_headers, with_links
from reception.mail.dkim_key import signed
from reception.mail.forwarding import forwarded, original_of, with_original
from reception.models import Audience, Letter

MOST_REFERENCES = 20
"""Message-IDs in References: the first of the conversation and the latest (RFC 5322, 3.6.4)."""


class Envelope(Message):
    """A message whose bodies travel as Base64, since a paragraph may be longer than a line of SMTP, and whose headers go as
    they were encoded: folded once more they would get spaces inside words."""

    envelope_from: str
    original: bytes | None = None
    """A message that is sent on with this one, as it came."""

    def as_bytes(self) -> bytes:
        """Return the message as it goes over the line, signed where there is a key."""
        built = self._message() if self.original is None else with_original(self._message(), self.original)
        return signed(built.as_bytes(policy=compat32.clone(linesep="\r\n", max_line_length=None)))

    def ask_for_reports(self, letter: Letter) -> None:
        """Ask for reports without the letter's text, in which links stand; of a letter to an official also that it arrived."""
        self.mail_options = ["RET=HDRS"]
        if letter.id:
            self.mail_options.append(f"ENVID={bounce_mark(settings().token_key, letter.id)}")
        if letter.audience is Audience.OFFICIAL:
            self.rcpt_options = ["NOTIFY=SUCCESS,FAILURE,DELAY"]

    def ask_for_none(self) -> None:
        """Ask for nothing more than every server does."""
        self.mail_options, self.rcpt_options = [], []

    def _mimetext(self, text: str | None, subtype: str = "plain") -> MIMEText:
        charset = Charset("utf-8")
        charset.body_encoding = BASE64
        return MIMEText(text or "", subtype, charset)


def enveloped(letter: Letter, thread: tuple[str, ...]) -> Envelope:
    """Return a letter as it travels; `thread` are the Message-IDs of its conversation before it, oldest first.

    Raises ValueError for one that cannot be written as an e-mail.
    """
    ours = settings()
    message = Envelope(
        subject=letter.subject,
        recipients=[(letter.to_name, letter.to_address) if letter.to_name else letter.to_address],
        sender=(ours.library_name_en if letter.language == "en" else ours.library_name, ours.sender),
        reply_to=_reply_to(letter),
        body=with_links(letter, letter.body_text),
        html=with_links(letter, letter.body_html),
        date=clock.now().timestamp(),
        extra_headers=_headers(letter, thread),
    )
    message.msgId = letter.message_id
    message.envelope_from = _return_address(letter)
    if letter.name == forwarded.__name__:
        message.original = original_of(letter)
    if message.has_bad_headers():
        raise ValueError(BadHeaderError.__name__)
    return message


def _headers(letter: Letter, thread: tuple[str, ...]) -> dict[str, str]:
    """Return the headers by which programs know what this is: no person wrote it, and no program need answer.

    An official's absence is worth knowing, so only other automatic replies are unwanted there (MS-OXCMAIL).
    """
    unwanted = "AutoReply" if letter.audience is Audience.OFFICIAL else "OOF, AutoReply"
    headers = {"Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": unwanted}
    if thread:
        chain = (*thread[:1], *thread[1:][-MOST_REFERENCES + 1 :])
        headers |= {"In-Reply-To": thread[-1], "References": "\n ".join(chain)}
    if letter.subscription:
        headers["Precedence"] = "bulk"
    return headers | stop_headers(letter)


def _reply_to(letter: Letter) -> str | None:
    """Return where an answer by mail goes: with a link to answer by, to the referral's own address if there are such."""
    pattern = settings().mail_reply_address
    if letter.answer_link and pattern:
        return pattern.replace("*", reply_mark(settings().token_key, letter.answer_link.referral_id))
    return settings().library_email or None


def _return_address(letter: Letter) -> str:
    """Return where reports go on a letter that is not delivered: always to us, and to an address of its own if there are such."""
    ours = settings()
    if not letter.id or not ours.mail_bounce_address:
        return ours.mail_bounce_address.replace("+*", "").replace("*", "bounces") or ours.sender
    return ours.mail_bounce_address.replace("*", bounce_mark(ours.token_key, letter.id))
