"""The page checker sees what it is there to see: it stands under every test of a page."""

import pytest
from flask import Flask

from tests.pages import Client, Page, form_data

GOOD = """<!doctype html><html lang="uk"><head><title>Архів – Приймальня</title></head><body><h1>Архів</h1>
<form action="/archive"><label for="q">Слова</label><input id="q" name="q"></form>
<form action="/ask" method="post"><input type="hidden" name="csrf_token" value="t">
<button name="go" value="1">Далі</button><textarea name="text">
рядок</textarea><select name="topic"><option value="1">Один<option value="2" selected>Два</select>
<input type="checkbox" name="public"><input type="radio" name="kind" value="a" checked></form></body></html>"""

BREAKAGES = {
    ('<html lang="uk">', "<html>"): "html has no lang",
    ("<h1>Архів</h1>", ""): "0 h1: []",
    ("<title>Архів", "<title>Інше"): "the title ['Інше – Приймальня'] does not say the heading 'Архів'",
    ('name="public"', 'id="q"'): "id 'q' stands 2 times",
    ('for="q"', 'for="nothing"'): "for='nothing' names nothing on the page",
    (' action="/archive"', ""): "a form without an action: 'Слова'",
    ('name="csrf_token"', 'name="token"'): "a POST form without a CSRF field: /ask",
    ("</form></body>", "</form><script>alert()</script></body>"): "an inline script",
    ("</form></body>", "</form><svg><style>a{}</style></svg></body>"): "an inline style sheet",
    ('<h1>', '<h1 style="color: red">'): "<h1> has style='color: red'",
    ('<h1>', '<h1 onclick="go()">'): "<h1> has onclick='go()'",
    ("</form></body>", '</form><img src="/a.png"></body>'): "picture without alt: /a.png",
    ("</h1>", "</h1></p>"): "not valid HTML: line 1: unexpected-end-tag {'name': 'p'}",
}  # fmt: skip


def test_a_good_page_has_no_problems():
    assert Page(GOOD).problems() == []


@pytest.mark.parametrize(("before", "after"), BREAKAGES)
def test_each_breakage_is_named(before, after):
    assert before in GOOD

    assert BREAKAGES[before, after] in Page(GOOD.replace(before, after)).problems()


def test_the_client_checks_every_page_it_is_given():
    app = Flask(__name__)
    app.test_client_class = Client
    app.add_url_rule("/good", view_func=lambda: GOOD, endpoint="good")
    app.add_url_rule("/bad", view_func=lambda: GOOD.replace("Архів</h1>", "</h1>"), endpoint="bad")
    client = app.test_client()

    assert client.page("/good").heading == "Архів"
    with pytest.raises(AssertionError, match=r"GET /bad:\s+1 h1"):
        client.get("/bad")


def test_a_form_sends_what_a_browser_would():
    page = Page(GOOD)

    assert form_data(page.form("Далі"), "Далі") == {
        "csrf_token": "t", "go": "1", "text": "рядок", "topic": "2", "kind": "a",
    }  # fmt: skip
