"""Personal data at the desk: suspects are listed, marks are put one by one or all at once, and what was cut is kept."""

import pytest
from sqlalchemy import select

from reception.domain.kinds import VerdictValue
from reception.models import Answer, Cut, Verdict
from tests.web.librarians import address, librarian, seen, value

PHONE = "067 000 12 34"
TEXT = f"Мене звати Оксана, телефон {PHONE}. Вода тече у квартирі № 12."
MARKED = "Мене звати [ПІБ], телефон [телефон]. Вода тече у [кв.]."
ALL, CHOSEN, WORDS = "Замінити все позначками", "Замінити вибране позначками", "Замінити ці слова"
GIVE_OUT = "Надати відповідь"
TAKE_UP = "Зберегти й узяти в роботу"


@pytest.fixture
def desk(client, world):
    return librarian(client, world)


def suspects(page):
    """Return the words that the list offers to replace, by the value that chooses them."""
    return {each.get("value"): each for each in page.all("input") if each.get("name") == "suspect"}


def typed(page, name="public_text"):
    return next("".join(each.itertext()) for each in page.all("textarea") if each.get("name") == name).lstrip("\n")


def cut_words(world, made):
    with world.inside() as session:
        cuts = session.scalars(select(Cut).where(Cut.question_id == made.id).order_by(Cut.id))
        return [(str(cut.kind), cut.words) for cut in cuts]


def test_what_looks_personal_is_listed_and_marked_in_the_text(desk, world):
    made = world.question(text=TEXT)
    page = desk.page(address(made))
    assert [each.text for each in page.all("mark")] == ["Оксана", PHONE, "квартирі № 12"]
    assert len(suspects(page)) == 3


def test_one_is_replaced_and_nothing_is_saved_yet(desk, world):
    made = world.question(text=TEXT)
    page = desk.page(address(made))
    [phone] = [key for key in suspects(page) if "phone" in key]
    page = seen(desk.submit(page, CHOSEN, suspect=phone))
    assert typed(page) == TEXT.replace(PHONE, "[телефон]")
    assert len(suspects(page)) == 2
    assert value(world, made, "public_text") == TEXT


def test_one_that_runs_over_the_end_of_a_line_is_replaced(desk, world):
    """A browser sends the ends of lines in its own way."""
    made = world.question(text="Телефон 067 000\n12 34, дзвоніть.")
    page = desk.page(address(made))
    [key] = suspects(page)
    page = seen(desk.submit(page, CHOSEN, suspect=key.replace("\n", "\r\n")))
    assert typed(page) == "Телефон [телефон], дзвоніть."


def test_all_are_replaced_taken_up_and_kept_with_the_original(desk, world, app):
    made = world.question(text=TEXT)
    page = seen(desk.submit(desk.page(address(made)), ALL))
    assert typed(page) == MARKED
    desk.submit(page, TAKE_UP, wartime_checked="yes")
    assert value(world, made, "public_text") == MARKED
    assert value(world, made, "text") == TEXT
    assert cut_words(world, made) == [("name", "Оксана"), ("phone", PHONE), ("flat", "квартирі № 12")]
    public = app.test_client().page(f"/q/{made.number}")
    assert [each.text for each in public.all("span") if each.get("class") == "cut"][:3] == ["[ПІБ]", "[телефон]", "[кв.]"]
    assert "бібліотека вилучила персональні дані" in public.text
    assert "номер телефону" in public.text
    assert PHONE not in public.html


def test_a_question_with_suspects_left_is_not_taken_up_until_somebody_says_that_they_may_stay(desk, world):
    made = world.question(text=TEXT)
    page = desk.page(address(made))
    response = desk.submit(page, TAKE_UP, wartime_checked="yes")
    assert response.status_code == 400
    assert "можуть бути персональні дані" in response.text
    assert world.state(made) == "received"
    desk.submit(seen(response), TAKE_UP, may_stay="yes")
    assert world.state(made) == "accepted"


def test_a_question_that_nobody_will_read_may_keep_them(desk, world):
    made = world.question(text=TEXT, may_publish=False)
    desk.submit(desk.page(address(made)), TAKE_UP)
    assert world.state(made) == "accepted"


def test_any_words_are_replaced_by_the_mark_that_one_chooses(desk, world):
    made = world.question(text="Мій сусіда з дев’ятого\nповерху шумить. З Дев’ятого поверху!")
    page = desk.page(address(made))
    page = seen(desk.submit(page, WORDS, words="дев’ятого поверху", kind_of_words="flat"))
    assert typed(page) == "Мій сусіда з [кв.] шумить. З [кв.]!"


def test_enter_in_the_field_of_words_replaces_them(desk, world):
    """A browser presses the first button of the form then."""
    made = world.question(text=TEXT)
    page = seen(desk.submit(desk.page(address(made)), CHOSEN, words="вода тече"))
    assert "[ПІБ] у квартирі" in typed(page)
    assert len(suspects(page)) == 3


def test_words_and_ticked_suspects_are_replaced_together_by_either_button(desk, world):
    made = world.question(text=TEXT)
    for button in (CHOSEN, WORDS):
        page = desk.page(address(made))
        [phone] = [key for key in suspects(page) if "phone" in key]
        page = seen(desk.submit(page, button, suspect=phone, words="вода тече"))
        assert typed(page) == "Мене звати Оксана, телефон [телефон]. [ПІБ] у квартирі № 12."
        assert "2 місця замінено позначками" in page.text


def test_words_that_stand_nowhere_are_said_to_and_stay_in_their_field(desk, world):
    made = world.question(text=TEXT)
    page = seen(desk.submit(desk.page(address(made)), WORDS, words="Зюзя", kind_of_words="handle"))
    assert "ніде в тексті не знайдено" in page.text
    assert typed(page) == TEXT
    assert next(each.get("value") for each in page.all("input") if each.get("id") == "words") == "Зюзя"
    assert [each.get("value") for each in page.all("option") if each.get("value") == "handle" and "selected" in each.attrib]


def test_a_button_without_anything_chosen_says_so(desk, world):
    made = world.question(text=TEXT)
    page = seen(desk.submit(desk.page(address(made)), CHOSEN))
    assert "Нічого не вибрано" in page.text
    assert typed(page) == TEXT


def test_the_askers_own_name_is_found_in_its_cases(desk, world):
    made = world.question(text="Кривопускові не відповіли.", name="Кривопуск Надія")
    assert [each.text for each in desk.page(address(made)).all("mark")] == ["Кривопускові"]


def test_an_answer_is_looked_through_before_it_is_given_out(desk, world):
    made = world.answered(text=f"Заявниці передзвонили на {PHONE}.")
    page = desk.page(address(made, "publish"))
    assert desk.submit(page, GIVE_OUT).status_code == 400
    page = seen(desk.submit(page, ALL))
    desk.submit(page, GIVE_OUT, wartime_checked="yes")
    with world.inside() as session:
        answer = session.scalars(select(Answer)).one()
        assert answer.public_text == "Заявниці передзвонили на [телефон]."
        assert answer.text == f"Заявниці передзвонили на {PHONE}."
    assert ("phone", PHONE) in cut_words(world, made)
    assert f"<del>{PHONE}</del>" in desk.page(address(made)).html


def test_a_comment_is_looked_through_too(desk, world, app):
    made = world.published()
    world.judge(made, VerdictValue.PARTLY, f"Дзвоніть {PHONE}")
    page = desk.page(address(made, "comment"))
    assert desk.submit(page, "Зберегти").status_code == 400
    desk.submit(seen(desk.submit(page, ALL)), "Зберегти", wartime_checked="yes")
    with world.inside() as session:
        assert session.scalars(select(Verdict.public_comment)).one() == "Дзвоніть [телефон]"
    assert cut_words(world, made) == [("phone", PHONE)]
    assert "Дзвоніть [телефон]" in app.test_client().page(f"/q/{made.number}").text

    desk.submit(desk.page(address(made, "comment")), "Зберегти", comment="")
    assert cut_words(world, made) == [("phone", PHONE)]  # the words are still in the original
