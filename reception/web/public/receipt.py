"""The receipt of a question: its number and PIN, what happens next, made for paper."""

from flask import Response, redirect, url_for

from reception.queries.asker import own_question
from reception.web import persons
from reception.web.public.asker_pages import show
from reception.web.receipts import receipt_of


def receipt() -> Response:
    """Show the receipt to the one who asked; anybody else is asked for number and PIN."""
    question = own_question(persons.asker())
    if question is None:
        return redirect(url_for("public.track"))
    return show("public/receipt.html", **receipt_of(question))
