"""What every address keeps to: a changing request needs the form's token, staff pages need a login, addresses stay."""

import re

import pytest
from werkzeug.routing import IntegerConverter, Rule, UUIDConverter

from tests.pages import form_data

# Addresses that people, feeds and letters hold: none may go. (design.md, section 6)
ADDRESSES = {
    "/", "/ask", "/q/<>", "/archive", "/track", "/authorities/", "/authorities/<>", "/stats", "/feed.atom",
    "/answer/<>", "/desk/", "/terminal/", "/health", "/about", "/privacy", "/accessibility", "/robots.txt",
    "/sitemap.xml", "/opensearch.xml", "/subscribe", "/subscription/<>", "/subscription/<>/stop",
    "/letters/<>", "/letters/<>/stop",
}  # fmt: skip
STAFF = {"desk", "admin"}
# What must be reachable before one is logged in.
OPEN_STAFF_PAGES = {"desk.login"}

# A mail program stops letters without a form: the secret in the address is the proof (RFC 8058).
WITHOUT_FORM = {"public.subscription_stop", "public.notices_stop"}


def test_addresses_stay(app):
    standing = {re.sub(r"<[^>]*>", "<>", rule.rule) for rule in app.url_map.iter_rules()}
    assert not ADDRESSES - standing


def test_every_changing_request_needs_the_token_of_a_form(app):
    rules = [rule for rule in app.url_map.iter_rules() if rule.methods & {"POST", "PUT", "PATCH", "DELETE"}]
    assert rules
    client = app.test_client()
    answers = {rule.rule: client.post(an_address(rule)).status_code for rule in rules}
    free = {rule.rule for rule in rules if rule.endpoint in WITHOUT_FORM}
    taken = {rule: status for rule, status in answers.items() if status != (404 if rule in free else 400)}
    assert not taken, f"taken without a token: {taken}"


def test_staff_pages_need_a_login(app):
    client = app.test_client()
    answers = {rule.rule: client.get(an_address(rule)) for rule in staff_rules(app, "GET")}
    opened = {rule: answer.status for rule, answer in answers.items() if not to_login(answer)}
    assert answers
    assert not opened, f"seen without a login: {opened}"


def test_staff_acts_need_a_login(app):
    client = app.test_client()
    token = form_data(client.page("/desk/login").form("Увійти"), "Увійти")["csrf_token"]
    answers = {rule.rule: client.post(an_address(rule), data={"csrf_token": token}) for rule in staff_rules(app, "POST")}
    opened = {rule: answer.status for rule, answer in answers.items() if not to_login(answer)}
    assert answers
    assert not opened, f"done without a login: {opened}"


def staff_rules(app, method: str) -> list[Rule]:
    """Return the rules of staff rooms that take this method and are closed to strangers."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.split(".")[0] in STAFF]
    return [rule for rule in rules if method in rule.methods and rule.endpoint not in OPEN_STAFF_PAGES]


def to_login(answer) -> bool:
    """Tell whether one was sent to the page where one signs in."""
    return answer.status_code == 302 and answer.location.startswith("/desk/login")


@pytest.mark.parametrize("path", ["/", "/archive", "/ask"])
def test_public_pages_answer_head_requests(client, path):
    assert client.head(path).status_code == 200


def an_address(rule: Rule) -> str:
    """Return an address that the rule takes, with any values in its places."""
    values = {name: a_value(rule, name) for name in rule.arguments}
    return rule.build(values)[1]


def a_value(rule: Rule, name: str) -> object:
    converter = rule._converters[name]
    if isinstance(converter, IntegerConverter):
        return 1
    return "00000000-0000-0000-0000-000000000000" if isinstance(converter, UUIDConverter) else "x"
