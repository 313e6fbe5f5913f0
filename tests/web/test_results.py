"""What came of appeals, counted by classifier № 858 at the desk and for readers: every number opens a list of that length."""

import pytest

from reception.domain.kinds import Kind
from reception.domain.outcomes import Outcome
from reception.domain.requisites import Requisite
from reception.domain.roles import Actor, ActorKind
from reception.models import DeclineReason, Question
from reception.services import asker, triage
from reception.services.classify import Decision, classify
from reception.services.returning import return_to_author
from reception.services.triage import Edit
from tests.pages import words
from tests.web.librarians import address, librarian
from tests.web.test_queue import numbers

LIBRARIAN = Actor(ActorKind.STAFF)
WHOLE = {"kind": Kind.APPEAL, "name": "Іван Петренко", "residence": "Миколаїв"}


def do(world, made, service, *arguments, actor=LIBRARIAN, **more):
    with world.inside() as session:
        service(actor, session.get(Question, made.id), *arguments, **more)


@pytest.fixture
def town(world, clock):
    """Appeals of two years that came to every kind of end, and others that are counted nowhere here."""
    texts = {"title_uk": "Запізно", "title_en": "Late", "text_uk": "…", "text_en": "…"}
    late = world.add(DeclineReason(code="late", result=Outcome.NOT_CONSIDERED, **texts))
    shown = Edit(may_stay=True, wartime_checked=True)
    world.published(**WHOLE)
    clock.advance(days=366)
    world.published(outcome=Outcome.REFUSED, **WHOLE)
    declined, unnamed, withdrawn, question = (world.question(**given) for given in (WHOLE, WHOLE, WHOLE, {}))
    do(world, declined, triage.decline, late, shown=shown)
    do(world, question, triage.decline, late, shown=shown)
    do(world, unnamed, triage.decline, world.reason())
    do(world, withdrawn, asker.withdraw, actor=Actor(ActorKind.ASKER, question_id=withdrawn.id))
    returned = world.accepted(name="Іван")
    do(world, returned, classify, Decision(kind=Kind.APPEAL), "Просить поновити право")
    do(world, returned, return_to_author, list(Requisite), "Допишіть.")
    world.accepted(**WHOLE)
    return declined


def test_every_result_of_appeals_opens_its_list_at_the_desk(client, town, world):
    desk = librarian(client, world)
    page = desk.page("/desk/results")
    rows = [[words(cell) for cell in row] for row in page.all("tr")][1:]
    assert {row[0].split(" ")[0]: row[1:] for row in rows} == {
        "Усього": ["1", "6"], "9.1": ["1", "0"], "9.2": ["0", "1"], "9.3": ["0", "0"], "Інше:": ["0", "2"],
        "9.4": ["0", "1"], "9.5": ["0", "0"], "9.6": ["0", "1"], "Результату": ["0", "1"], "Завершено": ["0", "2"],
    }  # fmt: skip

    linked = [(int(words(each)), each.get("href")) for each in page.all("a") if "year=" in each.get("href", "")]
    assert len(linked) == 9
    for number, opened in linked:
        assert len(numbers(desk.page(opened))) == number, opened


def test_the_queue_is_narrowed_by_result_and_not_by_nonsense(client, town, world):
    desk = librarian(client, world)
    assert numbers(desk.page("/desk/?tab=all&result=9.6")) == [town.number]
    assert "не підлягає розгляду" in desk.page(address(town)).text
    assert len(numbers(desk.page("/desk/?tab=all&result=9.7&year=99999"))) == 8


def test_readers_see_why_an_appeal_was_not_taken_and_how_many(client, town):
    page = client.page("/stats")
    counted = [(words(each), each.get("href")) for each in page.all("a") if "state=declined&outcome" in each.get("href", "")]
    assert counted == [("1", "/archive?state=declined&outcome=9.6"), ("1", "/archive?state=declined&outcome=none")]
    assert town.number in client.page("/archive?state=declined&outcome=9.6").text
    assert "не прийнято" in client.page("/archive?state=declined&outcome=9.6").text
    assert client.get(f"/api/v1/questions/{town.number}").json["outcome"] == "9.6"
