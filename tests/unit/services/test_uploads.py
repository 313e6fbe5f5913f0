"""Files from people: what is taken, what is taken out of them, and what is refused with which words."""

import contextlib
import io
import struct
import zlib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image
from pypdf import PdfReader, PdfWriter

from reception.domain.errors import Invalid
from reception.extensions import db
from reception.models import Attachment
from reception.services import uploads

LIMITS = {"files": uploads.CITIZEN_FILES, "size": uploads.CITIZEN_BYTES}


def picture(form="JPEG", size=(60, 40), mode="RGB", **options) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, form, **options)
    return out.getvalue()


def pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


def png_header(width, height) -> bytes:
    """A PNG that claims a size and holds next to nothing, as a decompression bomb does."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = b"IDAT" + zlib.compress(b"\x00" * 100)
    pieces = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in (chunk, body, b"IEND"))
    return b"\x89PNG\r\n\x1a\n" + b"".join(pieces)


def receive(content, name="фото.jpg", key="form"):
    return uploads.receive(io.BytesIO(content), name, key, **LIMITS)


@pytest.fixture
def folder(context, app):
    return app.extensions["reception_settings"].uploads


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_no_place_and_no_owner_is_left_in_a_picture(folder, form):
    exif = Image.Exif()
    exif[0x013B] = "zzowner"
    exif.get_ifd(0x8825)[2] = (50.0, 27.0, 0.0)  # GPS latitude
    more = {"xmp": b"<x>zzxmp</x>"} if form != "PNG" else {}
    kept = receive(picture(form, exif=exif, **more), f"фото.{form.lower()}")
    content = (folder / kept.stored_as).read_bytes()
    with Image.open(io.BytesIO(content)) as drawn:
        assert not dict(drawn.getexif())
        assert not drawn.getexif().get_ifd(0x8825)
    assert b"zz" not in content


def test_a_photo_is_drawn_anew_without_its_exif(folder):
    exif = Image.Exif()
    exif[0x010E] = "вдома, квартира 5"
    exif[0x0112] = 6  # taken with the telephone on its side
    kept = receive(picture(exif=exif))
    content = (folder / kept.stored_as).read_bytes()
    with Image.open(io.BytesIO(content)) as drawn:
        assert not dict(drawn.getexif())
        assert drawn.size == (40, 60)
    assert "квартира".encode() not in content
    assert kept.media_type == "image/jpeg"


@pytest.mark.parametrize(("form", "mode"), [("PNG", "P"), ("PNG", "RGBA"), ("PNG", "1"), ("WEBP", "RGB"), ("JPEG", "CMYK")])
def test_every_usual_kind_of_picture_is_taken(folder, form, mode):
    kept = receive(picture(form, mode=mode))
    with Image.open(folder / kept.stored_as) as drawn:
        assert drawn.size == (60, 40)


def test_a_telephones_file_of_several_pictures_is_taken_as_the_photo(folder):
    several = picture("MPO", save_all=True, append_images=[Image.new("RGB", (60, 40), "red")])
    kept = receive(several)
    assert kept.media_type == "image/jpeg"
    with Image.open(folder / kept.stored_as) as drawn:
        assert drawn.format == "JPEG"


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(place=st.integers(0, 400), byte=st.integers(0, 255), whole=st.sampled_from(["pdf", "JPEG", "PNG", "WEBP"]))
def test_no_damage_to_a_file_raises_anything_else(folder, place, byte, whole):
    content = bytearray(pdf() if whole == "pdf" else picture(whole))
    content[place % len(content)] = byte
    with contextlib.suppress(Invalid):
        assert receive(bytes(content)).size
    uploads.discard("form")
    assert uploads.of_form("form") == []


def test_the_kind_is_read_from_the_content_not_the_name(folder):
    kept = receive(pdf(), "справжнє фото.jpg")
    assert kept.media_type == "application/pdf"
    assert kept.stored_as.endswith(".pdf")
    assert len(PdfReader(folder / kept.stored_as).pages) == 1


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file_empty"),
        (b"MZ\x90 a program", "file_kind"),
        (b"<svg onload='x()'/>", "file_kind"),
        (picture()[:300], "file_broken"),
        (b"%PDF-1.7 and then nothing", "file_broken"),
        (b"\xff" * (uploads.CITIZEN_BYTES + 1), "file_too_big"),
        (png_header(20_000, 20_000), "picture_too_large"),
        (png_header(9_000, 9_000), "picture_too_large"),
        (png_header(100, 100), "file_broken"),
    ],
    ids=["empty", "program", "svg", "cut picture", "cut pdf", "too big", "bomb", "large", "broken png"],
)
def test_what_cannot_be_taken_is_refused_with_a_reason_and_leaves_nothing(folder, content, code):
    with pytest.raises(Invalid) as raised:
        receive(content, "файл.png")
    assert raised.value.code == code
    assert raised.value.field == "files"
    assert uploads.of_form("form") == []
    assert not folder.exists() or not list(folder.iterdir())


def test_a_third_file_is_one_too_many(folder):
    receive(picture())
    receive(picture())
    with pytest.raises(Invalid, match="too_many_files"):
        receive(picture())


def test_a_name_cannot_lead_out_of_the_folder(folder):
    kept = receive(picture(), "../../etc/passwd\x00.jpg")
    assert (folder / kept.stored_as).parent == folder
    assert "/" not in kept.stored_as


def test_what_is_thrown_away_is_gone_from_the_disk_too(folder):
    kept = receive(picture())
    uploads.discard("form")
    assert db.session.get(Attachment, kept.id) is None
    assert list(folder.iterdir()) == []


def test_files_of_one_form_are_not_anothers(folder):
    receive(picture(), key="one")
    assert uploads.of_form("other") == []
