"""Whatever address stands in a letter: opening it, once or many times, by a person or by a scanner, changes nothing, and
nothing that opens one is stored or logged."""

import re
from urllib.parse import urlsplit

import pytest
from sqlalchemy import func, select

from reception.mail.letters import LETTERS
from reception.models import Letter, LinkVisit
from tests.web.every_letter import EveryLetter
from tests.web.officials import everything

ADDRESS = re.compile(r"https?://[^\s<>\"]+")
TOKEN = re.compile(r"/(answer|t|letters|subscription)/")


def paths_in(message) -> set[str]:
    """Return the addresses of this site in a message as it came over the wire: both parts and every header."""
    headers = "\n".join(str(value) for _name, value in message.message.items())
    found = {address.rstrip(".,;)") for part in (headers, message.text, message.html) for address in ADDRESS.findall(part)}
    return {parts.path + (f"?{parts.query}" if parts.query else "") for parts in map(urlsplit, found)}


@pytest.fixture
def letters(world, clock, smtp) -> dict[str, set[str]]:
    """The addresses of this site in the letters that left, by the letter's name."""
    EveryLetter(world, clock)
    with world.inside() as session:
        names = dict(session.execute(select(Letter.message_id, Letter.name)).all())
    found: dict[str, set[str]] = {}
    for message in smtp.messages:
        found.setdefault(names[message.message["Message-ID"]], set()).update(paths_in(message))
    return found


def test_opening_the_addresses_of_all_letters_changes_nothing_but_the_access_log(client, world, letters, caplog):
    caplog.set_level("DEBUG")
    assert letters.keys() == LETTERS.keys(), "a letter did not leave: give it a step in tests/web/every_letter.py"
    addresses = set().union(*letters.values())
    kinds = {address.split("/")[1] for address in addresses}
    assert {"answer", "t", "subscription", "q"} <= kinds
    before = everything(world)

    for address in sorted(addresses) * 3:
        for method in (client.get, client.head):
            assert method(address).status_code in (200, 302, 303, 404, 410), address

    assert everything(world) == before
    stored = repr(before)
    for token in (address.split("/")[2] for address in addresses if TOKEN.match(address)):
        assert token.rpartition(".")[2] not in stored + caplog.text
    with world.inside() as session:
        visits = dict(session.execute(select(LinkVisit.method, func.count()).group_by(LinkVisit.method)).all())
    links = {address for address in addresses if address.startswith("/answer/")}
    assert visits == {"GET": 3 * len(links), "HEAD": 3 * len(links)}
    for address in links:
        for page in ("mine", "not-ours", "more-time", "ask", "registered"):
            assert client.get(f"{address}/{page}").status_code in (200, 302, 404, 410)
    assert everything(world) == before
