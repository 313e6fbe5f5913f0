"""Files on the way to a question: kept from step to step, removable, refused with words."""

import io
import struct
import zlib

import pytest
from sqlalchemy import select

from reception.models import Attachment, Question
from tests.pages import Page
from tests.web.citizen import CHANGE, NEXT, SEND, fill, photo, typed


def png_header(width, height):
    """A PNG that claims a size and holds next to nothing."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pieces = (chunk, b"IDAT" + zlib.compress(b"\x00" * 100), b"IEND")
    packed = (struct.pack(">I", len(part) - 4) + part + struct.pack(">I", zlib.crc32(part)) for part in pieces)
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed)


def on_disk(settings):
    return list(settings.uploads.glob("*")) if settings.uploads.exists() else []


def test_files_go_with_the_question_and_are_not_public(client, world):
    preview = Page(fill(client, files=[photo("яма.jpg"), photo("вулиця.jpg")]).text)
    assert "яма.jpg (1 КБ); вулиця.jpg (1 КБ)" in preview.text
    client.submit(preview, SEND)

    with world.inside() as session:
        files = session.scalars(select(Question)).one().attachments
        assert [(file.file_name, file.is_public, file.form_key) for file in files] == [
            ("яма.jpg", False, None),
            ("вулиця.jpg", False, None),
        ]


def test_files_survive_an_error_and_a_change(client, world):
    form = Page(fill(client, text="", files=[photo()]).text)
    assert "Прибрати «яма.jpg»" in form.text
    preview = Page(client.submit(form, NEXT, text="Велика яма").text)
    form = Page(client.submit(preview, CHANGE).text)
    assert "Прибрати «яма.jpg»" in form.text
    client.submit(Page(client.submit(form, NEXT).text), SEND)

    with world.inside() as session:
        assert len(session.scalars(select(Question)).one().attachments) == 1


def test_a_file_can_be_removed_again(client, world, settings):
    form = Page(client.submit(Page(fill(client, files=[photo()]).text), CHANGE).text)
    with world.inside() as session:
        file_id = session.scalars(select(Attachment)).one().id
    preview = Page(client.submit(form, NEXT, remove=str(file_id)).text)

    assert "яма.jpg" not in preview.text
    assert on_disk(settings) == []


def test_nobody_removes_a_file_of_another_s_form(client, world):
    fill(client, files=[photo()])
    with world.inside() as session:
        file_id = session.scalars(select(Attachment)).one().id
    form = Page(fill(client, text="", files=[photo("третє.jpg")]).text)
    client.submit(form, NEXT, remove=str(file_id))

    with world.inside() as session:
        assert session.get(Attachment, file_id)


@pytest.mark.parametrize(
    ("content", "name", "words"),
    [
        (b"MZ\x90\x00 program", "лист.pdf", "не зображення"),
        (b"%PDF-1.7 and nothing", "лист.pdf", "пошкоджений"),
        (b"", "порожній.jpg", "порожній"),
        (b"\xff\xd8\xff" + b"x" * (5 * 1024 * 1024 + 1), "велике.jpg", "більший за 5 МБ"),
        (png_header(20_000, 20_000), "бомба.png", "забагато пікселів"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "малюнок.svg", "не зображення"),
        (b"<html><script>1</script></html>", "../../сторінка.html\x00.jpg", "не зображення"),
    ],
)
def test_a_file_that_cannot_be_taken_is_named_and_the_rest_stays(client, world, settings, content, name, words):
    response = fill(client, name="Іван Петренко", files=[photo("добра.jpg"), (io.BytesIO(content), name)])
    response.request.environ["wsgi.input"].close()  # a temporary file of the test's client, which leaves it open
    page = Page(response.text)

    assert response.status_code == 400
    assert words in page.text
    assert typed(page)["name"] == "Іван Петренко"
    assert "Прибрати «добра.jpg»" in page.text
    assert len(on_disk(settings)) == 1


def test_a_third_file_is_too_many(client):
    page = Page(fill(client, files=[photo(f"{n}.jpg") for n in range(3)]).text)
    assert "щонайбільше файлів: 2" in page.text
    assert "Прибрати «1.jpg»" in page.text


def test_more_than_the_server_takes_is_said(client):
    page = client.page("/ask")
    big = (io.BytesIO(b"x" * 25 * 1024 * 1024), "кіно.mp4")
    response = client.submit(page, NEXT, files=[big])
    response.request.environ["wsgi.input"].close()
    assert response.status_code == 413
    assert "два файли по 5 МБ" in Page(response.text).text


def test_an_address_sends_thirty_files_an_hour(client, clock):
    for _ in range(15):
        fill(client, files=[photo("1.jpg"), photo("2.jpg")])
    assert "Забагато спроб" in Page(fill(client, files=[photo()]).text).text
    clock.advance(minutes=61)
    assert "яма.jpg" in Page(fill(client, files=[photo()]).text).text
