"""The receipt of a question: its number and PIN, what happens next, made for paper."""

import segno
from flask import Response, redirect, url_for

from reception.current import settings
from reception.domain.numbers import make_pin
from reception.mail.compose import link_to
from reception.queries.asker import own_question, running_term
from reception.web import persons
from reception.web.public.asker_pages import show


def receipt() -> Response:
    """Show the receipt to the one who asked; anybody else is asked for number and PIN."""
    question = own_question(persons.asker())
    if question is None:
        return redirect(url_for("public.track"))
    address = link_to("public.track", number=question.number)
    return show(
        "public/receipt.html",
        question=question,
        pin=make_pin(settings().token_key, question.pin_nonce),
        address=link_to("public.track"),
        qr=segno.make(address, error="m").svg_data_uri(border=2, unit="mm", scale=1),
        due=running_term(question),
    )
