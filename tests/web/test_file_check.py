"""A PDF at the desk: found, boxed, blackened; readers get the copy alone, under a name that was looked through."""

import io

import pypdfium2 as pdfium
import pytest
from pypdf import PdfReader
from sqlalchemy import select

from reception.models import Attachment
from reception.services import uploads
from tests.pdfs import pdf
from tests.web.librarians import address, librarian, seen, tags

PHONE = "067 000 12 34"
TAKE_UP = "Зберегти й узяти в роботу"
BLACKEN, SHOW = "Зробити копію з чорними прямокутниками", "Показати прямокутники на сторінках"
WHOLE = "Нічого не треба приховувати"
WRONG = ("1: 10 20 30", "2: 10 20 30 40", "1: a b c d", "1: 10 20 10 40", "1e400: 1 2 3 4", "1: nan 1 2 3", "1: 900 900 990 990")


@pytest.fixture
def desk(client, world):
    return librarian(client, world)


@pytest.fixture
def asked(world):
    """Ask a question with a PDF; return it and the id of the file."""

    def ask(*pages, name="Акт_обстеження_0670001234.pdf", **given):
        with world.inside():
            limits = {"files": 2, "size": uploads.CITIZEN_BYTES}
            file = uploads.receive(io.BytesIO(pdf(*pages)), name, "key", **limits).id
        return world.question(form_key="key", **given), file

    return ask


def check_page(made, file):
    return address(made, f"files/{file}/check")


def boxes(page):
    return [each for each in page.root.iter() if "paper__box " in f"{each.get('class')} "]


def copy_for_readers(app, made, file):
    with app.test_client().get(f"/q/{made.number}/files/{file}") as response:
        assert response.status_code == 200
        return response.data


def test_a_pdf_is_looked_through_before_readers_get_it_and_they_get_the_copy(desk, world, app, asked):
    made, file = asked(f"Дзвоніть {PHONE}", "Зюзя шумить")
    page = desk.page(address(made))
    chosen = {"public_files": str(file), "wartime_checked": "yes", f"file-name-{file}": "Акт обстеження"}
    response = desk.submit(page, TAKE_UP, **chosen)
    assert response.status_code == 400
    assert "Спершу перегляньте файл" in response.text

    check = desk.page(check_page(made, file))
    assert [each.get("value") for each in check.all("input") if each.get("name") == "spot"] == ["1:9:22"]
    assert len(boxes(check)) == 1
    got = desk.get(address(made, f"files/{file}/pages/2"))
    assert got.mimetype == "image/png"
    assert desk.get(address(made, f"files/{file}/pages/3")).status_code == 404

    check = seen(desk.submit(check, SHOW, words="ЗЮЗЯ"))
    assert "Знайдено й обведено 1 місце" in check.text
    assert len(boxes(check)) == 2
    refused = desk.submit(check, BLACKEN)
    assert refused.status_code == 400
    check = seen(desk.submit(seen(refused), BLACKEN, wartime_checked="yes"))
    assert "Копію для читачів зроблено" in check.text
    with desk.get(address(made, f"files/{file}/copy")) as mine:
        assert mine.data.startswith(b"%PDF")

    page = desk.page(address(made))
    assert "копію з 2 чорними прямокутниками" in page.text
    desk.submit(page, TAKE_UP, **chosen)
    content = copy_for_readers(app, made, file)
    assert not "".join(each.extract_text() for each in PdfReader(io.BytesIO(content)).pages)
    assert len(pdfium.PdfDocument(content)) == 2
    with desk.get(address(made, f"files/{file}")) as original:
        assert PHONE in PdfReader(io.BytesIO(original.data)).pages[0].extract_text()
    public = app.test_client().page(f"/q/{made.number}")
    assert "Акт обстеження" in public.text
    assert "0670001234" not in public.html
    assert app.test_client().get(f"/api/v1/questions/{made.number}").json["files"][0]["name"] == "Акт обстеження"
    assert "file.checked" in tags(world, made)


def test_words_that_stand_nowhere_and_boxes_that_are_none_are_said_and_kept(desk, asked):
    made, file = asked("Ліхтар на розі")
    page = desk.page(check_page(made, file))
    page = seen(desk.submit(page, SHOW, words="Зюзя"))
    assert "у тексті файлу не знайдено" in page.text
    assert next(each.get("value") for each in page.all("input") if each.get("id") == "words") == "Зюзя"
    for typed in WRONG:
        response = desk.submit(page, BLACKEN, words="", boxes=typed, wartime_checked="yes")
        assert response.status_code == 400, typed
        assert "записано неправильно" in response.text
        assert typed in response.text
    assert "Нічого не вибрано, що слід" in desk.submit(page, BLACKEN, words="", wartime_checked="yes").text


def test_typed_boxes_are_kept_and_shown_again(desk, asked):
    made, file = asked("Ліхтар на розі")
    page = desk.page(check_page(made, file))
    page = seen(desk.submit(page, BLACKEN, boxes="1: 10,5 20 30 40.25", wartime_checked="yes"))
    assert "1: 10.5 20 30 40.25" in page.html
    assert [(each.get("x"), each.get("height")) for each in boxes(page)] == [("1050", "2025")]


def test_a_file_without_suspects_is_given_out_whole(desk, world, app, asked):
    made, file = asked("Ліхтар на розі не світить", name="IMG_2023.pdf")
    desk.submit(desk.page(check_page(made, file)), WHOLE, wartime_checked="yes")
    page = desk.page(address(made))
    assert "нічого не приховано" in page.text
    desk.submit(page, TAKE_UP, public_files=str(file), wartime_checked="yes")
    assert "Ліхтар" in PdfReader(io.BytesIO(copy_for_readers(app, made, file))).pages[0].extract_text()
    assert "Файл 1" in app.test_client().page(f"/q/{made.number}").text


def test_a_name_with_personal_data_is_a_suspect_like_any_text(desk, world, app, asked):
    made, file = asked("Ліхтар", name="Скарга_067_000_12_34.pdf")
    world.looked_through(file)
    page = desk.page(address(made))
    assert PHONE in [each.text for each in page.all("mark")]
    response = desk.submit(page, TAKE_UP, public_files=str(file), wartime_checked="yes")
    assert response.status_code == 400
    page = seen(desk.submit(seen(response), "Замінити все позначками"))
    desk.submit(page, TAKE_UP)
    with world.inside() as session:
        kept = session.scalars(select(Attachment)).one()
        assert (kept.public_name, kept.file_name) == ("Скарга [телефон]", "Скарга_067_000_12_34.pdf")
    public = app.test_client().page(f"/q/{made.number}")
    assert "Скарга [телефон]" in public.text
    assert "000_12" not in public.html


@pytest.mark.parametrize("count", [51, 500])
def test_a_pdf_of_too_many_pages_says_so(desk, asked, count):
    made, file = asked(*["x"] * count)
    page = desk.page(check_page(made, file), status=400)
    assert "понад 50 сторінок" in page.text


def test_a_scan_says_that_only_a_person_can_read_it(desk, asked):
    made, file = asked("")
    assert "ймовірно, це скан" in desk.page(check_page(made, file)).text


def test_it_is_for_librarians_and_for_files_of_the_question(desk, world, app, asked):
    made, file = asked("x")
    for path in ("check", "pages/1", "copy"):
        assert app.test_client().get(address(made, f"files/{file}/{path}")).status_code == 302
        assert desk.get(address(world.question(), f"files/{file}/{path}")).status_code == 404
    assert desk.get(address(made, f"files/{file}/copy")).status_code == 404


def test_a_file_of_an_answer_is_looked_through_too(desk, world, app):
    with world.inside():
        limits = {"files": 2, "size": uploads.OFFICIAL_BYTES}
        file = uploads.receive(io.BytesIO(pdf(f"Заявник: {PHONE}")), "Відповідь.pdf", "reply", **limits).id
    made = world.referred()
    world.answer(made.referral_ids[0], form_key="reply")
    page = desk.page(address(made, "publish"))
    assert desk.submit(page, "Надати відповідь", public_files=str(file), wartime_checked="yes").status_code == 400
    desk.submit(desk.page(check_page(made, file)), BLACKEN, wartime_checked="yes")
    desk.submit(desk.page(address(made, "publish")), "Надати відповідь", public_files=str(file), wartime_checked="yes")
    assert not PdfReader(io.BytesIO(copy_for_readers(app, made, file))).pages[0].extract_text()
    assert "Відповідь" in app.test_client().page(f"/q/{made.number}").text
    with world.inside() as session:
        assert session.get(Attachment, file).blackouts[0].account_id
