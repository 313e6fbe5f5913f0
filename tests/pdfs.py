"""PDFs with a text layer, as an office program writes them: a font whose codes say by a table which letters they are."""

import io

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject

_RANGES = b"".join(b"<%02X00> <%02XFF> <%02X00>\n" % (high, high, high) for high in (0x00, 0x04, 0x20, 0x21))
_TABLE = (
    b"/CIDInit /ProcSet findresource begin\nbegincmap\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
    b"4 beginbfrange\n" + _RANGES + b"endbfrange\nendcmap\nend"
)


def pdf(*pages: str) -> bytes:
    """Return a PDF whose pages hold these texts, a line a line."""
    writer, out = PdfWriter(), io.BytesIO()
    font = writer._add_object(_font(writer))
    for text in pages or ("",):
        page = writer.add_blank_page(595, 842)
        page[NameObject("/Resources")] = _named(Font=_named(F1=font))
        page[NameObject("/Contents")] = writer._add_object(_stream(_drawn(text)))
    writer.write(out)
    return out.getvalue()


def _drawn(text: str) -> bytes:
    lines = (f"<{line.encode('utf-16-be').hex()}> Tj T*" for line in text.splitlines())
    return f"BT /F1 12 Tf 14 TL 40 800 Td {' '.join(lines)} ET".encode()


def _font(writer: PdfWriter) -> DictionaryObject:
    letters = _named(
        Type=NameObject("/Font"), Subtype=NameObject("/CIDFontType2"), BaseFont=NameObject("/Some"), DW=NumberObject(500)
    )
    return _named(
        Type=NameObject("/Font"),
        Subtype=NameObject("/Type0"),
        BaseFont=NameObject("/Some"),
        Encoding=NameObject("/Identity-H"),
        DescendantFonts=ArrayObject([writer._add_object(letters)]),
        ToUnicode=writer._add_object(_stream(_TABLE)),
    )


def _named(**values) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{name}"): value for name, value in values.items()})


def _stream(data: bytes) -> DecodedStreamObject:
    stream = DecodedStreamObject()
    stream.set_data(data)
    return stream
