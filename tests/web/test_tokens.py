"""Links in letters: what is stored of them, what a wrong one is told, and that opening one changes nothing."""

import datetime as dt
import re

import pytest
from sqlalchemy import func, select

from reception.domain.roles import Actor, ActorKind
from reception.mail.compose import with_links
from reception.models import AnswerLink, Base, Letter, LinkVisit, Question
from reception.services import asker, clarify, links, publish, refer, respond
from tests.web.officials import ANSWER, SEND, link_to

OLENA = "olena.koval@city.example"


@pytest.fixture
def made(world):
    """A question that one official has at hand."""
    return world.referred(world.official(email=OLENA))


@pytest.fixture
def link(world, made):
    return link_to(world, made.referral_ids[0])


def letters_to(world, address) -> list[str]:
    with world.inside() as session:
        return list(session.scalars(select(Letter.name).where(Letter.to_address == address).order_by(Letter.id)))


def everything(world) -> dict[str, list]:
    """Return all rows of all tables but the access log of links."""
    with world.inside() as session:
        tables = [table for table in Base.metadata.sorted_tables if table.name != LinkVisit.__tablename__]
        return {table.name: sorted(map(repr, session.execute(select(table)))) for table in tables}


class TestWhatIsStored:
    def test_no_table_holds_a_token(self, world, made):
        tokens = (world.token_of(made.referral_ids[0]), world.asker_token(made))

        assert all(len(token) >= 43 for token in tokens)
        assert not [token for token in tokens if token in repr(everything(world))]

    def test_two_links_are_not_alike(self, world):
        made = world.referred(world.official(), world.official())

        assert len({world.token_of(each) for each in made.referral_ids}) == 2


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

    def test_the_askers_token_opens_no_office_and_the_other_way_round(self, client, world, made):
        client.page(f"/answer/{world.asker_token(made)}", status=404)

        stranger = client.page(f"/t/{world.token_of(made.referral_ids[0])}", status=404)
        assert "Степовій" not in stranger.text

    def test_one_referrals_token_shows_only_that_one(self, client, world, link):
        other = world.referred(subject="Світло у дворі")

        assert "Світло у дворі" in client.page(link_to(world, other.referral_ids[0])).text
        assert "Світло у дворі" not in client.page(link).text


def a_question_with_every_letter(world, clock) -> None:
    """Walk questions through all that writes a letter."""
    official = world.official(email=OLENA)
    made = world.referred(official)
    with world.inside() as session:
        question, actor = session.get(Question, made.id), Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0])
        respond.extend(actor, question.referrals[0], question.referrals[0].due_on + dt.timedelta(days=3), "Чекаємо.")
        clarify.ask_asker(actor, question, "У якому дворі?")
        clarify.clarify(Actor(ActorKind.ASKER, question_id=made.id), question, "У другому.")
        links.revoke(world._librarian(), question.referrals[0].links[-1])
        links.renew(question.referrals[0].links[-1])
    world.answer(made.referral_ids[0])
    with world.inside() as session:
        publish.send_back(world._librarian(), session.get(Question, made.id), "Назвіть дату.")
    world.answer(made.referral_ids[0], text="До 6 березня.")
    world.publish(made)
    for end in (refer.recall, None):
        other = world.referred(official)
        with world.inside() as session:
            question = session.get(Question, other.id)
            if end:
                end(world._librarian(), question, "Помилкова адреса")
            else:
                asker.withdraw(Actor(ActorKind.ASKER, question_id=other.id), question)


def addresses_in_letters(world) -> set[str]:
    with world.inside() as session:
        bodies = [with_links(each, body) for each in session.scalars(select(Letter)) for body in (each.body_text, each.body_html)]
    return {found.rstrip(".") for body in bodies for found in re.findall(r"http://127\.0\.0\.1:8000(/[^\s\"<>]*)", body)}


def test_opening_the_links_of_letters_changes_nothing_but_the_access_log(client, world, clock):
    a_question_with_every_letter(world, clock)
    addresses = addresses_in_letters(world)
    assert len([each for each in addresses if each.startswith("/answer/")]) >= 2
    before = everything(world)

    for address in sorted(addresses) * 3:
        assert client.get(address).status_code < 500
        assert client.head(address).status_code < 500
        if address.startswith("/answer/"):
            for page in ("not-ours", "more-time", "ask"):
                assert client.get(f"{address}/{page}").status_code < 500
                assert client.head(f"{address}/{page}").status_code < 500

    assert everything(world) == before
    with world.inside() as session:
        known = session.scalar(select(func.count()).select_from(AnswerLink))
        methods = set(session.scalars(select(LinkVisit.method)))
    assert known >= 2
    assert methods == {"GET", "HEAD"}


def test_no_token_is_logged(client, world, link, caplog):
    caplog.set_level("DEBUG")
    client.submit(client.page(link), SEND, text=ANSWER, result="9.1")
    client.get(f"{link}/nothing")

    assert link.removeprefix("/answer/") not in caplog.text
