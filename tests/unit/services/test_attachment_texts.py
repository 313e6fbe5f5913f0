"""The text of attached files: read once they are public, never in an endless loop, by a program that cannot do harm."""

import io
import itertools
import types
from pathlib import Path

import pytest
from sqlalchemy import select

from reception.domain.events import Tag
from reception.domain.roles import SYSTEM
from reception.models import Attachment, Event, Question
from reception.queries.engine import engine
from reception.services import attachment_texts, indexing, pdf_text, publish, triage, uploads
from reception.services.attachment_texts import read_texts
from tests.pdfs import pdf

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file", "ignore::pytest.PytestUnraisableExceptionWarning")

LIMITS = {"files": 9, "size": uploads.OFFICIAL_BYTES}
LETTER = pdf("Протокол обстеження\nводогону по вул. Садовій", "Сторінка друга: їжак і ґанок")


@pytest.fixture
def attach(world):
    """Ask a question with files, each given as its bytes; return the question and the ids of the files."""

    keys = map(str, itertools.count())

    def asked(*contents, **given):
        key = next(keys)
        with world.inside():
            kept = [uploads.receive(io.BytesIO(each), "лист.pdf", key, **LIMITS) for each in contents]
            ids = [attachment.id for attachment in kept]
        world.looked_through(*ids)
        return world.question(form_key=key, **given), ids

    return asked


@pytest.fixture
def shown(world, attach):
    """Ask a question with files, and let a librarian make both public."""

    def asked(*contents, **given):
        made, ids = attach(*contents, **given)
        accept(world, made, ids)
        return made, ids

    return asked


def accept(world, made, public_files):
    with world.inside() as session:
        edit = triage.Edit(public_attachments=frozenset(public_files))
        triage.accept(SYSTEM, session.get(Question, made.id), edit)


def read(world):
    with world.inside():
        return read_texts()


def texts(world, ids):
    with world.inside() as session:
        return [session.get(Attachment, each).text for each in ids]


def found(world, q):
    with world.inside():
        indexing.catch_up()
        return list(engine().search(q, {}).ids)


def test_a_public_pdf_is_found_by_its_text_in_any_form_of_a_word(world, shown):
    made, ids = shown(LETTER)
    assert found(world, "протоколи") == []

    assert read(world) == 1

    assert texts(world, ids) == ["Протокол обстеження\nводогону по вул. Садовій\n\nСторінка друга: їжак і ґанок"]
    assert found(world, "протоколи") == [made.id]
    assert found(world, "ґанки") == [made.id]
    assert read(world) == 0


def test_a_file_is_left_alone_until_readers_may_open_it(world, attach):
    made, ids = attach(LETTER, pdf("Друга"))
    assert read(world) == 0
    accept(world, made, ids[:1])

    assert read(world) == 1
    assert texts(world, ids)[1] is None

    with world.inside() as session:
        triage.edit(SYSTEM, session.get(Question, made.id), triage.Edit(public_attachments=frozenset(ids[1:])))
    assert (read(world), found(world, "другого"), found(world, "протокол")) == (1, [made.id], [])


def test_files_of_questions_that_nobody_may_see_are_not_read(world, shown):
    _private, private_ids = shown(LETTER, may_publish=False)
    hidden, hidden_ids = shown(LETTER)
    world.hide(hidden)

    assert read(world) == 0
    assert texts(world, private_ids + hidden_ids) == [None, None]


def test_a_file_with_an_answer_is_read_once_the_answer_is_published(world):
    with world.inside():
        file = uploads.receive(io.BytesIO(LETTER), "відповідь.pdf", "reply", **LIMITS).id
    world.looked_through(file)
    made = world.referred()
    world.answer(made.referral_ids[0], form_key="reply")
    assert read(world) == 0

    with world.inside() as session:
        question = session.get(Question, made.id)
        publication = publish.Publication(outcome=question.answers[0].outcome, public_attachments=frozenset({file}))
        publish.publish(SYSTEM, question, publication)

    assert read(world) == 1
    assert found(world, "обстеження") == [made.id]


def test_the_journal_tells_the_index_and_holds_no_text(world, shown):
    made, ids = shown(LETTER)
    read(world)

    with world.inside() as session:
        line = session.scalar(select(Event).where(Event.question_id == made.id).order_by(Event.id.desc()))
        assert (line.tag, line.data) == (Tag.FILE_READ, {"attachment_id": ids[0]})


def test_pictures_and_pdfs_without_a_text_are_not_tried_again(world, shown, settings):
    """A scan has no text; a file that was damaged or lost since it was taken has none either."""
    made, ids = shown(pdf(""), LETTER, LETTER)
    with world.inside() as session:
        broken, gone = (settings.uploads / session.get(Attachment, each).stored_as for each in ids[1:])
    broken.write_bytes(b"%PDF-1.7 and then nothing")
    gone.unlink()

    assert read(world) == 3
    assert texts(world, ids) == ["", "", ""]
    assert read(world) == 0
    with world.inside() as session:
        assert Tag.FILE_READ not in session.scalars(select(Event.tag).where(Event.question_id == made.id)).all()


HANGS = "print('перша сторінка', flush=True)\nwhile True: pass"
OURS = f"import sys; sys.path.insert(0, {str(Path(pdf_text.__file__).parent)!r}); import pdf_text as p\n"
SWELLS = OURS + "p._limit(p.resource.RLIMIT_AS, p.MEMORY); print('перша сторінка', flush=True); x = b'x' * p.MEMORY"
WORKS = OURS + "p.SECONDS = 1; p.main()"


@pytest.fixture
def run_instead(monkeypatch, tmp_path):
    """Let another program read the files."""

    def reader(program):
        path = tmp_path / "reader.py"
        path.write_text(program)
        monkeypatch.setattr(attachment_texts, "READERS", {"application/pdf": types.SimpleNamespace(__file__=str(path))})

    return reader


def test_only_so_many_pages_and_letters_are_read(world, shown, run_instead):
    run_instead(OURS + "p.PAGES, p.CHARACTERS = 3, 30; p.main()")
    _, ids = shown(pdf("перша", "друга", "третя", "четверта"), pdf("о" * 30, "друга"), pdf("о" * 31))
    read(world)

    assert texts(world, ids) == ["перша\n\nдруга\n\nтретя", "о" * 30, "о" * 30]


@pytest.mark.parametrize("program", [HANGS, SWELLS], ids=["hangs", "swells"])
def test_a_file_that_hangs_or_swells_its_reader_is_given_up_with_what_was_read(world, shown, monkeypatch, run_instead, program):
    monkeypatch.setattr(attachment_texts, "PATIENCE", 3)
    run_instead(program)
    _, ids = shown(LETTER)

    assert read(world) == 1
    assert texts(world, ids) == ["перша сторінка"]


def test_a_page_that_takes_too_long_ends_its_reader(world, shown, run_instead):
    run_instead(WORKS)
    _, ids = shown(pdf("перша", "\n".join(["слово"] * 20_000)))

    assert read(world) == 1
    assert texts(world, ids) == ["перша"]


def test_the_reader_is_told_no_secrets(world, shown, monkeypatch, run_instead):
    run_instead("import os; print([name for name in os.environ if name.startswith('RECEPTION_')])")
    monkeypatch.setenv("RECEPTION_SECRET_KEY", "s" * 40)
    _, ids = shown(LETTER)
    read(world)

    assert texts(world, ids) == ["[]"]
