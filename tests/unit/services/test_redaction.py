"""A PDF before readers get it: what is found, what is black in the copy, what no copy holds, and what is refused."""

import io

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import RectangleObject
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.errors import Invalid
from reception.domain.roles import SYSTEM
from reception.models import Attachment, Event, Question
from reception.queries.engine import engine
from reception.services import indexing, pdf_pages, redaction, triage, uploads
from reception.services.attachment_texts import read_texts
from reception.services.housekeeping import sweep
from reception.services.redaction import Box, Looked
from tests.pdfs import pdf

PHONE = "067 000 12 34"
LETTER = ("Акт обстеження\nМене звати Оксана Петренко,\nтелефон 067 000\n12 34.", f"Сусід Зюзя. Дзвоніть {PHONE}")
LIMITS = {"files": 9, "size": uploads.OFFICIAL_BYTES}


def secretive(*pages):
    """Return a PDF with all that may hide in one: properties, a file, a remark, an outline."""
    writer = PdfWriter(clone_from=io.BytesIO(pdf(*pages)))
    writer.add_metadata({"/Author": "zzauthor", "/Title": "zztitle"})
    writer.add_attachment("zzfile.txt", b"zzinside")
    writer.add_outline_item("zzoutline", 0)
    writer.add_annotation(0, FreeText(text="zzremark", rect=(5, 5, 6, 6)))
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


@pytest.fixture
def folder(app):
    return app.extensions["reception_settings"].uploads


@pytest.fixture
def asked(world):
    """Ask a question with a PDF; return it and the id of the file."""

    def ask(content, **given):
        with world.inside():
            file = uploads.receive(io.BytesIO(content), "лист Петренка.pdf", "key", **LIMITS).id
        return world.question(form_key="key", **given), file

    return ask


class Desk:
    """A librarian's look at one file."""

    def __init__(self, session, made, file):
        self.question, self.file = session.get(Question, made.id), session.get(Attachment, file)
        self.document = redaction.look(self.question, self.file)

    def boxes(self, *words):
        spots = [spot for page in self.document.pages for spot in page.spots if not words or spot.words in words]
        return [box for spot in spots for box in spot.boxes]

    def blacken(self, boxes):
        redaction.blacken(SYSTEM, self.question, self.file, Looked(self.document, wartime_checked=True), boxes)


def copy_of(folder, session, file):
    return (folder / session.get(Attachment, file).public_copy).read_bytes()


def texts_in(content):
    """Return what two programs read in a PDF."""
    pages = pdfium.PdfDocument(content)
    seen = "".join(page.get_textpage().get_text_range() for page in pages)
    return seen + "".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_what_may_be_personal_is_found_with_its_place_over_the_end_of_a_line(world, asked):
    made, file = asked(pdf(*LETTER))
    with world.inside() as session:
        desk = Desk(session, made, file)
        found = [(page.number, str(spot.kind), spot.words) for page in desk.document.pages for spot in page.spots]
        assert (1, "name", "Оксана Петренко") in found
        assert [spot for spot in found if spot[1] == "phone"] == [(1, "phone", PHONE), (2, "phone", PHONE)]
        phone = next(spot for spot in desk.document.pages[0].spots if spot.words == PHONE)
        assert len(phone.boxes) == 2
        assert all(0 <= box.x0 < box.x1 <= 10_000 and 0 <= box.y0 < box.y1 <= 2_000 for box in phone.boxes)
        assert [spot.words for spot in desk.document.pages[1].spots_of("зюзя")] == ["Зюзя"]


def test_the_copy_has_no_text_and_is_black_where_the_boxes_are(world, asked, folder):
    made, file = asked(secretive(*LETTER))
    with world.inside() as session:
        desk = Desk(session, made, file)
        boxes = [*desk.boxes(), Box(2, 5_000, 5_000, 9_000, 6_000)]
        desk.blacken(boxes)
        content = copy_of(folder, session, file)
    assert texts_in(content).strip() == ""
    assert b"zz" not in content
    copy = pdfium.PdfDocument(content)
    assert len(copy) == 2
    assert copy[0].get_size() == (595, 842)
    pictures = [page.render(scale=2).to_pil().convert("L") for page in copy]
    for box in boxes:
        picture = pictures[box.page - 1]
        sides = [side * size // 10_000 for side, size in zip((box.x0, box.y0, box.x1, box.y1), picture.size * 2, strict=True)]
        inside = picture.crop((sides[0] + 2, sides[1] + 2, sides[2] - 2, sides[3] - 2))
        assert inside.getextrema()[1] < 40
    assert pictures[1].getextrema()[1] > 250


def test_what_no_program_reads_out_of_a_blackened_file_is_found_by_nobody(world, asked):
    made, file = asked(pdf(*LETTER))
    world.looked_through(file)
    with world.inside() as session:
        edit = triage.Edit(public_attachments=frozenset({file}), may_stay=True)
        triage.accept(SYSTEM, session.get(Question, made.id), edit)
        read_texts()
        indexing.catch_up()
        assert engine().search("обстеження", {}).total == 1
        Desk(session, made, file).blacken([Box(1, 0, 0, 10, 10)])
        assert read_texts() == 0
        indexing.catch_up()
        assert engine().search("обстеження", {}).total == 0
        [event] = session.scalars(select(Event).where(Event.tag == "file.checked"))
        assert event.data == {"attachment_id": file, "boxes": 1}


def test_a_file_with_nothing_to_hide_keeps_its_text_and_loses_what_is_not_seen(world, asked, folder):
    made, file = asked(secretive("Ліхтар на розі"))
    with world.inside() as session:
        desk = Desk(session, made, file)
        redaction.give_out_whole(SYSTEM, desk.question, desk.file, Looked(desk.document, wartime_checked=True))
        content = copy_of(folder, session, file)
        assert "Ліхтар на розі" in texts_in(content)
        reader = PdfReader(io.BytesIO(content))
        assert not reader.metadata and not reader.attachments and not reader.outline  # noqa: PT018
        assert b"zzauthor" not in content and b"zzinside" not in content and b"zzoutline" not in content  # noqa: PT018


def test_suspects_keep_a_file_from_being_given_out_whole_until_somebody_lets_them_stay(world, asked):
    made, file = asked(pdf(*LETTER))
    with world.inside() as session:
        desk = Desk(session, made, file)
        with pytest.raises(Invalid, match="personal_data_left"):
            redaction.give_out_whole(SYSTEM, desk.question, desk.file, Looked(desk.document))
        redaction.give_out_whole(SYSTEM, desk.question, desk.file, Looked(desk.document, may_stay=True))
        assert desk.file.checked_at


def test_a_file_that_tells_where_something_hit_needs_the_security_check(world, asked):
    made, file = asked(pdf("Після обстрілу вул. Садова"))
    with world.inside() as session:
        desk = Desk(session, made, file)
        assert [cue.text for cue in desk.document.cues] == ["обстрілу"]
        with pytest.raises(Invalid, match="wartime_unchecked"):
            redaction.blacken(SYSTEM, desk.question, desk.file, Looked(desk.document), [Box(1, 0, 0, 99, 99)])


@pytest.mark.parametrize(
    "box", [Box(3, 0, 0, 10, 10), Box(0, 0, 0, 10, 10), Box(1, 20_000, 0, 30_000, 10), Box(1, 10, 10, 10, 20), Box(1, 9, 9, 1, 1)]
)
def test_a_box_outside_the_pages_or_without_a_size_is_refused(world, asked, box):
    made, file = asked(pdf(*LETTER))
    with world.inside() as session:
        with pytest.raises(Invalid, match="box_wrong"):
            Desk(session, made, file).blacken([box])
        assert session.get(Attachment, file).public_copy is None


def test_a_box_over_the_edge_is_cut_there(world, asked):
    made, file = asked(pdf(*LETTER))
    with world.inside() as session:
        Desk(session, made, file).blacken([Box(1, -500, 9_000, 99_999, 20_000)])
        [kept] = session.get(Attachment, file).blackouts
        assert (kept.x0, kept.y0, kept.x1, kept.y1) == (0, 9_000, 10_000, 10_000)


def test_a_turned_and_cut_page_is_black_where_it_is_seen(world, asked, folder):
    writer = PdfWriter(clone_from=io.BytesIO(pdf(f"\n\n\n\nДзвоніть {PHONE}")))
    writer.pages[0].rotate(90)
    writer.pages[0].cropbox = RectangleObject((20, 400, 500, 842))
    out = io.BytesIO()
    writer.write(out)
    made, file = asked(out.getvalue())
    with world.inside() as session:
        desk = Desk(session, made, file)
        [box] = desk.boxes(PHONE)
        desk.blacken([box])
        copy = pdfium.PdfDocument(copy_of(folder, session, file))
    assert copy[0].get_size() == (442, 480)
    before = pdfium.PdfDocument(out.getvalue())[0].render(scale=2).to_pil().convert("L")
    after = copy[0].render(scale=2).to_pil().convert("L")
    place = [side * size // 10_000 for side, size in zip((box.x0, box.y0, box.x1, box.y1), after.size * 2, strict=True)]
    assert before.crop(place).getextrema() == (0, 255)  # there are letters on white
    assert after.crop((place[0] + 2, place[1] + 2, place[2] - 2, place[3] - 2)).getextrema()[1] < 40


def locked():
    writer, out = PdfWriter(clone_from=io.BytesIO(pdf("Таємно"))), io.BytesIO()
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (locked(), "pdf_locked"),
        (pdf(*["x"] * 500), "pdf_too_long"),
        (b"%PDF-1.7\nnothing of the kind", "pdf_unreadable"),
        (pdf("x")[:200], "pdf_unreadable"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_its_reason(world, asked, folder, content, code):
    made, file = asked(pdf("x"))
    with world.inside() as session:
        (folder / session.get(Attachment, file).stored_as).write_bytes(content)
        with pytest.raises(Invalid, match=code):
            Desk(session, made, file)


def test_a_file_that_takes_too_long_is_refused(world, asked, monkeypatch):
    made, file = asked(pdf("x"))
    monkeypatch.setattr(redaction, "PATIENCE", 0.01)
    with world.inside() as session, pytest.raises(Invalid, match="pdf_too_hard"):
        Desk(session, made, file)


def test_a_page_of_any_size_is_drawn_within_limits(world, asked):
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(14_000, 200)
    writer.add_blank_page(20, 14_000)
    writer.write(out)
    made, file = asked(out.getvalue())
    with world.inside() as session:
        desk = Desk(session, made, file)
        assert not desk.document.has_text
        assert redaction.picture(desk.file, 2).startswith(b"\x89PNG")
        desk.blacken([Box(1, 0, 0, 100, 100)])
        assert desk.file.public_size < pdf_pages.LARGEST
        with pytest.raises(Invalid):
            redaction.picture(desk.file, 3)


def test_a_new_copy_takes_the_place_of_the_old_one_and_the_sweep_knows_both(world, asked, folder, clock):
    clock.set(house_clock.now())
    made, file = asked(pdf(*LETTER))
    with world.inside() as session:
        desk = Desk(session, made, file)
        desk.blacken(desk.boxes(PHONE))
        first = desk.file.public_copy
        desk.blacken([Box(1, 0, 0, 100, 100)])
        assert desk.file.public_copy != first
        assert not (folder / first).exists()
    clock.advance(days=3)
    with world.inside() as session:
        sweep()
        assert {path.name for path in folder.iterdir()} == {desk.file.stored_as, desk.file.public_copy}


def test_with_the_askers_data_the_original_and_its_name_go(world, asked, folder, clock):
    clock.set(house_clock.now())
    made, file = asked(pdf(*LETTER))
    with world.inside() as session:
        desk = Desk(session, made, file)
        desk.blacken(desk.boxes(PHONE))
        desk.file.is_public = True
        session.commit()
        triage.decline(SYSTEM, desk.question, world.reason())
        original, copy = desk.file.stored_as, desk.file.public_copy
    clock.advance(days=6 * 365)
    with world.inside() as session:
        sweep()
        kept = session.get(Attachment, file)
        assert (kept.stored_as, kept.public_copy, kept.file_name, kept.blackouts) == (copy, None, "file.pdf", [])
        assert not (folder / original).exists()
        assert (folder / copy).exists()
