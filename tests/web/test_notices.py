"""An asker chooses which letters come: on the own page, by a letter's foot, with one press in a mail program."""

import re

import pytest
from sqlalchemy import select

from reception.domain.events import Tag
from reception.domain.kinds import Kind
from reception.domain.roles import Actor, ActorKind, Role
from reception.models import Asker, Event, Letter, LetterState, Question
from reception.services import refer, triage
from reception.worker import Worker
from tests.pages import Page
from tests.web.citizen import enter
from tests.web.librarians import address, librarian, seen

IVAN = "petrenko@mail.example"
APPEAL = {"kind": Kind.APPEAL, "residence": "вулиця Лісова, 5", "phone": "050 111 22 33"}
PAGE, SAVE, STOP = "Листи про ваше звернення", "Зберегти вибір", "Не надсилати мені більше цих листів"


@pytest.fixture
def work(app):
    """Let the worker do what there is to do."""
    return Worker(app).once


def states(world, made) -> dict[str, LetterState]:
    """Return the state of each letter to the asker, by name."""
    with world.inside() as session:
        return {letter.name: letter.state for letter in session.get(Question, made.id).letters if not letter.official_id}


def chosen(world, made) -> str:
    with world.inside() as session:
        return session.scalar(select(Asker.notices).where(Asker.question_id == made.id)).value


def run_its_course(world, made, until="published"):
    """Let the library take a question up and pass it on, and then the official answer and the library publish."""
    official, actor = world.official(), Actor(ActorKind.STAFF, role=Role.MODERATOR)
    with world.inside() as session:
        question = session.get(Question, made.id)
        triage.accept(actor, question, triage.Edit(may_stay=True))
        refer.refer(actor, question, (official,))
    if until == "published":
        world.answer(world.again(made).referral_ids[0])
        world.publish(made)


def link_in(received) -> str:
    """Return the path of the page on which to choose, as a letter names it."""
    return re.search(r"http://127\.0\.0\.1:8000(/letters/[\w.-]+)", received.text)[1]


def test_on_the_own_page_one_chooses_to_read_and_no_letter_is_lost(client, world, smtp, work):
    made = world.question(**APPEAL)
    page = seen(enter(client, made.number, made.pin))
    page = client.page(next(link.get("href") for link in page.all("a") if "letters" in link.get("href")))
    assert page.heading == PAGE
    assert "за законом" in page.text
    page = seen(client.submit(page, SAVE, notices="none"))
    assert states(world, made) == {"received": LetterState.ON_PAGE}  # it had not left
    assert "Ваш вибір збережено" in page.text
    assert chosen(world, made) == "none"
    run_its_course(world, made)
    work()
    assert smtp.to(IVAN) == []
    assert set(states(world, made).values()) == {LetterState.ON_PAGE}
    own = client.page(f"/track/{made.number}")
    assert "Яму засиплють до п’ятниці." in own.text
    assert "Ви вирішили читати такі листи" in own.text
    assert "Заявник вибрав, які листи надсилати: жодного" in own.text


def test_what_one_chose_to_read_is_no_task_of_the_desk(client, world):
    made = world.question(**APPEAL)
    client.submit(client.page(f"/letters/{world.notices_token(made)}"), SAVE, notices="none")
    run_its_course(world, made)
    desk = librarian(client, world)
    assert made.number not in desk.page("/desk/calls").text
    assert "заявник читає листи на своїй сторінці" in desk.page(address(made)).text


@pytest.mark.parametrize(("given", "left"), [
    ({}, {"received", "answered"}),
    (APPEAL, {"received", "referred", "answered"}),
])  # fmt: skip
def test_only_what_is_needed_and_what_the_law_has_told_comes(client, world, work, given, left):
    made = world.question(**given)
    work()
    client.submit(client.page(f"/letters/{world.notices_token(made)}"), SAVE, notices="needed")
    run_its_course(world, made)
    work()
    assert {name for name, state in states(world, made).items() if state is LetterState.SENT} == left
    assert states(world, made)["accepted"] is LetterState.ON_PAGE


def test_a_mail_program_stops_with_one_click_and_opening_changes_nothing(client, app, world, smtp, work):
    made = world.question()
    work()
    message = smtp.to(IVAN)[0].message
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    stop = message["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
    assert stop == f"{link_in(smtp.to(IVAN)[0])}/stop"
    for _ in range(3):
        client.head(stop)
        page = client.page(stop)
    assert page.heading == PAGE
    assert "Яма" not in page.text
    assert chosen(world, made) == "all"
    provider = app.test_client(use_cookies=False)
    assert provider.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert chosen(world, made) == "none"
    run_its_course(world, made)
    work()
    assert len(smtp.to(IVAN)) == 1
    with world.inside() as session:
        event = session.scalar(select(Event).where(Event.tag == Tag.NOTICES_CHOSEN))
        assert (event.actor, event.data) == (ActorKind.ASKER, {"was": "all", "notices": "none"})


def test_of_an_appeal_one_click_stops_only_what_no_law_asks_for(client, world, smtp, work):
    made = world.question(**APPEAL)
    work()
    page = client.page(link_in(smtp.to(IVAN)[0]))
    page = seen(client.submit(page, "Надсилати мені лише потрібне"))
    assert page.heading == "Надходитимуть лише потрібні листи"
    assert chosen(world, made) == "needed"
    run_its_course(world, made, until="referred")
    work()
    received, referred = smtp.to(IVAN)
    assert received.message["List-Unsubscribe"]
    assert referred.message["List-Unsubscribe"] is None
    assert link_in(referred) == link_in(received)


@pytest.mark.parametrize(("given", "before", "after"), [
    ({}, "needed", "none"), ({}, "none", "none"), (APPEAL, "needed", "needed"), (APPEAL, "none", "none"),
])  # fmt: skip
def test_one_click_stops_what_still_comes_and_brings_nobody_more(client, world, given, before, after):
    made = world.question(**given)
    link = f"/letters/{world.notices_token(made)}"
    client.submit(client.page(link), SAVE, notices=before)
    assert (STOP in client.page(link).text) == (before != after)
    assert client.post(f"{link}/stop", data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert chosen(world, made) == after


def test_a_button_stops_and_one_can_choose_again(client, world):
    made = world.question()
    link = f"/letters/{world.notices_token(made)}"
    assert seen(client.submit(client.page(link), STOP)).heading == "Листи більше не надходитимуть"
    assert chosen(world, made) == "none"
    client.submit(client.page(link), SAVE, notices="all")
    assert chosen(world, made) == "all"
    run_its_course(world, made, until="referred")
    assert states(world, made)["accepted"] is LetterState.QUEUED


def test_the_link_opens_nothing_else_and_a_spoilt_one_nothing_at_all(client, world):
    made, other = world.question(), world.question()
    token, others = world.notices_token(made), world.notices_token(other)
    client.page(f"/letters/{token}")
    assert client.page(f"/track/{made.number}").heading == "Стежити за питанням"
    number, secret = token.split(".")
    for wrong in (secret, f"{number}.", f"{others.split('.')[0]}.{secret}", token.swapcase(), token[:-1], "9" * 30 + ".x", "%00",
                  world.asker_token(made)):  # fmt: skip
        assert client.page(f"/letters/{wrong}", status=404).heading == "Це посилання не працює"
    assert client.page(f"/t/{token}", status=404)
    with world.inside() as session:
        assert secret not in str([(row.body_text, row.body_html) for row in session.scalars(select(Letter))])


def test_without_an_address_there_is_nothing_to_choose(client, world):
    made = world.question(email=None)
    page = seen(enter(client, made.number, made.pin))
    assert f"/track/{made.number}/letters" not in [link.get("href") for link in page.all("a")]
    assert client.page(f"/track/{made.number}/letters").address == f"/track/{made.number}"


def test_nothing_ticked_is_said_at_the_field(client, world):
    made = world.question()
    response = client.submit(client.page(f"/letters/{world.notices_token(made)}"), SAVE, notices="")
    assert response.status_code == 400
    assert Page(response.text).heading == PAGE
