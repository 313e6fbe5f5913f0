"""A librarian decides: declines, refers, answers, gives out, takes back – and is offered only what can be done now."""

import pytest
from sqlalchemy import select

from reception.domain.kinds import VerdictValue
from reception.models import Letter, Referral, ReferralState
from tests.web.librarians import address, buttons, librarian, seen, text_of, token, value


@pytest.fixture
def desk(client, world):
    return librarian(client, world, name="Ніна Марченко")


def test_declining_shows_first_what_the_asker_gets(desk, world, app):
    reason_id, made = world.reason(), world.question()
    page = desk.page(address(made, "decline"))
    preview = desk.submit(page, "Спершу показати листи", reason=str(reason_id), note="Дзвоніть просто зараз")
    assert "Зверніться до служби 102." in preview.text
    assert "Дзвоніть просто зараз" in preview.text
    assert world.state(made) == "received"
    assert value(world, made, "decline_reason_id") is None
    done = desk.submit(seen(preview), "Відхилити")
    assert "Звернення відхилено" in done.text
    assert world.state(made) == "declined"
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.name == "declined")).one()
        assert "Дзвоніть просто зараз" in letter.body_text


def test_declining_needs_a_reason_of_the_catalogue(desk, world):
    made, _reason = world.question(), world.reason()
    response = desk.submit(desk.page(address(made, "decline")), "Відхилити", reason=None)
    assert response.status_code == 400
    gone = desk.submit(desk.page(address(made, "decline")), "Відхилити", reason="999")
    assert gone.status_code == 400
    assert world.state(made) == "received"


def test_referring_shows_the_letters_exactly_as_they_leave(desk, world):
    body = world.authority("Департамент транспорту")
    first, second = world.official(body, "Олена Коваль"), world.official(name="Тарас Гнатюк")
    made = world.accepted(authority_id=body)
    page = desk.page(address(made, "refer"))
    assert page.text.index("Департамент транспорту") < page.text.index("Тарас Гнатюк")
    letters = desk.submit(page, "Показати листи", officials=[str(first), str(second)], message="Прошу до п’ятниці")
    assert world.state(made) == "accepted"
    shown = [text_of(each) for each in seen(letters).all("textarea") if "referral" in each.get("name")]
    desk.submit(seen(letters), "Надіслати листи")
    assert world.state(made) == "referred"
    with world.inside() as session:
        sent = session.scalars(select(Letter).where(Letter.name == "referral").order_by(Letter.id)).all()
        bodies = [letter.body_text for letter in sent]
    link = "[особисте посилання]"
    assert [body.replace("⟦answer-link⟧", link).strip() for body in bodies] == [each.strip() for each in shown]
    assert "Прошу до п’ятниці" in bodies[0]


def test_before_the_letters_leave_one_can_change_ones_mind(desk, world):
    official, made = world.official(), world.accepted()
    letters = desk.submit(desk.page(address(made, "refer")), "Показати листи", officials=str(official), message="Прошу")
    again = seen(desk.submit(seen(letters), "Змінити"))
    assert again.heading == "Передати посадовим особам"
    assert "Прошу" in again.html
    assert "checked" in next(each for each in again.all("input") if each.get("value") == str(official)).attrib


def test_nobody_is_asked_twice_at_once(desk, world):
    made = world.referred(official := world.official())
    page = desk.page(address(made, "refer"))
    assert "disabled" in next(each for each in page.all("input") if each.get("value") == str(official)).attrib
    response = desk.submit(page, "Показати листи", officials=str(official))
    assert response.status_code == 400


def test_referring_to_nobody_is_said(desk, world):
    world.official()
    response = desk.submit(desk.page(address(world.accepted(), "refer")), "Показати листи")
    assert response.status_code == 400
    assert "хоча б одну посадову особу" in response.text or "посадов" in response.text


def test_the_library_answers_itself_and_gives_the_answer_out(desk, world, app):
    made = world.accepted()
    wrote = desk.submit(
        desk.page(address(made, "answer")), "Записати відповідь", text="Довідка: **графік** на сайті", result="9.3"
    )
    assert "Відповідь написано" in wrote.text
    assert world.state(made) == "answered"
    desk.submit(desk.page(address(made, "publish")), "Надати відповідь", wartime_checked="yes")
    assert world.state(made) == "closed"
    assert "графік" in app.test_client().page(f"/q/{made.number}").text


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"text": ""}, "text"),
        ({"text": "Так", "result": None}, "result"),
        ({"text": "Так", "result": "planned"}, "promised_on"),
        ({"text": "Так", "result": "planned", "promised_on": "31.02.2030"}, "promised_on"),
        ({"text": "Так", "result": "planned", "promised_on": "01.01.2020"}, "promised_on"),
    ],
)
def test_an_answer_that_lacks_something_is_not_taken(desk, world, given, field):
    made = world.accepted()
    response = desk.submit(desk.page(address(made, "answer")), "Записати відповідь", **given)
    assert response.status_code == 400
    assert f'id="{field}-error"' in response.text
    assert world.state(made) == "accepted"


def test_an_answer_is_checked_before_readers_see_it(desk, world, app):
    made = world.answered(text="Пані Ганні відповіли, яму засиплють")
    page = desk.page(address(made, "publish"))
    field = f"answer-{made.answer_ids[0]}"
    shown = desk.submit(page, "Показати різницю", **{field: "Яму засиплють"})
    assert "Ганні" in "".join(text_of(each) for each in seen(shown).all("del"))
    assert world.state(made) == "answered"
    desk.submit(seen(shown), "Надати відповідь", outcome="9.3", wartime_checked="yes")
    public = app.test_client().page(f"/q/{made.number}")
    assert "Яму засиплють" in public.text
    assert "Ганні" not in public.html
    assert value(world, made, "outcome") == "9.3"


def test_an_empty_public_answer_is_not_given_out(desk, world):
    made = world.answered()
    field = f"answer-{made.answer_ids[0]}"
    response = desk.submit(desk.page(address(made, "publish")), "Надати відповідь", **{field: " "}, wartime_checked="yes")
    assert response.status_code == 400
    assert f'href="#{field}"' in response.text
    assert world.state(made) == "answered"


@pytest.mark.parametrize(
    ("stage", "action", "heading", "button", "state"),
    [
        ("referred", "recall", "Відкликати звернення", "Відкликати", "accepted"),
        ("answered", "send-back", "Повернути відповідь", "Повернути", "referred"),
        ("published", "reopen", "Знову взяти звернення в роботу", "Взяти знову", "accepted"),
        ("published", "hide", "Зняти звернення з публікації", "Зняти з публікації", "closed"),
    ],
)
def test_what_needs_a_reason_asks_for_it(desk, world, stage, action, heading, button, state):
    made = getattr(world, stage)()
    before = world.state(made)
    page = desk.page(address(made, action))
    assert page.heading == heading
    empty = desk.submit(page, button, reason="  ")
    assert empty.status_code == 400
    assert "Напишіть, будь ласка, причину" in empty.text
    assert world.state(made) == before
    desk.submit(page, button, reason="Змінилися обставини")
    assert world.state(made) == state
    assert "Змінилися обставини" in desk.page(address(made)).text


class TestTwoAnswersWait:
    @pytest.fixture
    def made(self, world):
        return world.answered(world.official(world.authority("Водоканал")), world.official(world.authority("Департамент ЖКГ")))

    def test_the_librarian_chooses_which_goes_back(self, desk, world, made):
        page = desk.page(address(made, "send-back"))
        boxes = [box for box in page.all("input") if box.get("name") == "answers"]
        ticked = [box.get("value") for box in boxes if box.get("checked") is not None]
        assert ticked == [str(answer_id) for answer_id in made.answer_ids]
        assert "Водоканал" in page.text
        desk.submit(page, "Повернути", reason="Назвіть строк", answers=ticked[1:])
        assert world.state(made) == "referred"
        with world.inside() as session:
            states = [session.get(Referral, each).state for each in made.referral_ids]
        assert states == [ReferralState.ANSWERED, ReferralState.OPEN]

    def test_one_must_be_chosen(self, desk, world, made):
        empty = desk.submit(desk.page(address(made, "send-back")), "Повернути", reason="Назвіть строк", answers=None)
        assert empty.status_code == 400
        assert "хоча б одну відповідь" in empty.text
        assert "Назвіть строк" in empty.text
        assert world.state(made) == "answered"


def test_a_single_answer_that_goes_back_needs_no_choice(desk, world):
    page = desk.page(address(world.answered(), "send-back"))
    assert not [box for box in page.all("input") if box.get("name") == "answers"]


def test_a_dispute_is_closed_with_a_reason(desk, world):
    made = world.published(verdict=VerdictValue.NOT_SOLVED)
    assert world.state(made) == "disputed"
    desk.submit(desk.page(address(made, "close")), "Закрити", reason="Роботи прийнято комісією")
    assert world.state(made) == "closed"


def test_what_was_taken_down_comes_back(desk, world, app):
    made = world.published()
    world.hide(made)
    assert app.test_client().get(f"/q/{made.number}").status_code == 410
    desk.submit(desk.page(address(made)), "Знову оприлюднити")
    assert app.test_client().get(f"/q/{made.number}", follow_redirects=True).status_code == 200


def test_the_asker_is_asked(desk, world):
    made = world.question()
    response = desk.submit(desk.page(address(made, "ask")), "Запитати", text="Біля якого будинку?")
    assert "Біля якого будинку?" in response.text
    assert world.state(made) == "clarification"


def test_only_what_can_be_done_now_is_offered(desk, world):
    assert {"Зберегти й узяти в роботу", "Відхилити", "Уточнити в заявника"} <= buttons(desk.page(address(world.question())))
    closed = buttons(desk.page(address(world.published())))
    assert "Взяти знову" in closed
    assert not closed & {"Відхилити", "Передати посадовим особам", "Перевірити й надати відповідь"}


def test_an_action_whose_time_is_over_leads_back(desk, world):
    made = world.published()
    page = desk.page(address(made, "decline"))
    assert page.address == address(made)
    assert "звернення вже змінило стан" in page.text or "більше не" in page.text or "вже" in page.text


def test_a_preview_is_sanitised(desk, world):
    page = desk.page(address(world.accepted(), "answer"))
    html = desk.post("/desk/preview", data={"text": "**так** <script>alert(1)</script>", "csrf_token": token(page)}).text
    assert "<strong>так</strong>" in html
    assert "<script>" not in html
