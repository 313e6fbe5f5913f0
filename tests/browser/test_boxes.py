"""Places on the pages of a PDF are drawn with the mouse and become black."""

import io

import pypdfium2 as pdfium
import pytest

from reception.models import Attachment
from reception.services import uploads
from tests.browser.walker import Walker
from tests.pdfs import pdf
from tests.world import PASSWORD

LETTER = ("Акт обстеження\nМене звати Оксана Петренко, телефон 067 000 12 34.\n\nПісля обстрілу протікає дах.", "Зюзя")


@pytest.fixture
def asked(world):
    """A question with a letter; return it and the id of the file."""
    with world.inside():
        kept = uploads.receive(io.BytesIO(pdf(*LETTER)), "Акт Петренка.pdf", "key", files=2, size=uploads.CITIZEN_BYTES)
        file = kept.id
    return world.question(form_key="key"), file


def librarian(page, axe, world, language="uk"):
    walker = Walker(page, axe, language)
    world.account(login="bondar")
    walker.opens("/desk/")
    walker.page.locator("#login").fill("bondar")
    walker.page.locator("#password").fill(PASSWORD)
    walker.presses("Sign in")
    return walker


def test_a_box_is_drawn_and_becomes_black(page, axe, world, app, asked):
    made, file = asked
    walker = librarian(page, axe, world)
    walker.opens(f"/desk/q/{made.number}/files/{file}/check")
    paper = page.locator('.paper[data-page="2"]')
    paper.scroll_into_view_if_needed()
    frame = paper.locator("svg").bounding_box()
    page.mouse.move(frame["x"] + frame["width"] * 0.05, frame["y"] + frame["height"] * 0.02)
    page.mouse.down()
    page.mouse.move(frame["x"] + frame["width"] * 0.5, frame["y"] + frame["height"] * 0.1)
    page.mouse.up()
    line = page.locator("#boxes").input_value()
    assert line.startswith("2: ")
    page.locator("#wartime_checked").check()
    walker.presses("Make the copy with black boxes")
    walker.sees("The copy for readers is made. Look at it, then tick the file for readers.")
    with world.inside() as session:
        copy = app.extensions["reception_settings"].uploads / session.get(Attachment, file).public_copy
        second = pdfium.PdfDocument(copy)[1].render(scale=1).to_pil().convert("L")
        assert second.getpixel((round(595 * 0.2), round(842 * 0.05))) < 20
