"""When no letter leaves: the desk, a monitor and the administrator hear of it, and nothing is lost or burnt meanwhile."""

import dataclasses
import datetime as dt
import socket

import pytest
from sqlalchemy import select, update

from reception.domain.mail_causes import MailCause
from reception.domain.roles import Role
from reception.mail.smtp_errors import NotSent
from reception.models import Account, Audience, Letter, LetterState, Outage
from reception.queries.outages import standstill
from reception.services import delivery, outages
from reception.services.transaction import transaction
from reception.worker import Worker
from tests.command import run_command
from tests.mailserver import FreePortController, MailServer
from tests.web.librarians import librarian

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


@pytest.fixture
def settings(settings):
    """An installation whose mail server comes up later, at a port that nobody else has."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    return dataclasses.replace(settings, mail_port=port)


@pytest.fixture
def come_up(settings):
    """Start the mail server at the port of the settings, and return what it receives."""
    server = MailServer()
    controller = FreePortController(server)
    controller.port = settings.mail_port

    def start():
        controller.start()
        return server

    yield start
    controller.stop(no_assert=True)


def letters(world) -> dict[str, Letter]:
    with world.inside() as session:
        return {letter.name: letter for letter in session.scalars(select(Letter))}


def sent(world):
    with world.inside():
        return delivery.send_due()


def test_the_whole_story_of_a_server_that_is_down(client, world, app, clock, come_up):
    clock.set(MONDAY)
    admin = librarian(client, world, Role.ADMINISTRATOR)
    for number in range(3):
        world.question(email=f"citizen{number}@mail.example")
    assert sent(world) == delivery.Sent(0, 1)
    assert client.get("/health").json["no_letter_left_since"] is None

    for _minute in range(16):
        clock.advance(minutes=1)
        Worker(app).once()
    health = client.get("/health")
    assert health.status_code == 503
    assert (health.json["mail_trouble"], health.json["no_letter_left_since"]) == ("connection_refused", MONDAY.isoformat())
    for page in (admin.page("/desk/"), admin.page("/admin/")):
        assert "Листи не йдуть з 2 березня 2026" in page.text
        assert "ніхто не приймає з’єднань" in page.text
        assert "RECEPTION_MAIL_PORT" in page.text
        assert "Connection refused" in page.text

    said = run_command(app, "mail", "status").stdout
    assert "No letter leaves since 02.03.2026 11:00. 127.0.0.1 is there, but nothing listens" in said
    assert "Connection refused" in said

    smtp = come_up()
    clock.advance(minutes=1)
    Worker(app).once()
    Worker(app).once()
    assert {each.recipients[0] for each in smtp.messages} >= {f"citizen{number}@mail.example" for number in range(3)}
    assert len({each.message["Message-ID"] for each in smtp.messages}) == len(smtp.messages)
    assert client.get("/health").json["mail_trouble"] is None
    assert "Листи не йдуть" not in admin.page("/desk/").text


def test_the_administrator_is_written_to_once_when_it_lasts_and_once_when_it_is_over(world, app, clock, come_up):
    clock.set(MONDAY)
    world.account(Role.ADMINISTRATOR, login="admin")
    with_address(world, "admin@library.example")
    world.question(email="citizen@mail.example")
    for _hour in range(6):
        Worker(app).once()
        clock.advance(hours=1)
    assert [name for name in letters(world) if name.startswith("mail_")] == ["mail_stuck"]

    smtp = come_up()
    clock.advance(minutes=5)
    Worker(app).once()
    Worker(app).once()
    stuck, over = smtp.to("admin@library.example")
    assert {stuck.subject, over.subject} == {
        "Листи з Громадської приймальні не йдуть",
        "Листи з Громадської приймальні знову йдуть",
    }
    assert "Connection refused" in stuck.text + over.text
    assert "2 березня 2026" in over.text.replace("\xa0", " ")
    with world.inside():
        assert standstill() is None
    assert smtp.to("citizen@mail.example")


def test_a_letter_to_the_administrator_that_cannot_be_delivered_can_be_taken_off_the_tasks(client, world, clock):
    desk = librarian(client, world)
    world.add(
        Letter(
            name="mail_stuck", audience=Audience.STAFF, to_address="admin@library.example", language="uk", subject="Листи",
            body_text="–", body_html="–", message_id="<1@library.example>", state=LetterState.FAILED, attempts=1,
            error="550 no such user", cause=MailCause.RECIPIENT_REFUSED, created_at=MONDAY, next_attempt_at=MONDAY,
        )
    )  # fmt: skip
    queue = desk.page("/desk/")
    assert "Такої адреси немає, або вона не приймає пошти." in queue.text
    assert "Не вдалося доставити" not in desk.submit(queue, "Вирішено інакше").text
    assert letters(world)["mail_stuck"].state is LetterState.SETTLED


def test_a_login_that_is_refused_is_tried_less_often_than_a_server_that_is_down(world, clock):
    clock.set(MONDAY)
    with world.inside() as session:
        for cause in (MailCause.CONNECTION_REFUSED, MailCause.LOGIN_REFUSED):
            with transaction():
                outages.failed(NotSent("x", "535 no <petrenko@mail.example>", cause))
        row = session.scalars(select(Outage)).one()
        assert row.next_try_at - MONDAY == outages.AGAIN_AFTER_LOGIN
        assert (row.began_at, row.words) == (MONDAY, "535 no …")


def test_a_worker_that_does_not_run_is_told_of_too(client, world, clock):
    clock.set(MONDAY)
    world.question(email="citizen@mail.example")
    desk = librarian(client, world)
    clock.advance(minutes=16)
    assert "Фонова служба, яка надсилає листи, не працює." in desk.page("/desk/").text
    assert client.get("/health").json["mail_trouble"] == "no_worker"
    assert letters(world)["received"].state is LetterState.QUEUED


def with_address(world, address):
    """Give every account an address."""
    with world.inside() as session:
        session.execute(update(Account).values(email=address))
        session.commit()
