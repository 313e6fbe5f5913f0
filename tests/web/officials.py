"""What the tests of the official's pages share."""

import io

from PIL import Image
from pypdf import PdfWriter

ANSWER = "Яму засиплють до п’ятниці, 6 березня.\n\n- щебінь завезено\n- бригада **є**"
SEND, DRAFT = "Надіслати відповідь", "Зберегти чернетку"


def link_to(world, referral_id) -> str:
    """Return the address in an official's letter."""
    return f"/answer/{world.token_of(referral_id)}"


def form_token(page) -> str:
    """Return the form token of a page."""
    return next(each.get("value") for each in page.all("input") if each.get("name") == "csrf_token")


def a_pdf(pages=1):
    writer, out = PdfWriter(), io.BytesIO()
    for _ in range(pages):
        writer.add_blank_page(200, 200)
    writer.write(out)
    return io.BytesIO(out.getvalue())


def a_picture():
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "JPEG")
    return io.BytesIO(out.getvalue())
