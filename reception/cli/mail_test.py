"""`reception mail test`: a letter is tried, and what failed is said in words, with what to do next."""

from email.utils import make_msgid

import click
from flask.cli import with_appcontext

from reception.current import settings
from reception.mail.outbox import Outbox
from reception.mail.smtp_errors import NotSent
from reception.mail.trouble_words import in_english
from reception.models import Letter

TEXT = "Reception sent this to see whether its letters leave. Nothing needs to be done."


@click.command()
@click.argument("address")
@with_appcontext
def test(address: str) -> None:
    """Send a letter to ADDRESS to see whether the settings are right."""
    need_server()
    ours = settings()
    where = f"{ours.mail_server}:{ours.mail_port}"
    try:
        with Outbox() as outbox:
            cipher = outbox.knock()
            outbox.send(_letter(address))
    except NotSent as error:
        what, todo = in_english(error.cause)
        said = f"{where} did not take it: {what}\nWhat was said: {error}\nWhat to do: {todo}"
        raise click.ClickException(said) from error
    click.echo(f"{where} took it, {f'encrypted ({cipher})' if cipher else 'not encrypted'}, from {ours.sender}.")
    click.echo("Taken is not delivered: look whether it is in the mailbox, and not among the spam.")


def _letter(address: str) -> Letter:
    ours = settings()
    return Letter(
        to_address=address,
        language="en",
        subject="Reception: a test",
        body_text=f"{TEXT}\n\n{ours.public_url}\n",
        body_html=f"<p>{TEXT}</p>",
        message_id=make_msgid(domain=ours.sender.rpartition("@")[2]),
    )


def need_server() -> None:
    """Say so if no mail server is set."""
    if not settings().mail_server:
        raise click.ClickException("No mail server is set (RECEPTION_MAIL_SERVER). A trial sends while `reception run` runs.")
