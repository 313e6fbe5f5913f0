"""Office files: told by their content, refused where they are dangerous, and given to readers without what they hide."""

import io
import zipfile

import pytest
from PIL import Image
from sqlalchemy import select

from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.outcomes import Outcome
from reception.models import Answer, Attachment, Event, Question
from reception.queries.engine import engine
from reception.services import indexing, office_copies, publish, uploads
from reception.services.attachment_texts import read_texts
from reception.services.office_copies import Looked
from reception.services.office_kinds import ENDINGS, kind_of
from tests.offices import AUTHOR, archive, odf, ole, ooxml

WORDS = "Кошторис затверджено"
FOREIGN = "<Relationship Type='x/image' Target='http://x/' TargetMode='External'/>"


def received(world, content, name="додаток.pdf", key="answer-1-0"):
    with world.inside():
        return uploads.receive(io.BytesIO(content), name, key, files=9, size=uploads.OFFICIAL_BYTES, office=True).id


@pytest.fixture
def answered(world):
    """A question whose answer brings an office file; returns the ids of both."""

    def make(content):
        made = world.referred()
        key = f"answer-{made.referral_ids[0]}-0"
        file = received(world, content, key=key)
        world.answer(made.referral_ids[0], form_key=key)
        return world.again(made), file

    return make


def look(world, file):
    with world.inside() as session:
        attachment = session.get(Attachment, file)
        return office_copies.look(attachment.answer.question if attachment.answer else session.get(Question, 1), attachment)


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        *((ooxml(kind), kind) for kind in ("docx", "xlsx", "pptx")),
        (odf("text"), "odt"), (odf("spreadsheet"), "ods"), (odf("presentation"), "odp"),
        (ole("Root Entry", "WordDocument"), "doc"), (ole("Workbook"), "xls"), (ole("PowerPoint Document"), "ppt"),
        (b"{\\rtf1 Text}", "rtf"),
    ],
)  # fmt: skip
def test_the_kind_is_told_by_the_content(content, ending):
    assert ENDINGS[kind_of(content, "наказ.exe")] == ending


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ooxml("docx", **{"word/vbaProject.bin": b"x"}), "file_active"),
        (ole("WordDocument", "VBA"), "file_active"),
        (b"{\\rtf1 {\\object\\objdata 01}}", "file_active"),
        (ole("EncryptionInfo", "EncryptedPackage"), "file_locked"),
        (archive({"mimetype": "x", "META-INF/manifest.xml": "<encryption-data/>"}), "file_locked"),
        (b"PK\x03\x04 broken", "file_broken"),
        (archive({f"{n}": "" for n in range(5_001)}), "file_trap"),
        (archive({"readme.txt": "just a ZIP"}), "file_kind_office"),
        (ole("Root Entry"), "file_kind_office"),
        (b"MZ program", "file_kind_office"),
    ],
)  # fmt: skip
def test_what_is_dangerous_or_no_office_file_is_not_taken(world, content, code):
    with pytest.raises(Invalid, match=code):
        received(world, content, "наказ.docx")


def test_citizens_send_none(world):
    with world.inside(), pytest.raises(Invalid, match="file_kind"):
        uploads.receive(io.BytesIO(ooxml("docx")), "лист.docx", "key", files=2, size=uploads.CITIZEN_BYTES)


@pytest.mark.parametrize("content", [ooxml("docx"), ooxml("xlsx"), ooxml("pptx"), odf("text"), odf("spreadsheet")])
def test_readers_get_the_words_and_nothing_of_who_wrote_them(world, answered, content):
    made, file = answered(content)
    assert WORDS in look(world, file).text
    with pytest.raises(Invalid, match="office_unchecked"):
        given_out(world, made, file)
    with world.inside() as session:
        attachment = session.get(Attachment, file)
        office_copies.give_out(world._librarian(), attachment.answer.question, attachment, Looked(seen=True))
        copy = (world._settings.uploads / attachment.public_copy).read_bytes()
    with zipfile.ZipFile(io.BytesIO(copy)) as parts:
        assert parts.testzip() is None
        everything = b"".join(parts.read(name) for name in parts.namelist())
        assert not [name for name in parts.namelist() if name.startswith("docProps")]
    assert WORDS.encode() in everything
    assert AUTHOR.encode() not in everything
    assert b"docProps" not in everything
    given_out(world, made, file)
    with world.inside():
        while read_texts():
            pass
        indexing.catch_up()
        assert engine().search("кошторис", {}).total == 1


def given_out(world, made, *files):
    with world.inside() as session:
        publication = publish.Publication(outcome=Outcome.POSITIVE, public_attachments=frozenset(files), may_stay=True)
        publish.publish(world._librarian(), session.get(Question, made.id), publication)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (ooxml("docx", **{"word/comments.xml": "<c/>"}), "office_remarks"),
        (odf(more="<office:annotation/>"), "office_remarks"),
        (ooxml("docx", more="<w:del w:author='x'/>"), "office_changes"),
        (odf(more="<text:tracked-changes/>"), "office_changes"),
        (ooxml("xlsx", more="<sheet state='hidden'/>"), "office_hidden"),
        (ooxml("docx", more="<w:r><w:rPr><w:vanish/></w:rPr></w:r>"), "office_hidden"),
        (ooxml("xlsx", **{"xl/embeddings/oleObject1.bin": b"x"}), "office_embedded"),
        (ooxml("docx", **{"word/_rels/document.xml.rels": FOREIGN}), "office_embedded"),
        (ooxml("docx", **{"word/footer1.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "office_unreadable"),
        (ooxml("docx", words="слово " * 20_000), "office_too_long"),
        (ole("WordDocument"), "office_old_kind"),
    ],
)  # fmt: skip
def test_of_a_file_that_hides_something_there_is_no_copy(world, answered, content, code):
    _made, file = answered(content)
    with pytest.raises(Invalid, match=code):
        look(world, file)


def test_personal_data_in_a_file_are_found_and_a_librarian_decides(world, answered):
    _made, file = answered(ooxml("docx", words="Дзвоніть 067 123 45 67"))
    with world.inside() as session:
        attachment = session.get(Attachment, file)
        question, librarian = session.get(Answer, attachment.answer_id).question, world._librarian()
        for looked, code in ((Looked(), "office_unseen"), (Looked(seen=True), "personal_data_left")):
            with pytest.raises(Invalid, match=code):
                office_copies.give_out(librarian, question, attachment, looked)
        office_copies.give_out(librarian, question, attachment, Looked(seen=True, may_stay=True))
        assert session.scalar(select(Event).where(Event.tag == Tag.FILE_CHECKED)).data["attachment_id"] == file


def test_pictures_in_the_copy_do_not_say_where_they_were_taken(world, answered):
    picture, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = AUTHOR
    Image.new("RGB", (8, 8), "red").save(picture, "JPEG", exif=exif, comment=AUTHOR.encode())
    _made, file = answered(ooxml("docx", **{"word/media/image1.jpg": picture.getvalue()}))
    with world.inside() as session:
        copy = office_copies.copy_of(session.get(Attachment, file))
    with zipfile.ZipFile(io.BytesIO(copy)) as parts, Image.open(io.BytesIO(parts.read("word/media/image1.jpg"))) as shown:
        shown.load()
        assert (shown.size, dict(shown.getexif()), shown.info.get("comment")) == ((8, 8), {}, None)
