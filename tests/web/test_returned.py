"""An appeal goes back to its author, by the pages of the desk and of the author."""

import pytest

from reception.domain.events import Tag
from reception.domain.kinds import Kind
from reception.domain.roles import ActorKind
from reception.models import Question
from tests.web.librarians import address, librarian, seen, value

OPEN = "Відкрити моє звернення"


@pytest.fixture
def made(world):
    """An appeal that lacks a surname and a residence."""
    return world.accepted(name="Іван")


@pytest.fixture
def desk(client, world, made):
    desk = librarian(client, world)
    page = desk.page(address(made, "class"))
    desk.submit(page, "Внести рішення", kind="appeal", reason="Просить поновити порушене право")
    return desk


@pytest.fixture
def author(desk, app, world, made):
    """The author in a browser of his own, on the question's page, after it was returned."""
    page = desk.page(address(made, "return"))
    desk.submit(page, "Повернути", missing=["name", "residence", "essence"], note="Напишіть номер будинку.")
    browser = app.test_client()
    browser.submit(browser.page(f"/t/{world.asker_token(made)}"), OPEN)
    return browser


def own(made, step=""):
    return f"/track/{made.number}{'/' + step if step else ''}"


def test_the_desk_sees_what_is_missing_and_returns_it(desk, world, made):
    page = desk.page(address(made))
    assert "прізвище та ім’я, місце проживання – Закон № 393/96-ВР, ст. 5" in page.text
    form = desk.page(address(made, "return"))
    assert [each.get("value") for each in form.all("input") if each.get("checked") is not None] == ["name", "residence"]
    nothing = desk.submit(form, "Повернути", missing=[])
    assert nothing.status_code == 400
    assert "Позначте, будь ласка, чого бракує" in nothing.text
    done = desk.submit(seen(nothing), "Повернути", missing=["name"], note="Напишіть прізвище.")
    assert "Звернення повернуто; автор вирішує, як бути далі." in done.text
    assert "Автор ще не вибрав." in done.text
    assert world.state(made) == "clarification"


def test_an_appeal_without_requisites_cannot_be_passed_on(desk, world, made):
    official = world.official()
    refused = desk.submit(desk.page(address(made, "refer")), "Показати листи", officials=[str(official)])
    assert refused.status_code == 400
    assert "Поверніть його авторові" in refused.text


def test_an_ordinary_question_is_not_returned(desk, world):
    other = world.accepted()
    assert desk.get(address(other, "return")).status_code == 404
    assert "Повернути авторові" not in desk.page(address(other)).text


def test_a_librarian_writes_down_what_the_author_says_by_telephone(author, desk, world, made):
    page = desk.page(address(made))
    page = desk.page(next(link.get("href") for link in page.all("a") if link.get("href").endswith("/complete")))
    assert "petrenko@mail.example" not in page.text
    assert "Іван" not in [each.get("value") for each in page.all("input")]
    refused = desk.submit(page, "Звернення доповнено", name="Іван Петренко", residence="", text="Будинок 12.")
    assert refused.status_code == 400
    assert "Будинок 12." in refused.text
    done = desk.submit(seen(refused), "Звернення доповнено", residence="Миколаїв")
    assert "Записано як власне слово заявника" in done.text
    assert value(world, made, "kind") is Kind.APPEAL
    with world.inside() as session:
        question = session.get(Question, made.id)
        event = next(each for each in question.events if each.tag is Tag.COMPLETED)
        assert (event.actor, bool(event.account_id)) == (ActorKind.ASKER, True)
        assert (question.asker.name, question.asker.residence) == ("Іван Петренко", "Миколаїв")
        assert question.asker.email == "petrenko@mail.example"
    assert "просунулося далі" in desk.page(address(made, "complete")).text


def test_or_lets_it_go_on_as_a_public_question(author, desk, world, made):
    desk.submit(desk.page(address(made, "complete")), "Лишити публічним питанням")
    assert value(world, made, "kind") is Kind.PUBLIC_QUESTION


def test_the_author_completes_it(author, desk, world, made):
    page = author.page(own(made))
    assert "Бракує: прізвище та ім’я, місце проживання, суть питання" in page.text
    page = author.page(own(made, "returned"))
    assert "Напишіть номер будинку." in page.text
    refused = author.submit(page, "Надіслати доповнене звернення", name="Іван Петренко", residence="", text="Будинок 12.")
    assert refused.status_code == 400
    assert "закон вимагає місце проживання" in refused.text
    assert "Будинок 12." in refused.text
    done = author.submit(seen(refused), "Надіслати доповнене звернення", residence="Миколаїв")
    assert "Звернення доповнено" in done.text
    assert "Будинок 12." in done.text
    assert value(world, made, "kind") is Kind.APPEAL
    assert "автор доповнив звернення" in desk.page(address(made)).text


def test_the_author_lets_it_go_on_as_a_question(author, world, made):
    done = author.submit(author.page(own(made, "returned")), "Лишити публічним питанням")
    assert "Ваше звернення розглядатимуть як публічне питання." in done.text
    assert value(world, made, "kind") is Kind.PUBLIC_QUESTION
    again = author.get(own(made, "returned"), follow_redirects=True)
    assert "Надіслати доповнене звернення" not in again.text


def test_a_stranger_is_asked_for_the_pin_and_comes_back_to_the_choice(author, app, world, made):
    stranger = app.test_client()
    page = stranger.page(own(made, "returned"))
    assert "PIN" in page.text
    there = stranger.submit(page, "Показати питання", pin=made.pin)
    assert "Надіслати доповнене звернення" in there.text


def test_two_windows_do_not_choose_twice(author, world, made):
    first, second = (author.page(own(made, "returned")) for _ in range(2))
    author.submit(first, "Лишити публічним питанням")
    late = author.submit(second, "Надіслати доповнене звернення", name="Іван Петренко", residence="Миколаїв", text="Ще")
    assert late.status_code == 200
    assert value(world, made, "kind") is Kind.PUBLIC_QUESTION
