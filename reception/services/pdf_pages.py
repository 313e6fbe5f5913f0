"""Looks through a PDF, draws its pages, makes the copy for readers: `python pdf_pages.py words|page|burn|strip < file.pdf`.

A program of its own, so that a hostile file can hang or swell nothing else; it knows nothing of the house. It prints what was
asked for, or ends with one of the codes of `REFUSALS` and prints nothing. Places on a page are parts of its width and height
as it is seen, in ten thousandths, from the upper left corner.
"""

import contextlib
import io
import json
import os
import resource
import sys

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import ImageDraw
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject

PAGES = 50
"""More are not drawn: the librarian must look at each, and each takes its time."""
CHARACTERS = 100_000
SECONDS = 20
MEMORY = 1024 * 1024 * 1024
LARGEST = 24 * 1024 * 1024
"""Bytes of a copy."""

WHOLE = 10_000
DOTS = 150
"""Dots per inch of a copy: small print can still be read."""
LONGEST = 2_600
"""Dots of the longer side of a page, whatever size the page claims."""
SHOWN = 1_000
"""Dots of the width of a page as the librarian sees it."""

REFUSALS = {3: "pdf_locked", 4: "pdf_too_long", 5: "pdf_unreadable", 6: "pdf_copy_too_big"}
_LOCKED, _TOO_LONG, _UNREADABLE, _TOO_BIG = REFUSALS


def main() -> None:
    """Do what the first argument says with the file on standard input."""
    _limit(resource.RLIMIT_CPU, SECONDS)
    _limit(resource.RLIMIT_AS, MEMORY)
    task, arguments, content = sys.argv[1], sys.argv[2:], sys.stdin.buffer.read()
    try:
        with contextlib.closing(_opened(content)) as document:
            done = _TASKS[task](document, content, *arguments)
    except Exception:  # a damaged file may raise anything at all
        _leave(_UNREADABLE)
    sys.stdout.buffer.write(done)
    sys.stdout.buffer.flush()
    _leave(0)


def _leave(code: int) -> None:
    sys.stdout.flush()
    os._exit(code)  # the library would tidy up a damaged file, and may trip over it


def _limit(what: int, most: int) -> None:
    with contextlib.suppress(ValueError, OSError):  # macOS has no limit of the address space
        resource.setrlimit(what, (most, most))


def _opened(content: bytes) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        _leave(_LOCKED if "password" in str(error).lower() or "security" in str(error).lower() else _UNREADABLE)
    if len(document) > PAGES:
        _leave(_TOO_LONG)
    if not len(document):
        _leave(_UNREADABLE)
    with contextlib.suppress(Exception):  # only so that the fields of a form are drawn too
        document.init_forms()
    return document


def _words(document: pdfium.PdfDocument, _content: bytes) -> bytes:
    """Print each page's size in points, its text, and where each sign of it stands."""
    pages, left = [], CHARACTERS
    for page in document:
        text, places = _signs(page, left)
        left -= len(text)
        pages.append({"width": page.get_width(), "height": page.get_height(), "text": text, "places": places})
    return json.dumps({"pages": pages}).encode()


def _signs(page: pdfium.PdfPage, most: int) -> tuple[str, list[list[int]]]:
    layer = page.get_textpage()
    signs, places = [], []
    for at in range(min(layer.count_chars(), most)):
        code = raw.FPDFText_GetUnicode(layer, at)
        signs.append(chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else " ")
        places.append(_place(page, layer.get_charbox(at, loose=True)))
    return "".join(signs), places


def _place(page: pdfium.PdfPage, box: tuple[float, float, float, float]) -> list[int]:
    """Return where a box of the page's own measure is seen, turned and cut as the page is."""
    left, bottom, right, top = box
    corners = [_seen(page, x, y) for x, y in ((left, bottom), (right, top))]
    (x0, x1), (y0, y1) = (sorted(each) for each in zip(*corners, strict=True))
    return [x0, y0, x1, y1]


def _seen(page: pdfium.PdfPage, x: float, y: float) -> tuple[int, int]:
    across, down = raw.c_int(), raw.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, WHOLE, WHOLE, 0, x, y, across, down)
    return across.value, down.value


def _page(document: pdfium.PdfDocument, _content: bytes, number: str) -> bytes:
    """Print one page as a picture; the first is 1."""
    page, out = document[int(number) - 1], io.BytesIO()
    scale = min(SHOWN / page.get_width(), LONGEST / page.get_height())
    page.render(scale=scale).to_pil().convert("RGB").save(out, "PNG")
    return out.getvalue()


def _burn(document: pdfium.PdfDocument, _content: bytes, boxes: str) -> bytes:
    """Print a new PDF of pictures of the pages, black where the boxes [page, left, top, right, bottom] are."""
    copy, wanted = pdfium.PdfDocument.new(), json.loads(boxes)
    for number, page in enumerate(document, 1):
        picture = _blackened(page, [box for of, *box in wanted if of == number])
        width, height = page.get_width(), page.get_height()
        drawn = pdfium.PdfImage.new(copy)
        drawn.load_jpeg(picture, inline=True)
        drawn.set_matrix(pdfium.PdfMatrix().scale(width, height))
        sheet = copy.new_page(width, height)
        sheet.insert_obj(drawn)
        sheet.gen_content()
    out = io.BytesIO()
    copy.save(out)
    return _small_enough(out.getvalue())


def _blackened(page: pdfium.PdfPage, boxes: list[list[int]]) -> io.BytesIO:
    scale = min(DOTS / 72, LONGEST / max(page.get_width(), page.get_height()))
    picture, out = page.render(scale=scale).to_pil().convert("RGB"), io.BytesIO()
    pen = ImageDraw.Draw(picture)
    for left, top, right, bottom in boxes:
        pen.rectangle(
            (
                left * picture.width // WHOLE,
                top * picture.height // WHOLE,
                -(-right * picture.width // WHOLE),
                -(-bottom * picture.height // WHOLE),
            ),
            fill=(0, 0, 0),
        )
    picture.save(out, "JPEG", quality=85)
    out.seek(0)
    return out


def _strip(document: pdfium.PdfDocument, _content: bytes) -> bytes:
    """Print the same pages without what is not seen: properties, files in the file, remarks, outlines, scripts."""
    flat, writer = io.BytesIO(), PdfWriter()
    for page in document:
        raw.FPDFPage_Flatten(page, raw.FLAT_NORMALDISPLAY)  # what was filled into a form is seen, so it stays
    document.save(flat)
    for page in PdfReader(flat).pages:
        for name in ("/Annots", "/Metadata", "/PieceInfo", "/AA", "/Thumb"):
            if name in page:
                del page[NameObject(name)]
        writer.add_page(page)
    writer.metadata = None
    out = io.BytesIO()
    writer.write(out)
    return _small_enough(out.getvalue())


def _small_enough(content: bytes) -> bytes:
    if len(content) > LARGEST:
        _leave(_TOO_BIG)
    return content


_TASKS = {"words": _words, "page": _page, "burn": _burn, "strip": _strip}

if __name__ == "__main__":
    main()
