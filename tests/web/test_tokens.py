"""Links in letters: what a wrong one is told, that none opens what is another’s, and where their tokens never stand."""

import pytest
from sqlalchemy import event, func, select

from reception.domain import tokens
from reception.extensions import db
from reception.models import LinkVisit, Question
from reception.queries.asker import notices_token
from reception.web.office import gate
from tests.web.librarians import seen
from tests.web.officials import ANSWER, SEND, link_to

OLENA = "olena.koval@city.example"


@pytest.fixture
def made(world):
    """A question that one official has at hand."""
    return world.referred(world.official(email=OLENA))


@pytest.fixture
def link(world, made):
    return link_to(world, made.referral_ids[0])


class TestWrongTokens:
    @pytest.mark.parametrize(
        "spoil",
        [
            lambda token: token[:-1],
            lambda token: token[1:],
            lambda token: token.swapcase(),
            lambda token: token[::-1],
            lambda token: token + "A",
            lambda token: "0" * 43,
            lambda token: "ключ",
            lambda token: "%00",
            lambda token: "x" * 5000,
        ],
        ids=["cut", "beheaded", "case", "reversed", "longer", "guess", "cyrillic", "nul", "huge"],
    )
    def test_a_wrong_token_is_told_the_same_as_one_that_never_was(self, client, world, link, spoil):
        wrong = client.page(f"/answer/{spoil(link.removeprefix('/answer/'))}", status=404)
        never = client.page("/answer/nothing-at-all", status=404)

        assert wrong.heading == never.heading == "Це посилання не працює"
        assert "Коваль" not in wrong.text
        with world.inside() as session:
            assert session.scalar(select(func.count()).select_from(LinkVisit)) == 0

    def test_what_could_be_none_is_not_even_looked_for(self, client, app, link):
        asked = []
        with app.app_context():
            event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
        client.page(f"{link[:-1]}", status=404)
        assert not [statement for statement in asked if "answer_link" in statement]
        client.page(f"/answer/{'0' * 43}", status=404)
        assert [statement for statement in asked if "answer_link" in statement]

    def test_a_token_of_one_kind_opens_no_other(self, client, world, made, link):
        with world.inside() as session:
            notices = notices_token(session.get(Question, made.id).asker_links[-1])
        kinds = {"answer": link.removeprefix("/answer/"), "t": world.asker_token(made), "letters": notices}
        kinds["subscription"] = world.subscribed("")
        opened = {kind: client.page(f"/{kind}/{token}").heading for kind, token in kinds.items()}

        for kind, token in ((kind, token) for kind in kinds for other, token in kinds.items() if other != kind):
            assert seen(client.get(f"/{kind}/{token}")).heading != opened[kind]

    def test_secrets_are_compared_in_constant_time(self, client, world, made, link, monkeypatch):
        addresses = [link, f"/t/{world.asker_token(made)}", f"/subscription/{world.subscribed('')}"]
        opened = [client.page(address).heading for address in addresses]
        monkeypatch.setattr(tokens, "same", lambda _one, _other: False)

        assert not [1 for address, heading in zip(addresses, opened, strict=True) if seen(client.get(address)).heading == heading]

    def test_one_referrals_token_shows_only_that_one(self, client, world, link):
        other = world.referred(subject="Світло у дворі")

        assert "Світло у дворі" in client.page(link_to(world, other.referral_ids[0])).text
        assert "Світло у дворі" not in client.page(link).text


def test_no_page_of_a_token_is_kept_or_told_to_others(client, app, link):
    """Whatever the token and whatever comes of it: also where there is no such page, or no such way to ask."""
    prefixes = {rule.rule.partition("<token>")[0] for rule in app.url_map.iter_rules() if "token" in rule.arguments}
    token = link.removeprefix("/answer/")
    assert "/answer/" in prefixes
    ends = (token, token[:-1], f"{token}/nothing", f"{token}/stop")
    for address in (prefix + end for prefix in prefixes for end in ends):
        for method in ("GET", "HEAD", "POST", "DELETE"):
            headers = client.open(address, method=method).headers
            told = headers["Cache-Control"], headers["Referrer-Policy"], headers["X-Robots-Tag"]
            assert (address, told) == (address, ("no-store", "no-referrer", "noindex, nofollow"))


def test_no_token_is_logged(client, world, link, caplog, monkeypatch):
    caplog.set_level("DEBUG")
    client.submit(client.page(link), SEND, text=ANSWER, result="9.1")
    client.get(f"{link}/nothing")
    client.get(f"{link}/mine")

    def fail(_link):
        raise RuntimeError("a bug")

    monkeypatch.setattr(gate, "is_alive", fail)
    assert client.get(link).status_code == 500
    assert "a bug" in caplog.text
    assert link.removeprefix("/answer/") not in caplog.text
