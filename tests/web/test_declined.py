"""What is not taken is shown with its reason where it may be, and hidden where it may not."""

import pytest

from reception.domain.roles import Role
from reception.models import DeclineReason, Question
from tests.web.librarians import address, librarian, value

CLEAN = {"subject": "Коли відкриють міст?", "text": "Коли відкриють міст на Варварівці? Він закритий з весни."}


@pytest.fixture
def desk(client, world):
    return librarian(client, world)


def decline(desk, made, reason, status=200, **typed):
    response = desk.submit(desk.page(address(made, "decline")), "Відхилити", reason=str(reason), **typed)
    assert response.status_code == status
    return response


def test_readers_see_a_declined_question_with_its_reason_in_plain_words(desk, world, app):
    made, reader = world.question(**CLEAN), app.test_client()
    world.accepted()
    decline(desk, made, world.reason(), show="y", wartime_checked="yes", note="Це для заявника")

    page = reader.page(f"/q/{made.number}")
    assert "Бібліотека не прийняла це питання: Не питання до влади міста" in page.text
    assert "Зверніться до служби 102." in page.text
    assert "Це для заявника" not in page.text
    assert made.number not in reader.page("/archive").text
    assert made.number in reader.page("/archive?state=declined").text
    assert reader.get("/api/v1/questions?state=declined").json["results"][0]["declined"]["reason"] == "Не питання до влади міста"
    assert reader.get("/api/v1/questions").json["total"] == 1
    assert "не прийнято 1" in reader.page("/archive").text


@pytest.mark.parametrize(
    ("given", "public", "typed"),
    [
        ({}, True, {}),
        ({}, False, {"show": "y", "wartime_checked": "yes"}),
        ({"may_publish": False}, True, {}),
    ],
)
def test_any_other_declined_question_is_hidden(desk, world, app, given, public, typed):
    made = world.question(**CLEAN, **given)
    decline(desk, made, world.reason(public=public), **typed)
    assert app.test_client().get(f"/q/{made.number}").status_code == 404


def test_one_that_was_public_is_hidden_with_a_reason_that_is_not(desk, world, app):
    made, reader = world.accepted(**CLEAN), app.test_client()
    assert reader.get(f"/q/{made.number}").status_code == 200
    decline(desk, made, world.reason(public=False), show="y")
    assert reader.get(f"/q/{made.number}").status_code == 410
    desk.submit(desk.page(address(made, "reopen")), "Взяти знову", reason="Помилка")
    assert reader.get(f"/q/{made.number}").status_code == 200


def test_what_was_declined_in_public_as_it_came_waits_for_a_librarian_when_it_is_taken_up_again(desk, world, app):
    made = world.question(**CLEAN)
    decline(desk, made, world.reason(), show="y", wartime_checked="yes")
    desk.submit(desk.page(address(made, "reopen")), "Взяти знову", reason="Помилка")
    assert app.test_client().get(f"/q/{made.number}").status_code == 404
    assert (world.state(made), value(world, made, "public_at")) == ("received", None)


def test_a_text_with_personal_data_is_not_shown_and_nothing_typed_is_lost(desk, world):
    made, reason = world.question(text="Моя адреса ivan.petrenko@mail.example, допоможіть"), world.reason()
    refused = decline(desk, made, reason, 400, show="y", wartime_checked="yes", note="Ось що зробити")
    assert "можуть бути персональні дані" in refused.text
    assert "Ось що зробити" in refused.text
    assert world.state(made) == "received"
    decline(desk, made, reason, show="y", wartime_checked="yes", may_stay="yes")
    assert value(world, made, "shown_declined")


def test_a_reason_taken_back_from_readers_hides_what_it_showed(desk, world, app):
    made, reason = world.question(**CLEAN), world.reason(code="city")
    decline(desk, made, reason, show="y", wartime_checked="yes")
    librarian(admin := app.test_client(), world, Role.ADMINISTRATOR)
    admin.submit(admin.page(f"/admin/reasons/{reason}"), "Зберегти", is_public=None)
    assert app.test_client().get(f"/q/{made.number}").status_code == 410


def test_a_reason_retired_meanwhile_is_said_and_the_note_stays(desk, world):
    made, kept, retired = world.question(**CLEAN), world.reason(), world.reason()
    page = desk.page(address(made, "decline"))
    with world.inside() as session:
        session.get(DeclineReason, retired).is_active = False
        session.commit()
    refused = desk.submit(page, "Відхилити", reason=str(retired), note="Подзвоніть до диспетчера")
    assert refused.status_code == 400
    assert "більше немає" in refused.text
    assert "Подзвоніть до диспетчера" in refused.text
    decline(desk, made, kept, note="Подзвоніть до диспетчера")
    with world.inside() as session:
        assert session.get(Question, made.id).decline_note == "Подзвоніть до диспетчера"


def test_nothing_is_shown_before_the_security_check(desk, world):
    made, reason = world.question(**CLEAN), world.reason()
    refused = decline(desk, made, reason, 400, show="y")
    assert "ворог" in refused.text
    assert world.state(made) == "received"


def test_the_journal_says_whether_readers_see_it(desk, world):
    made = world.question(**CLEAN)
    decline(desk, made, world.reason(), show="y", wartime_checked="yes")
    assert "Читачі бачать його разом із підставою" in desk.page(address(made)).text
