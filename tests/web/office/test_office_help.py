"""What helps an official in a hurry: what is asked for, similar answers, the classifier's code."""

import contextlib

from sqlalchemy import event

from reception.extensions import db
from reception.services import indexing
from tests.web.officials import link_to

HOLE = "На вулиці Степовій біля зупинки велика яма, машини об’їжджають її тротуаром. "


@contextlib.contextmanager
def counted(app):
    """Count the statements that are sent to the database meanwhile."""
    sent = []
    with app.app_context():
        engine = db.engine
    count = lambda *given: sent.append(given[2])  # noqa: E731
    event.listen(engine, "before_cursor_execute", count)
    yield sent
    event.remove(engine, "before_cursor_execute", count)


def test_similar_answers_come_in_the_words_that_readers_see(client, world, app):
    body = world.authority("Департамент транспорту")
    for n in range(4):
        made = world.published(world.official(body), public_text=f"{HOLE}№ {n}")
    world.published(subject="Опалення", public_text="У квартирі холодно, батареї ледь теплі.")
    hidden = world.published(subject="Таємне", public_text=f"{HOLE}Таємне.")
    world.hide(hidden)
    asked = world.referred(text=HOLE)
    link = link_to(world, asked.referral_ids[0])
    with world.inside():
        indexing.catch_up()
    with counted(app) as first:
        page = client.page(link)
    assert "3 схожі питання вже мають відповідь" in page.text
    assert page.text.count("Департамент транспорту") == 3
    for private in ("Коли її відремонтують?", "Таємне", "батареї"):
        assert private not in page.text
    assert made.number in page.text
    world.published(public_text=f"{HOLE}Ще одна.")
    with world.inside():
        indexing.catch_up()
    with counted(app) as second:
        client.page(link)
    assert len(second) <= len(first) + 2  # the facts of the archive are read anew


def test_without_similar_ones_nothing_is_said_of_them(client, link):
    assert "схож" not in client.page(link).text


def test_a_long_letter_says_what_it_asks_for_in_its_own_words(client, world):
    made = world.referred(text=HOLE * 8 + "\n\nПрошу засипати яму до зими. Коли це буде?")
    page = client.page(link_to(world, made.referral_ids[0]))
    assert "Про що просить заявник" in page.text
    assert [item.text for item in page.all("li") if "Прошу" in (item.text or "")] == ["Прошу засипати яму до зими."]


def test_each_result_has_its_code_in_the_classifier(client, link):
    text = client.page(link).text
    for words in ("9.1 «Вирішено позитивно»", "9.2 «Відмовлено у задоволенні»", "9.3 «"):
        assert words in text, words
