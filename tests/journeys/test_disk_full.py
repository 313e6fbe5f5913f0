"""The disk is full: whoever sends a file is told in words, nothing typed is lost, and nothing half stays behind."""

import contextlib
import errno
import io
from email.message import EmailMessage
from pathlib import Path

import pytest
from pypdf import PdfWriter
from sqlalchemy import select, text

from reception.domain.errors import NoRoom
from reception.domain.roles import SYSTEM
from reception.models import Attachment, Incoming, IncomingState, Letter, Question
from reception.services import incoming, kept_files, redaction
from reception.services.redaction import Looked
from tests.command import run_command
from tests.disk import no_file_beyond, small_disk
from tests.pages import Page
from tests.web.citizen import SEND, fill, typed
from tests.web.officials import ANSWER, link_to
from tests.web.officials import SEND as SEND_ANSWER

LARGEST = 20_000
"""Bytes that find room."""

NO_ROOM = "немає місця"


def large_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.add_attachment("план.bin", b"x" * (3 * LARGEST))
    writer.write(out)
    return out.getvalue()


def a_file(name="яма.pdf"):
    return io.BytesIO(large_pdf()), name


@pytest.fixture(params=["files of a limited size", "a disk of its own"])
def full(request, settings, monkeypatch):
    """Make the disk full, for as long as a block lasts."""
    real = kept_files.keep

    def keep_little(*given):
        with no_file_beyond(LARGEST):  # only now: forms and the database write files too
            return real(*given)

    @contextlib.contextmanager
    def full():
        if request.param.startswith("files"):
            with monkeypatch.context() as patch:
                patch.setattr(kept_files, "keep", keep_little)
                yield
            return
        try:
            disk = small_disk(settings.uploads, LARGEST // 1024)
            disk.__enter__()
        except PermissionError as error:
            pytest.skip(str(error))
        try:
            yield
        finally:
            disk.__exit__(None, None, None)

    return full


def kept(settings) -> list[Path]:
    return list(settings.uploads.glob("*")) if settings.uploads.exists() else []


def rows(world, model) -> int:
    with world.inside() as session:
        return len(session.scalars(select(model)).all())


def test_a_citizen_is_told_and_sends_the_question_all_the_same(client, world, settings, full):
    with full():
        response = fill(client, name="Іван Петренко", files=[a_file()])
        page = Page(response.text)
        assert response.status_code == 400
        assert "«яма.pdf»" in page.text
        assert NO_ROOM in page.text
        assert typed(page)["name"] == "Іван Петренко"
        assert (kept(settings), rows(world, Attachment)) == ([], 0)

        preview = Page(fill(client, page=page, name="Іван Петренко").text)
        assert client.submit(preview, SEND).request.path == "/ask/receipt"
    assert rows(world, Question) == 1


def test_an_official_is_told_and_the_answer_is_still_there(client, world, settings, full):
    [referral] = world.referred().referral_ids
    page = client.page(link_to(world, referral))
    with full():
        page = Page(client.submit(page, SEND_ANSWER, text=ANSWER, result="9.1", files=[a_file("план.pdf")]).text)
        assert "«план.pdf»" in page.text
        assert NO_ROOM in page.text
        assert ANSWER.splitlines()[0] in page.text
        assert kept(settings) == []

    assert "Дякуємо" in Page(client.submit(page, SEND_ANSWER, text=ANSWER, result="9.1", files=[a_file()]).text).text
    assert rows(world, Attachment) == 1


def test_mail_stays_where_it_is_until_there_is_room(app, world, settings, full):
    raw = b"From: somebody@mail.example\nMessage-ID: <1@mail.example>\n\nA letter.\n" + b"and more\n" * LARGEST
    with full():
        done = run_command(app, "mail", "receive", typed=raw)
        assert done.exit_code == 75  # EX_TEMPFAIL: the mail server brings it again
        assert "no room" in done.output
        with world.inside():
            assert not incoming.taken(raw)  # LMTP answers 451, a mailbox keeps the message
        assert (kept(settings), rows(world, Incoming)) == ([], 0)

    assert run_command(app, "mail", "receive", typed=raw).exit_code == 0
    assert (len(kept(settings)), rows(world, Incoming)) == (1, 1)


def test_an_answer_by_mail_whose_file_has_no_room_comes_again_as_a_whole(app, world, settings):
    """The message itself finds room, the file in it does not any more."""
    [referral] = world.referred().referral_ids
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.answer_link_id.is_not(None))).one()
        address, sent = letter.to_address, letter.message_id
    raw = answer_with_file(address, sent)
    try:
        disk = small_disk(settings.uploads, len(raw) // 1024 + 20)
        disk.__enter__()
    except PermissionError as error:
        pytest.skip(str(error))
    with contextlib.ExitStack() as stack:
        stack.push(disk)
        assert run_command(app, "mail", "receive", typed=raw).exit_code == 75
        assert (kept(settings), rows(world, Incoming), rows(world, Attachment)) == ([], 0, 0)

    assert run_command(app, "mail", "receive", typed=raw).output == "answer: drafted\n"
    with world.inside() as session:
        assert session.scalars(select(Incoming)).one().state is IncomingState.DRAFTED
        assert session.scalars(select(Attachment)).one().file_name == "план.pdf"


def answer_with_file(address, sent) -> bytes:
    message = EmailMessage()
    message["From"], message["In-Reply-To"], message["Message-ID"] = address, sent, "<answer@city.example>"
    message.set_content("Яму засипано.")
    message.add_attachment(large_pdf(), maintype="application", subtype="pdf", filename="план.pdf")
    return message.as_bytes()


def test_the_copy_for_readers_is_whole_or_is_not(client, world, settings, full, monkeypatch):
    client.submit(Page(fill(client, files=[(io.BytesIO(small_pdf()), "лист.pdf")]).text), SEND)
    monkeypatch.setattr(redaction, "_run", lambda *_: b'{"pages": []}' + b" " * (3 * LARGEST))
    before = set(kept(settings))
    with world.inside() as session:
        file = session.scalars(select(Attachment)).one()
        looked = Looked(redaction.look(file.question, file), wartime_checked=True)
        with no_file_beyond(LARGEST), pytest.raises(NoRoom) as told:
            redaction.give_out_whole(SYSTEM, file.question, file, looked)
        session.rollback()
        assert told.value.params == {"name": "лист.pdf"}
        assert session.scalars(select(Attachment)).one().public_copy is None
    assert set(kept(settings)) == before


def small_pdf() -> bytes:
    writer, out = PdfWriter(), io.BytesIO()
    writer.add_blank_page(200, 200)
    writer.write(out)
    return out.getvalue()


@pytest.mark.parametrize("command", [("backup",), ("export", "--personal", "-o")])
def test_a_backup_and_an_export_say_so_and_leave_no_half_file(app, world, tmp_path, command):
    world.question(text="Яма. " * 1000)
    target = tmp_path / "file"
    with no_file_beyond(200):
        done = run_command(app, *command, target)

    assert done.exit_code == 1
    assert str(target) in done.output or "SQLite" in done.output
    assert list(tmp_path.iterdir()) == []


class TestDatabase:
    """The database itself cannot be written."""

    @pytest.fixture
    def unwritable(self, settings, databases, app, world):
        @contextlib.contextmanager
        def unwritable():
            if databases.kind == "sqlite":
                with no_file_beyond(50_000):  # room for compiled templates, not for a question
                    yield
                return
            with world.inside() as session:
                name = session.scalar(text("SELECT current_database()"))
                session.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
                session.commit()
                session.get_bind().dispose()
            yield
            with world.inside() as session:
                session.execute(text("SET default_transaction_read_only = off"))
                session.commit()
                session.execute(text(f"ALTER DATABASE {name} RESET default_transaction_read_only"))
                session.commit()
                session.get_bind().dispose()

        return unwritable

    def test_what_was_typed_comes_back_and_can_be_sent_later(self, client, world, unwritable):
        preview = Page(fill(client, name="Іван Петренко").text)
        with unwritable():
            response = client.submit(preview, SEND)
            page = Page(response.text)
            assert response.status_code == 503
            assert "Іван Петренко" in page.text
            assert client.get("/archive").status_code == 200

        assert client.submit(page, "Надіслати ще раз").request.path == "/ask/receipt"
        assert rows(world, Question) == 1


def test_a_form_too_large_for_what_is_left_gets_a_page_in_words(app, client, monkeypatch):
    def no_room():
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setitem(app.view_functions, "public.ask", no_room)

    page = client.get("/ask")

    assert page.status_code == 503
    assert "спроб" in Page(page.text).text.lower()
