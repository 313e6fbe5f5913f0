"""What stands on the receipt of a question: for its asker, and for the librarian who recorded it."""

import segno

from reception.current import settings
from reception.domain.numbers import make_pin
from reception.mail.compose import link_to
from reception.models import Question
from reception.queries.asker import running_term


def receipt_of(question: Question) -> dict[str, object]:
    """Return what `components/receipt.html` needs; the QR code holds the number and never the PIN."""
    address = link_to("public.track", number=question.number)
    return {
        "question": question,
        "pin": make_pin(settings().token_key, question.pin_nonce),
        "address": link_to("public.track"),
        "qr": segno.make(address, error="m").svg_data_uri(border=2, unit="mm", scale=1),
        "due": running_term(question),
    }
