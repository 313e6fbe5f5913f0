"""The whole way in a real browser, by three people over real mail: a telephone, a librarian's screen, a telephone.

Every page they meet is accessible (WCAG 2.1 A, AA) and fits its window.
"""

import pytest

from tests.browser.walker import NARROWEST, Walker, arrived, link_in
from tests.world import PASSWORD

CITIZEN, OFFICIAL = "petrenko@mail.example", "koval@city.example"
SUBJECT = "У школі холодно"
TEXT = "У школі № 5 у класах лише 14 градусів. Мій номер 067 000 00 00.\n\nКоли ввімкнуть опалення?"
PUBLIC = "У школі № 5 у класах лише 14 градусів.\n\nКоли ввімкнуть опалення?"
ANSWER = "Опалення **ввімкнули** сьогодні.\n\n- котел замінено\n- труби промито"

pytestmark = pytest.mark.usefixtures("worker")


@pytest.fixture
def people(new_page, axe, world, language):
    """The citizen, the librarian and the official, each at a window."""
    world.topic("Освіта")
    world.official(world.authority("Управління освіти"), email=OFFICIAL)
    world.account(login="bondar", name="Марія Бондар")
    return [Walker(new_page(width=width), axe, language) for width in (NARROWEST, 1280, NARROWEST)]


@pytest.fixture(params=["uk", "en"])
def language(request):
    return request.param


def test_a_question_goes_all_the_way(people, smtp, world):
    citizen, librarian, official = people
    answered = citizen.counts("answered")
    number = asks(citizen)
    signs_in(librarian)
    takes_up(librarian, number)
    passes_on(librarian)
    answers(official, link_in(arrived(smtp, OFFICIAL, 1)), number)
    gives_out(librarian, number)
    finds(citizen, number)
    assert citizen.counts("answered") == answered + 1
    assert citizen.counts("confirmed as solved by those who asked") == 0

    letter = arrived(smtp, CITIZEN, 5)
    assert letter.subject.startswith(number)
    assert "котел замінено" in letter.text
    judges(citizen, link_in(letter))
    assert citizen.counts("confirmed as solved by those who asked") == 1
    citizen.opens(f"/q/{number}")
    citizen.sees("The asker’s verdict")
    assert citizen.seen + librarian.seen + official.seen > 30


def asks(citizen) -> str:
    citizen.opens("/")
    citizen.follows("Ask a question")
    fields = {"subject": SUBJECT, "text": TEXT, "name": "Іван Петренко", "email": CITIZEN}
    for name, value in fields.items():
        citizen.page.locator(f"#{name}").fill(value)
    citizen.page.locator("#may_process").check()
    citizen.page.locator("#may_publish").check()
    citizen.presses("Next: look it over")
    citizen.presses("Send")
    number = citizen.page.locator(".slip .number").first.inner_text()
    citizen.follows("See where the question stands")
    citizen.sees("A librarian will read the question and pass it on.")
    return number


def signs_in(librarian) -> None:
    librarian.opens("/desk/")
    librarian.page.locator("#login").fill("bondar")
    librarian.page.locator("#password").fill(PASSWORD)
    librarian.presses("Sign in")


def takes_up(librarian, number) -> None:
    librarian.follows(number)
    librarian.page.locator("#public_text").fill(PUBLIC)
    librarian.page.locator("#topic_id").select_option(index=1)
    librarian.page.locator("#wartime_checked").check()
    librarian.presses("Save and take up")
    librarian.sees("The question is taken up.")


def passes_on(librarian) -> None:
    librarian.follows("Pass on to officials")
    box = librarian.page.get_by_label("Олена Коваль")
    if not box.is_visible():
        librarian.page.locator("summary").first.click()
    box.check()
    librarian.presses("Show the letters")
    librarian.presses("Send the letters")


def answers(official, link, number) -> None:
    official.opens(link)
    official.sees(number, "067 000 00 00")
    official.page.locator("#text").fill(ANSWER)
    official.page.get_by_role("button", name=official.says("Show how it will look")).click()
    official.page.locator("#text-preview strong").wait_for()
    official.look()
    official.page.locator('input[name="result"][value="9.1"]').check()
    official.presses("Send the answer")
    official.opens(link)
    official.sees("котел замінено")


def gives_out(librarian, number) -> None:
    librarian.opens("/desk/?tab=answered")
    librarian.follows(number)
    librarian.follows("Check and give out the answer")
    librarian.page.locator("#wartime_checked").check()
    librarian.presses("Give out the answer")
    librarian.sees("The answer is given out.")


def finds(citizen, number) -> None:
    """Search by another form of the words, as soon as the worker has brought the index up."""
    citizen.page.goto("/archive")
    for _ in range(40):
        citizen.page.locator("#q").fill("опаленням у школах")
        with citizen.page.expect_navigation():
            citizen.page.locator("#q").press("Enter")
        if citizen.page.get_by_role("link", name=SUBJECT).count():
            break
        citizen.page.wait_for_timeout(500)
    citizen.look()
    citizen.follows(SUBJECT)
    citizen.sees("котел замінено", "Олена Коваль")
    assert "067 000 00 00" not in citizen.page.content()
    assert number in citizen.page.content()


def judges(citizen, link) -> None:
    citizen.opens(link)
    citizen.presses("Open my question")
    citizen.follows("Give my verdict")
    citizen.page.locator('input[name="value"][value="solved"]').check()
    citizen.page.locator("#text").fill("Тепло!")
    citizen.presses("Send my verdict")
    citizen.sees("Thank you for your verdict.")
