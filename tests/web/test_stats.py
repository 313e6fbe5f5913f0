"""The figures: each number on every page opens a list of that length; nothing unanswered is solved."""

import re
from urllib.parse import urljoin

import pytest

from reception.domain.kinds import Channel, VerdictValue
from reception.domain.outcomes import Outcome
from reception.reports import figures
from tests.pages import words


@pytest.fixture
def town(world, clock, monkeypatch):
    """A town with something of everything, asked over several months; four answers are enough to be compared."""
    monkeypatch.setattr(figures, "RANKED_FROM", 4)
    roads, trees = world.topic("Дороги", "dorohy"), world.topic("Дерева", "dereva")
    parks, housing = world.authority("Парки", "parky"), world.authority("ЖКГ", "zhkh")
    gardener, engineer = world.official(parks), world.official(housing)
    branch = world.branch(code="07")
    for _ in range(4):
        world.published(gardener, topic_id=trees, authority_id=parks, branch_id=branch, channel=Channel.TERMINAL)
    world.published(engineer, topic_id=roads, outcome=Outcome.REFUSED, verdict=VerdictValue.NOT_SOLVED)
    clock.advance(days=40)
    world.published(engineer, topic_id=roads, outcome=Outcome.EXPLAINED, verdict=VerdictValue.SOLVED)
    late = world.referred(engineer, authority_id=housing)
    overdue = world.referred(engineer, topic_id=roads, authority_id=housing)
    clock.advance(days=60)
    world.answer(late.referral_ids[0])
    world.publish(late)
    world.accepted()
    world.question()
    world.published(engineer, may_publish=False)
    world.published(engineer, may_publish=False)
    world.hide(world.published(engineer))
    return overdue


def number_in(link):
    """Return the number that a link says, or None if it says none."""
    digits = re.match(r"[\d\s\xa0]+", words(link))
    return int(re.sub(r"\D", "", digits[0])) if digits else None


def linked_numbers(page):
    links = [each for each in page.all("a") if each.get("href", "").startswith("/archive?") or each.get("href") == "/archive"]
    return [(number_in(each), each.get("href")) for each in links if number_in(each) is not None]


def length_of(client, address):
    page = client.page(address)
    count = next(words(each) for each in page.all("p") if each.get("class") == "results__count")
    return int(re.search(r"\d+", count)[0])


def test_every_number_opens_a_list_of_that_length(client, town):
    pages = ["/", "/stats", "/authorities/", "/authorities/parky", "/authorities/zhkh"]

    found = {pair for path in pages for pair in linked_numbers(client.page(path))}

    assert len(found) > 40
    wrong = [(number, address, length) for number, address in found if (length := length_of(client, address)) != number]
    assert not wrong


def test_lists_in_lists_agree_too(client, town):
    """A facet's count is the length of the list that choosing it gives."""
    page = client.page("/archive")
    options = [each for each in page.all("a") if each.get("class") == "facet__option"]
    assert options

    for each in options:
        assert length_of(client, urljoin("/archive", each.get("href"))) == int(words(each).split()[-1])


def figure(page, words_after):
    cards = [words(each) for each in page.all("li") if each.get("class") == "figure-card"]
    return next(int(re.match(r"\d+", card)[0]) for card in cards if words_after in card)


def test_the_figures_are_right(client, town):
    page = client.page("/stats")

    assert figure(page, "звернень надійшло") == 9
    assert figure(page, "відповідь надано") == 7
    assert figure(page, "чекають на відповідь") == 2
    assert figure(page, "чекають понад строк") == 1
    assert figure(page, "за словом влади") == 5
    assert figure(page, "підтвердили") == 1
    assert "Ще на 2 звернення відповіді надано без оприлюднення" in page.text.replace("\xa0", " ")


def test_the_formula_stands_on_the_page(client, town):
    text = client.page("/stats").text

    for said in ("9.1 «Вирішено позитивно»", "Звернення без відповіді ніколи не вважаємо вирішеним", "Спам", "Медіана", "P90"):
        assert said in text


def test_a_question_without_an_answer_is_in_no_list_of_what_was_solved(client, world):
    made = world.answered()

    assert client.page("/archive?outcome=9.1").heading == "Нічого не знайдено"
    assert figure(client.page("/stats"), "за словом влади") == 0

    world.publish(made)
    assert figure(client.page("/stats"), "за словом влади") == 1


def test_the_count_rises_at_once_and_falls_with_a_takedown(client, world):
    assert figure(client.page("/stats"), "звернень надійшло") == 0

    made = world.published()
    assert figure(client.page("/stats"), "звернень надійшло") == 1

    world.hide(made)
    assert figure(client.page("/stats"), "звернень надійшло") == 0


def test_a_body_with_few_answers_is_not_compared(client, town):
    page = client.page("/authorities/")

    ranked, others = (words(each) for each in page.all("table"))
    assert "Парки" in ranked
    assert "ЖКГ" not in ranked
    assert "ЖКГ" in others
    assert "менше ніж 4 відповіді" in page.text.replace("\xa0", " ")
    assert "не порівнюємо" in client.page("/authorities/zhkh").text
    assert "не порівнюємо" not in client.page("/authorities/parky").text


def test_charts_have_a_table_and_no_style_of_their_own(client, town):
    page = client.page("/stats")

    drawing = next(each for each in page.all("{http://www.w3.org/2000/svg}svg") if each.get("role") == "img")
    assert drawing.get("aria-label")
    assert len(list(drawing.iter("{http://www.w3.org/2000/svg}rect"))) >= 3
    assert "За місяцем надходження" in page.text


def test_pages_without_any_question_stand(client, world):
    world.authority("Парки", "parky")

    for path in ("/", "/stats", "/authorities/", "/authorities/parky", "/archive", "/feed.atom", "/sitemap.xml"):
        assert client.get(path).status_code == 200
    assert client.get("/authorities/none").status_code == 404
