"""A librarian records a question for somebody who sits opposite, telephones or brought a letter."""

import datetime as dt
import io

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.models import Account, Attachment, Authority, Deadline, Letter, LetterState, Question
from reception.services import indexing
from tests.pages import Page, words
from tests.web.citizen import photo
from tests.web.librarians import librarian, seen, sign_in, tags, value

SAVE = "Зберегти звернення"
NOON = dt.datetime(2026, 5, 13, 10, tzinfo=dt.UTC)  # a Wednesday, one o'clock in Kyiv
SAID = {
    "name": "Ганна Петренко",
    "subject": "Немає світла у під’їзді",
    "text": "У під’їзді третій тиждень немає світла.",
    "consent": "oral",
    "read_back": "y",
}


@pytest.fixture
def desk(client, world, clock):
    clock.set(NOON)
    return librarian(client, world, name="Ніна Марченко", branch_id=world.branch())


def fill(desk, page=None, **fields):
    return desk.submit(page or desk.page("/desk/record"), SAVE, **SAID | fields)


def only(world, name=None):
    """Return the one question there is, or a value of it."""
    with world.inside() as session:
        question = session.scalars(select(Question)).one()
        return getattr(question, name) if name else world._made(question)


def errors(response) -> str:
    assert response.status_code == 400
    page = seen(response)
    return " ".join("".join(each.itertext()) for each in page.all("div") if each.get("id") == "error-summary")


def test_a_name_alone_is_enough_and_the_receipt_comes_at_once(desk, world):
    response = fill(desk)
    assert response.request.path == "/desk/record/receipt"
    page, made = seen(response), only(world)
    assert made.number in page.text
    assert made.pin in page.text
    assert "Ви дієте за: Ганна Петренко." in page.text
    with world.inside() as session:
        question = session.get(Question, made.id)
        recording, account = question.recording, session.scalars(select(Account).where(Account.name == "Ніна Марченко")).one()
        kept = (recording.way, recording.consent, recording.read_back, recording.account_id)
        assert kept == ("dictated", "oral", True, account.id)
        assert (question.channel, question.branch_id) == ("desk", account.branch_id)
        assert (question.asker.name, question.asker.consent_version, question.asker.consent_at) == (
            "Ганна Петренко", "2026-11", NOON,
        )  # fmt: skip
    assert tags(world, made) == ["question.recorded"]


def test_the_receipt_belongs_to_its_recorder_for_half_an_hour(desk, world, app, clock):
    fill(desk)
    other = app.test_client()
    sign_in(other, world.account())
    assert other.get("/desk/record/receipt").location == "/desk/record"
    assert desk.get("/desk/record/receipt").status_code == 200
    clock.advance(minutes=31)
    assert desk.get("/desk/record/receipt").location == "/desk/record"


def test_one_click_ends_acting_for_somebody(desk, world):
    page = seen(fill(desk))
    done = desk.submit(page, "Завершити")
    assert done.request.path == "/desk/"
    assert desk.get("/desk/record/receipt").location == "/desk/record"


def test_ending_throws_away_what_was_sent_ahead(desk, world):
    page = seen(fill(desk, subject="", files=photo()))
    with world.inside() as session:
        assert len(session.scalars(select(Attachment)).all()) == 1
    desk.submit(page, "Завершити й очистити форму")
    with world.inside() as session:
        assert session.scalars(select(Attachment)).all() == []


def test_nothing_that_was_typed_is_lost(desk, world):
    response = fill(desk, consent=None, read_back=None, phone="050 111 22 33", files=photo("лист.jpg"), late_reason="Блекаут")
    said = errors(response)
    assert "Вкажіть, як надано згоду." in said
    assert "Прочитайте текст уголос заявникові" in said
    assert "Вкажіть день і час надходження" in said
    page = seen(response)
    for typed in (SAID["subject"], SAID["text"], "Ганна Петренко", "050 111 22 33", "лист.jpg", "Блекаут"):
        assert typed in page.html
    done = desk.submit(page, SAVE, consent="by_phone", read_back="y", late_reason="")
    assert done.request.path == "/desk/record/receipt"
    with world.inside() as session:
        [file] = session.scalars(select(Question)).one().attachments
        assert (file.file_name, file.is_public) == ("лист.jpg", False)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"name": ""}, "як звати"),
        ({"text": ""}, "Напишіть, будь ласка, текст."),
        ({"email": "не адреса"}, "Це не електронна адреса"),
        ({"way": "telepathy"}, "як надійшло звернення"),
        ({"kind": "appeal", "residence": "вул. Соборна, 1"}, "підписує сам заявник"),
        ({"kind": "appeal", "residence": "вул. Соборна, 1", "way": "phone"}, "Телефоном офіційне звернення не підписати"),
        ({"kind": "appeal", "consent": "on_paper", "residence": ""}, "місце проживання"),
        ({"received_on": "2026-05-14", "received_time": "09:00", "late_reason": "Блекаут"}, "Цей час ще не настав"),
        ({"received_on": "2026-05-13", "received_time": "13:01", "late_reason": "Блекаут"}, "Цей час ще не настав"),
        ({"received_on": "2026-03-01", "received_time": "09:00", "late_reason": "Блекаут"}, "14 березня 2026"),
        ({"received_on": "2026-05-12", "received_time": "09:00"}, "чому звернення внесено пізніше"),
        ({"received_on": "2026-05-12", "late_reason": "Блекаут"}, "години:хвилини"),
        ({"received_on": "31.02.2026", "received_time": "09:00", "late_reason": "Блекаут"}, "день.місяць.рік"),
        ({"received_on": "0001-01-01", "received_time": "00:00", "late_reason": "Блекаут"}, "день.місяць.рік"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(desk, world, given, said):
    assert said in errors(fill(desk, **given)).replace("\xa0", " ")
    with world.inside() as session:
        assert session.scalars(select(Question)).all() == []


@pytest.mark.parametrize("more", [{"consent": "on_paper", "way": "paper"}, {"way": "together"}])
def test_a_formal_appeal_is_signed_or_sent_by_the_citizen(desk, world, more):
    fill(desk, kind="appeal", residence="вул. Соборна, 1", **more)
    assert only(world, "kind") == "appeal"


def test_a_paper_sheet_of_the_old_year_keeps_its_true_time(desk, world, clock):
    clock.set(dt.datetime(2027, 1, 4, 9, tzinfo=dt.UTC))
    sheet = {"received_on": "2026-12-30", "received_time": "16:20", "late_reason": "Не було електрики"}
    page = seen(fill(desk, way="paper", consent="on_paper", **sheet))
    made = only(world)
    assert made.number == "МК-2026-00001"
    assert "30 грудня 2026" in page.text.replace("\xa0", " ")
    with world.inside() as session:
        question = session.get(Question, made.id)
        assert house_clock.local(question.submitted_at).isoformat() == "2026-12-30T16:20:00+02:00"
        [entry] = session.scalars(select(Deadline)).all()
        assert (entry.event, entry.counted_from, entry.at) == ("entered_later", question.submitted_at, house_clock.now())
        assert entry.pure_on == dt.date(2027, 1, 4)
    page = desk.page(f"/desk/q/{made.number}")
    for said in ("Надійшло, внесено пізніше", "Не було електрики", "лист на папері", "Ніна Марченко", "на папері, з підписом"):
        assert said in page.text


def test_an_addressee_that_was_deleted_meanwhile_is_named(desk, world):
    body = world.authority("Водоканал")
    page = desk.page("/desk/record")
    with world.inside() as session:
        session.get(Authority, body).is_active = False
        session.commit()
    response = fill(desk, page, authority_id=str(body))
    assert "Цього органу влади в переліку більше немає" in errors(response)
    assert SAID["text"] in response.text


def test_the_same_form_twice_is_one_question(desk, world):
    page = desk.page("/desk/record")
    assert fill(desk, page).request.path == fill(desk, page).request.path == "/desk/record/receipt"
    assert only(world).number


def test_a_scan_of_twenty_megabytes_and_a_file_of_another_kind_are_refused_and_the_rest_stays(desk, world):
    for content, name, said in ((b"\xff\xd8" + b"x" * (20 << 20), "скан.jpg", "10 МБ"), (b"MZ program", "лист.exe", "і не PDF")):
        response = fill(desk, files=(io.BytesIO(content), name))
        assert said in errors(response).replace("\xa0", " ")
        assert SAID["text"] in response.text
        response.request.environ["wsgi.input"].close()  # a temporary file of the test's client, which leaves it open


def test_letters_go_to_the_citizen_alone(desk, world, settings):
    with world.inside() as session:
        session.scalars(select(Account).where(Account.name == "Ніна Марченко")).one().email = "Nina@library.example"
        session.commit()
    assert "Це адреса бібліотеки" in errors(fill(desk, email="nina@library.example"))
    fill(desk, email="hanna@mail.example")
    with world.inside() as session:
        [letter] = session.scalars(select(Letter)).all()
        assert (letter.to_address, letter.state) == ("hanna@mail.example", LetterState.QUEUED)


def test_similar_answers_are_shown_once_before_it_is_kept(desk, world, client):
    world.published(subject=SAID["subject"], text=SAID["text"])
    with world.inside():
        indexing.catch_up()
    response = fill(desk)
    page = seen(response)
    assert response.status_code == 200
    assert "Можливо, на це вже відповіли" in page.text
    assert "Вирішено позитивно" in page.text
    with world.inside() as session:
        assert len(session.scalars(select(Question)).all()) == 1
    assert desk.submit(page, "Усе одно зберегти").request.path == "/desk/record/receipt"


def test_what_was_recorded_is_counted_by_branch_and_way(desk, world, clock):
    other = world.branch("Бібліотека-філія № 5")
    fill(desk)
    fill(desk, subject="Інше", text="Про інше")
    fill(desk, subject="Третє", text="Про третє", way="phone", consent="by_phone", branch_id=str(other))
    world.question()  # from home
    rows = [[words(cell) for cell in row] for row in desk.page("/desk/record").all("tr")]
    assert rows[1:] == [
        ["Бібліотека-філія № 2", "2", "0", "0", "0", "2"],
        ["Бібліотека-філія № 5", "0", "0", "1", "0", "1"],
    ]
    clock.set(dt.datetime(2027, 1, 1, 9, tzinfo=dt.UTC))
    assert "Поки нічого." in desk.page("/desk/record").text


def test_the_page_is_kept_by_nobody(desk):
    response = desk.get("/desk/record")
    assert response.headers["Cache-Control"] == "no-store"
    form = Page(response.text).form(SAVE)
    assert form.get("autocomplete") == "off"
    assert form.get("data-draft-url") is None


def test_readers_see_that_the_library_recorded_it_and_not_who(desk, world, app):
    fill(desk, may_publish="y")
    made = only(world)
    page = desk.page(f"/desk/q/{made.number}")
    desk.submit(page, "Зберегти й узяти в роботу", wartime_checked="yes")
    reader = app.test_client()
    page = reader.page(f"/q/{made.number}")
    assert "записано бібліотекою" in page.text
    assert "Бібліотека записала звернення, яке надійшло 13 травня 2026" in page.text.replace("\xa0", " ")
    shown = reader.get(f"/api/v1/questions/{made.number}").json
    assert shown["channel"] == "desk"
    assert shown["timeline"][0] == {"at": NOON.isoformat(), "tag": "question.recorded", "received": "2026-05-13"}
    assert made.number in reader.page("/archive?channel=desk").text
    assert "записано бібліотекою" in reader.page("/stats").text
    for address in (f"/q/{made.number}", f"/api/v1/questions/{made.number}", "/feed.atom", "/archive"):
        assert "Марченко" not in reader.get(address).text
        assert "Петренко" not in reader.get(address).text


def test_a_letter_on_paper_is_attached_later(desk, world, app):
    made = world.accepted()
    page = desk.page(f"/desk/q/{made.number}/paper")
    refused = desk.submit(page, "Долучити", files=(io.BytesIO(b"MZ"), "лист.exe"))
    assert refused.status_code == 400
    assert desk.submit(seen(refused), "Долучити").status_code == 400
    done = desk.submit(seen(refused), "Долучити", files=photo("лист.jpg"))
    assert "Лист долучено. Читачі його не бачать." in done.text
    assert tags(world, made)[-1] == "file.paper_attached"
    assert value(world, made, "version") == value(world, made, "version")
    assert "лист.jpg" in seen(done).text
    assert "JPEG" not in app.test_client().page(f"/q/{made.number}").text
