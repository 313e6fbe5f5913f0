"""Wherever readers meet a mark they are told what it stands for and who put it: page, print, API, feed."""

import xml.etree.ElementTree as ET

import pytest

from reception.services import indexing
from tests.house_rules.source import ROOT

TEXT = "Пишіть на [е-пошта] або дзвоніть [телефон] щодо ями."
CONTENT = ".//{http://www.w3.org/2005/Atom}content"


@pytest.fixture
def cleaned(world):
    """A question with marks in its public text, and an answer."""
    made = world.published(text="Пишіть на a@b.example або дзвоніть 067 000 12 34 щодо ями.", public_text=TEXT)
    with world.inside():
        indexing.rebuild()
    return made


def test_the_page_says_it_and_prints_it(client, cleaned):
    page = client.page(f"/q/{cleaned.number}")
    assert "вилучила персональні дані" in page.text
    assert "номер телефону" in page.text
    hidden = (ROOT / "static" / "css" / "print.css").read_text()
    assert "cut-note" not in hidden
    assert ".hint" not in hidden


def test_the_api_says_it(client, cleaned):
    told = client.get(f"/api/v1/questions/{cleaned.number}").json
    assert told["edited_by_library"] is True
    assert told["marks"] == [{"mark": "[телефон]", "kind": "phone"}, {"mark": "[е-пошта]", "kind": "email"}]
    assert told["answers"][0]["marks"] == []


def test_the_feed_says_it(client, cleaned):
    content = ET.fromstring(client.get("/feed.atom").text).find(CONTENT).text
    assert "[телефон]" in content
    assert "номер телефону" in content
    assert "вилучила персональні дані" in content


def test_a_list_shows_the_mark_whole(client, cleaned):
    assert "[телефон]" in client.page("/archive?q=ями").text
    assert "000 12 34" not in client.page("/archive?q=ями").html
