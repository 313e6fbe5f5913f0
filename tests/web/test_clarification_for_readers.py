"""What the asker was asked and replied becomes public only after a librarian has looked it through."""

import pytest
from sqlalchemy import select

from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Clarification, Cut, Question
from reception.services import clarify, retention
from tests.web.librarians import address, librarian, seen, tags

REPLY = "Це біля будинку сусіда, телефон 067 000 12 34."


@pytest.fixture
def desk(client, world):
    return librarian(client, world)


@pytest.fixture
def clarified(world):
    """A question whose asker has clarified; return it and the id of the clarification."""

    def make(**given):
        made = world.accepted(**given)
        with world.inside() as session:
            question = session.get(Question, made.id)
            clarify.ask_asker(SYSTEM, question, "Біля якого будинку?")
            clarify.clarify(Actor(ActorKind.ASKER, question_id=made.id), question, REPLY)
            return made, question.clarifications[-1].id

    return make


def test_it_is_looked_through_made_public_and_taken_back(desk, world, app, clarified):
    made, clarification = clarified()
    where = address(made, f"clarifications/{clarification}")
    assert "Біля якого будинку" not in app.test_client().page(f"/q/{made.number}").text
    desk.submit(desk.page(where), "Замінити все позначками")
    page = desk.page(where)
    assert desk.submit(page, "Зберегти", wartime_checked="yes").status_code == 400
    page = seen(desk.submit(page, "Замінити все позначками", wartime_checked="yes"))
    assert "Уточнення збережено" in desk.submit(page, "Зберегти").text
    public = app.test_client().page(f"/q/{made.number}")
    assert "Це біля будинку сусіда, телефон [телефон]." in public.text
    assert "000 12 34" not in public.html
    [told] = app.test_client().get(f"/api/v1/questions/{made.number}").json["clarifications"]
    assert told["reply"] == "Це біля будинку сусіда, телефон [телефон]."
    assert "<del>067 000 12 34</del>" in desk.page(address(made)).html
    assert "clarification.checked" in tags(world, made)
    desk.submit(desk.page(where), "Зберегти", reply="")
    assert "Біля якого будинку" not in app.test_client().page(f"/q/{made.number}").text
    with world.inside() as session:
        [cut] = session.scalars(select(Cut).where(Cut.question_id == made.id))
        assert (str(cut.part), str(cut.kind), cut.words) == ("reply", "phone", "067 000 12 34")


def test_without_the_security_check_it_stays_with_the_library(desk, world, clarified):
    made, clarification = clarified()
    page = desk.page(address(made, f"clarifications/{clarification}"))
    assert desk.submit(page, "Зберегти", reply="Біля аптеки").status_code == 400
    with world.inside() as session:
        assert session.get(Clarification, clarification).public_reply is None


def test_with_the_askers_data_what_was_cut_leaves_the_reply(world, clarified, clock):
    made, clarification = clarified()
    with world.inside() as session:
        question = session.get(Question, made.id)
        public = clarify.PublicClarification("Біля якого?", "телефон [телефон].", wartime_checked=True)
        clarify.publish_clarification(SYSTEM, question, question.clarifications[0], public)
    world.published()
    with world.inside() as session:
        session.get(Question, made.id).state = "closed"
        session.commit()
    clock.advance(days=6 * 365)
    with world.inside() as session:
        assert retention.erase_contacts() == 2
        assert session.get(Clarification, clarification).reply == "Це біля будинку сусіда, телефон [телефон]."


def test_what_is_not_answered_or_another_questions_is_not_found(desk, world, clarified):
    made, clarification = clarified()
    assert desk.get(address(world.question(), f"clarifications/{clarification}")).status_code == 404
    assert desk.get(address(made, "clarifications/99")).status_code == 404
