"""The page of a question at the desk: original and public text, contacts, notes, files, the asker’s comment."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from reception.domain.events import Tag
from reception.domain.kinds import VerdictValue
from reception.models import Attachment
from reception.services import indexing, uploads
from tests.web.librarians import address, librarian, tags, value


@pytest.fixture
def desk(client, world):
    return librarian(client, world, name="Ніна Марченко")


def test_the_original_stands_beside_the_public_text_and_the_difference_shows(desk, world):
    made = world.question(text="Телефонуйте 0501112233 щодо ями")
    page = desk.page(address(made))
    desk.submit(page, "Зберегти", public_text="Телефонуйте [телефон] щодо ями", wartime_checked="yes")
    page = desk.page(address(made))
    assert [cut.text for cut in page.all("del")][0] is None  # a word for screen readers comes first
    assert "0501112233" in "".join("".join(each.itertext()) for each in page.all("del"))
    assert "[телефон]" in "".join("".join(each.itertext()) for each in page.all("ins"))
    assert value(world, made, "text") == "Телефонуйте 0501112233 щодо ями"


def test_taking_up_makes_the_public_text_public(desk, world, app):
    made, topic_id = world.question(text="Моя сусідка Ганна скаржиться"), world.topic("Двори")
    page = desk.page(address(made))
    given = {"public_text": "Сусідка скаржиться", "topic_id": str(topic_id), "wartime_checked": "yes"}
    response = desk.submit(page, "Зберегти й узяти в роботу", **given)
    assert "Звернення взято в роботу" in response.text
    assert world.state(made) == "accepted"
    public = app.test_client().page(f"/q/{made.number}").text
    assert "Сусідка скаржиться" in public
    assert "Ганна" not in public
    assert tags(world, made) == [Tag.SUBMITTED, Tag.EDITED, Tag.ACCEPTED, Tag.WARTIME_CHECKED]


def test_saving_without_a_change_leaves_no_trace(desk, world):
    made = world.question()
    desk.submit(desk.page(address(made)), "Зберегти")
    assert tags(world, made) == [Tag.SUBMITTED]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("public_text", " \x00 ", "Напишіть, будь ласка, текст"),
        ("public_subject", "", "кількома словами"),
        ("public_text", "ж" * 20_001, "Текст задовгий"),
        ("public_subject", "ж" * 201, "задовг"),
    ],
)
def test_what_cannot_be_saved_is_said_and_what_was_typed_stays(desk, world, field, typed, said):
    made = world.question()
    response = desk.submit(desk.page(address(made)), "Зберегти", **{field: typed})
    assert response.status_code == 400
    assert said in response.text
    assert value(world, made, "public_subject") == "Яма на вулиці Степовій"
    if typed.strip(" \x00"):
        assert typed in response.text


def test_contacts_are_shown_on_demand_and_the_journal_keeps_who_looked(desk, world):
    made = world.question(name="Іван Петренко", email="petrenko@mail.example", phone="050 111 22 33")
    page = desk.page(address(made))
    for private in ("Іван Петренко", "petrenko@mail.example", "050 111 22 33"):
        assert private not in page.html
    shown = desk.submit(page, "Показати контакти")
    for private in ("Іван Петренко", "petrenko@mail.example", "050 111 22 33"):
        assert private in shown.text
    assert tags(world, made)[-1] == Tag.CONTACTS_READ
    assert "petrenko@mail.example" not in desk.page(address(made)).html
    assert "Ніна Марченко" in desk.page(address(made)).text


def test_notes_stay_inside(desk, world, app):
    made = world.accepted()
    response = desk.submit(desk.page(address(made)), "Записати нотатку", text="Подзвонити в департамент")
    assert "Подзвонити в департамент" in response.text
    assert "Подзвонити" not in app.test_client().page(f"/q/{made.number}").html
    empty = desk.submit(desk.page(address(made)), "Записати нотатку", text=" ")
    assert empty.status_code == 400


def test_a_comment_becomes_public_once_it_is_checked(desk, world, app):
    made = world.published()
    world.judge(made, VerdictValue.PARTLY, "Дякую, але Петренко з 5-ї квартири бачив: яма знову")
    assert "Петренко" not in app.test_client().page(f"/q/{made.number}").html
    page = desk.page(address(made, "comment"))
    desk.submit(page, "Зберегти", comment="Дякую, але яма знову", wartime_checked="yes")
    public = app.test_client().page(f"/q/{made.number}")
    assert "Дякую, але яма знову" in public.text
    assert "Петренко" not in public.html
    assert "Коментар заявника до результату: читачі його бачать" in desk.page(address(made)).text
    desk.submit(desk.page(address(made, "comment")), "Зберегти", comment="")
    assert "Коментар заявника до результату: читачі його не бачать" in desk.page(address(made)).text
    assert "яма знову" not in app.test_client().page(f"/q/{made.number}").text


def test_there_is_no_comment_page_without_a_comment(desk, world):
    assert desk.get(address(world.published(), "comment")).status_code == 404


def test_files_are_shown_to_staff_and_public_only_when_chosen(desk, world, app):
    with world.inside():
        picture = io.BytesIO()
        Image.new("RGB", (8, 8), "red").save(picture, "PNG")
        picture.seek(0)
        uploads.receive(picture, "двір Петренка.png", "form-with-a-file", files=2, size=10_000)
    made = world.question(form_key="form-with-a-file")
    with world.inside() as session:
        file_id = session.scalars(select(Attachment.id)).one()
    got = desk.get(address(made, f"files/{file_id}"))
    got.close()
    assert got.status_code == 200
    assert got.headers["X-Content-Type-Options"] == "nosniff"
    assert got.headers["Cache-Control"] == "no-store"
    page = desk.page(address(made))
    assert "двір Петренка.png" in page.text
    chosen = {"public_files": str(file_id), "wartime_checked": "yes", f"file-name-{file_id}": ""}
    response = desk.submit(page, "Зберегти й узяти в роботу", **chosen)
    assert response.status_code == 400
    assert "чи немає на них облич" in response.text
    desk.submit(page, "Зберегти й узяти в роботу", **chosen, pictures_checked="y")
    assert Tag.PICTURES_CHECKED in tags(world, made)
    with app.test_client().get(f"/q/{made.number}/files/{file_id}") as public:
        assert public.status_code == 200
    desk.submit(desk.page(address(made)), "Зберегти", public_files=None, wartime_checked="yes")
    assert app.test_client().get(f"/q/{made.number}/files/{file_id}").status_code == 404


def test_the_files_of_another_question_are_not_found(desk, world):
    assert desk.get(address(world.question(), "files/1")).status_code == 404


def test_the_number_may_be_typed_anyhow(desk, world):
    made = world.question()
    typed = made.number.replace("МК-", "mk ")
    page = desk.page(f"/desk/q/{typed}")
    assert page.address == address(made)


def test_no_question_is_404(desk):
    assert desk.get("/desk/q/МК-2020-00001").status_code == 404
    assert desk.get("/desk/q/що-завгодно").status_code == 404


def test_answered_questions_like_a_new_one_are_shown(desk, world):
    old = world.published(subject="Яма на вулиці Степовій", text="Біля зупинки яма, коли відремонтують?")
    with world.inside():
        indexing.catch_up()
    made = world.question(subject="Ями на Степовій", text="Знову яма біля зупинки на вулиці Степовій")
    assert old.number in desk.page(address(made)).text


def test_questions_about_the_same_place_asked_within_days_come_first(desk, world, clock):
    world.published(subject="Яма на вулиці Садовій, 15", text="Велика яма.")
    clock.advance(days=30)
    answered = world.published(subject="Яма біля зупинки на дорозі", text="Велика яма біля зупинки.")
    same = world.question(subject="Провалля", text="На вул. Садовій, 15 провалився асфальт.")
    world.question(subject="Яма на вулиці Садовій, 99", text="Велика яма.")
    clock.advance(days=2)
    made = world.question(subject="Яма біля зупинки", text="Велика яма біля зупинки, вулиця Садова, буд. 15.")
    with world.inside():
        indexing.catch_up()

    (panel,) = [each for each in desk.page(address(made)).all("section") if each.get("id") == "similar"]
    first, *others = ["".join(each.itertext()) for each in panel.iter("li")]
    assert same.number in first
    assert "те саме місце" in first
    assert any(answered.number in each for each in others)
    assert not any("те саме місце" in each for each in others)
