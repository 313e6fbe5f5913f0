"""What the tests of the official's pages share."""

import io

from PIL import Image
from pypdf import PdfWriter
from sqlalchemy import select

from reception.models import Base, LinkVisit

ANSWER = "Яму засиплють до п’ятниці, 6 березня.\n\n- щебінь завезено\n- бригада **є**"
SEND, DRAFT = "Надіслати відповідь", "Зберегти чернетку"


def link_to(world, referral_id) -> str:
    """Return the address in an official's letter."""
    return f"/answer/{world.token_of(referral_id)}"


def form_token(page) -> str:
    """Return the form token of a page."""
    return next(each.get("value") for each in page.all("input") if each.get("name") == "csrf_token")


def everything(world) -> dict[str, list]:
    """Return all rows of all tables but the access log of links."""
    with world.inside() as session:
        tables = [table for table in Base.metadata.sorted_tables if table.name != LinkVisit.__tablename__]
        return {table.name: sorted(map(repr, session.execute(select(table)))) for table in tables}


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
