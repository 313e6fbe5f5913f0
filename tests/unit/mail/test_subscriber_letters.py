"""Letters to subscribers, in both languages: what they tell, why they came, how to stop."""

import re

import pytest
from sqlalchemy import select

from reception.mail.compose import SUBSCRIPTION_MARK, render
from reception.mail.letters import LETTERS, News
from reception.models import Subscription
from reception.queries.questions import public_question
from tests.pages import Page

WHY = {"uk": "Ви отримали цей лист, бо цю адресу вказали", "en": "You receive this letter because this address was given"}
STOP = {"uk": "натисніть кнопку:", "en": "press the button:"}
WAIT = {"uk": "за три дні адресу буде стерто", "en": "in three days the address is forgotten"}


@pytest.fixture(params=sorted(WHY))
def language(request):
    return request.param


@pytest.fixture
def letters(world, language):
    """The parts of each letter: the first, the one to somebody who is subscribed, and that with answers."""
    made = world.published(subject="Яма <b>глибока</b>", email=None)
    for query, confirmed in (("q=яма&authority=body-2", False), ("", True)):
        world.subscribed(query, confirmed=confirmed, language=language)
    with world.inside() as session:
        asked, confirmed = session.scalars(select(Subscription).order_by(Subscription.id))
        news = News(confirmed, (public_question(made.number),), 32)
        written = {
            "asked": ("subscription", News(asked)),
            "already": ("subscription", News(confirmed)),
            "news": ("new_answers", news),
        }
        yield {key: render(name, next(iter(LETTERS[name](occasion)))) for key, (name, occasion) in written.items()}


def test_each_is_complete(letters, language):
    findings = []
    for name, (subject, text, html) in letters.items():
        page = Page(html)
        findings += [f"{name}: {error}" for error in page.parse_errors]
        for body in (" ".join(text.split()), page.text):
            stop = WAIT if name == "asked" else STOP
            findings += [f"{name} lacks {words!r}" for words in (WHY[language], stop[language]) if words not in body]
            findings += [f"{name}: {found}" for found in re.findall(r"%\(|\{\{|\bNone\b|р\.\.", subject + body)]
        assert page.root.get("lang") == language
        assert "\n\n\n" not in text
        assert page.all("b") == []
    assert not findings


def test_each_has_the_link_once_or_twice_and_the_first_as_its_button(letters):
    for name, (_, text, html) in letters.items():
        buttons = [link.get("href") for link in Page(html).all("a") if "inline-block" in link.get("style", "")]
        assert text.count(SUBSCRIPTION_MARK) == 1, name
        assert (SUBSCRIPTION_MARK in buttons) == (name == "asked")


def test_the_news_name_question_body_result_and_how_many_more(letters, language):
    subject, text, html = letters["news"]
    more = "І ще 31." if language == "uk" else "And 31 more."
    for body in (text, Page(html).text):
        assert more in body
        assert "Яма <b>глибока</b>" in body
        assert "Департамент ЖКГ" in body
        assert "/archive?sort=newest&answered=yes" in text
    assert subject.startswith("32 ")
