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
WIDE = "<?xml version='1.0' encoding='UTF-16'?><x/>".encode("utf-16")
LINK = "<Relationship Type='x/hyperlink' Target='mailto:ivan@example.org' TargetMode='External'/>"
STYLE = 'urn:oasis:names:tc:opendocument:xmlns:style:1.0'


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
        (ooxml("docx", more="<w:cellIns w:author='x'/>"), "office_changes"),
        (ooxml("xlsx", **{"xl/revisions/userNames.xml": "<users/>"}), "office_changes"),
        (ooxml("xlsx", more="<sheet state='hidden'/>"), "office_hidden"),
        (ooxml("docx", more="<w:r><w:rPr><w:vanish/></w:rPr></w:r>"), "office_hidden"),
        (odf(more=f"<s:p xmlns:s='{STYLE}' text:display='none'/>"), "office_hidden"),
        (ooxml("pptx", more="<a:srcRect l='0' r='25000'/>"), "office_hidden"),
        (ooxml("xlsx", **{"xl/embeddings/oleObject1.bin": b"x"}), "office_embedded"),
        (ooxml("xlsx", **{"xl/pivotCache/pivotCacheRecords1.xml": "<r><s v='Іваненко'/></r>"}), "office_embedded"),
        (ooxml("docx", **{"word/media/image1.svg": "<svg/>"}), "office_embedded"),
        (odf(more="<text:image href='file:///C:/Users/ivan/a.png'/>"), "office_embedded"),
        (ooxml("docx", **{"word/_rels/document.xml.rels": FOREIGN}), "office_embedded"),
        (ooxml("docx", **{"word/footer1.xml": "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"}), "office_unreadable"),
        (ooxml("docx", **{"word/footer1.xml": WIDE}), "office_unreadable"),
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


@pytest.mark.parametrize(
    ("content", "stays"),
    [
        (ooxml("docx", **{
            "word/settings.xml": f"<w:x xmlns:w='w'><w:docVars><w:docVar w:val='{AUTHOR}'/></w:docVars><w:zoom/></w:x>",
            "docMetadata/LabelInfo.xml": AUTHOR, "_xmlsignatures/sig1.xml": AUTHOR, "[trash]/0000.dat": AUTHOR,
        }), b"<w:zoom/>"),
        (ooxml("xlsx", **{"xl/worksheets/sheet2.xml": "<worksheet/>"}, more=(
            f"<x:absPath xmlns:x='x' url='C:\\Users\\{AUTHOR}'/><fileSharing userName='{AUTHOR}'/><sheet name='Аркуш'/>"
        )), "Аркуш".encode()),
        (ooxml("pptx", **{
            "ppt/_rels/presentation.xml.rels": "<R><Relationship Type='x/authors' Target='authors.xml'/>"
            "<Relationship Type='x/slide' Target='slides/slide1.xml'/></R>",
            "ppt/authors.xml": f"<p xmlns='p'>{AUTHOR}</p>", "ppt/changesInfos/changesInfo1.xml": f"<p xmlns='p'>{AUTHOR}</p>",
        }), b"<R><Relationship Type='x/slide' Target='slides/slide1.xml'/></R>"),
    ],
)  # fmt: skip
def test_what_the_programs_themselves_write_of_people_and_machines_goes(world, answered, content, stays):
    everything = b"".join(copied(world, answered, content).values())
    assert stays in everything
    assert AUTHOR.encode() not in everything
    assert b"authors.xml" not in everything


def copied(world, answered, content):
    _made, file = answered(content)
    with world.inside() as session:
        copy = office_copies.copy_of(session.get(Attachment, file))
    with zipfile.ZipFile(io.BytesIO(copy)) as parts:
        return {name: parts.read(name) for name in parts.namelist()}


def test_a_picture_ends_where_it_ends(world, answered):
    """Telephones put a second picture behind the first, with its own place and time."""
    first, noise = io.BytesIO(), Image.effect_noise((64, 48), 50)
    noise.convert("RGB").save(first, "JPEG", progressive=True)
    behind = first.getvalue() + AUTHOR.encode()
    shown = copied(world, answered, ooxml("docx", **{"word/media/image1.jpeg": behind}))["word/media/image1.jpeg"]
    assert shown == first.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        ooxml("xlsx", **{"xl/worksheets/sheet2.xml": "<w><oddFooter>&amp;C&amp;10ivan@example.org</oddFooter></w>"}),
        ooxml("xlsx", **{"xl/worksheets/sheet2.xml": '<w><formula1>"Так,ivan@example.org"</formula1></w>'}),
        ooxml("docx", **{"word/_rels/document.xml.rels": LINK}),
        ooxml("docx", more="<w:docPr descr='ivan@example.org'/>"),
    ],
)
def test_words_beside_the_page_are_looked_through_too(world, answered, content):
    _made, file = answered(content)
    assert "ivan@example.org" in [finding.text for finding in look(world, file).suspects]


def test_what_is_said_to_be_shown_is_not_hidden(world, answered):
    _made, file = answered(ooxml("docx", more="<w:r><w:rPr><w:vanish w:val='0'/></w:rPr></w:r>"))
    assert look(world, file).text == WORDS
