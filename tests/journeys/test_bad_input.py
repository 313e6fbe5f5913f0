"""What goes wrong around a form – the database, the mail server, the session, the clock – loses nothing that was typed.

Texts, files and PINs that cannot be taken: tests/web/test_ask.py, test_ask_files.py, test_track.py; broken imports:
tests/unit/services/test_imports.py.
"""

import contextlib
import dataclasses
import socket

import pytest
import sqlalchemy
from aiosmtpd.controller import Controller
from sqlalchemy import func, select

from reception import create_app, database
from reception.domain.roles import Role
from reception.models import Answer, Letter, LetterState, Question
from reception.worker import Worker
from tests.application import opened
from tests.pages import Page
from tests.web.citizen import SEND, ask, enter, fill
from tests.web.librarians import address, librarian, seen, sign_in
from tests.web.officials import ANSWER, link_to
from tests.web.officials import SEND as SEND_ANSWER
from tests.world import World

AGAIN, BUSY, EXPIRED = "Надіслати ще раз", "Служба на мить була зайнята", "Сторінка була відкрита надто довго"
STRANGE = "\x00Засиплемо\u202e 🕳️ <script>alert(1)</script> {{ 7 * 7 }} %(x)s\x1b[31m"
CLEAN = "Засиплемо 🕳️ <script>alert(1)</script> {{ 7 * 7 }} %(x)s[31m"
NO_NUMBERS = ["0", "МК-2026", "МК-2026-", "МК-2026-0000000000000000001", "2026-1'--", "%00", "..", "🙂", "%3Cb%3E", "9" * 400]


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    """Wait for a locked database no longer than a test can."""
    monkeypatch.setattr(database, "BUSY_SECONDS", 1)


@pytest.fixture
def locked(database_url):
    """Hold a write lock on the database, as another program might: `with locked(): …`. Reading goes on."""

    @contextlib.contextmanager
    def lock():
        engine = sqlalchemy.create_engine(database_url)
        with engine.connect().execution_options(**{database.WRITING: True}) as connection:
            if connection.dialect.name == "sqlite":
                connection.execute(select(1))
            else:
                tables = ", ".join(f'"{table}"' for table in ("question", "answer", "event", "attempt", "counter", "letter"))
                connection.exec_driver_sql(f"LOCK TABLE {tables} IN EXCLUSIVE MODE")
            yield
        engine.dispose()

    return lock


def count(world, model):
    with world.inside() as session:
        return session.scalar(select(func.count()).select_from(model))


class TestALockedDatabase:
    def test_a_question_comes_back_and_is_taken_later(self, client, world, locked):
        preview = Page(fill(client, name="Іван Петренко").text)
        with locked():
            response = client.submit(preview, SEND)
        busy = Page(response.text)
        assert response.status_code == 503
        assert busy.heading == BUSY
        assert "Коли її відремонтують?" in busy.text
        assert count(world, Question) == 0
        assert client.submit(busy, AGAIN).request.path == "/ask/receipt"
        assert count(world, Question) == 1

    def test_an_answer_comes_back_and_is_taken_later(self, client, world, locked):
        made = world.referred()
        page = client.page(link_to(world, made.referral_ids[0]))
        with locked():
            response = client.submit(page, SEND_ANSWER, text=ANSWER, result="9.1")
        assert response.status_code == 503
        assert "щебінь завезено" in seen(response).text
        assert count(world, Answer) == 0
        assert "вашу відповідь отримано" in client.submit(seen(response), AGAIN).text
        assert world.state(made) == "answered"

    def test_the_librarians_text_comes_back_and_is_taken_later(self, client, world, locked):
        desk, made = librarian(client, world), world.question()
        page = desk.page(address(made))
        with locked():
            response = desk.submit(page, "Зберегти й узяти в роботу", public_text="Яма біля школи", wartime_checked="yes")
        assert response.status_code == 503
        assert "Яма біля школи" in seen(response).text
        assert world.state(made) == "received"
        desk.submit(seen(response), AGAIN)
        assert world.state(made) == "accepted"

    def test_readers_notice_nothing(self, client, world, locked):
        made = world.published()
        with locked():
            for page in ("/", "/archive", f"/q/{made.number}", "/stats", "/authorities/", "/ask", "/track", "/feed.atom"):
                assert client.get(page, follow_redirects=True).status_code == 200

    def test_the_worker_fails_and_goes_on(self, app, world, smtp, locked):
        world.question()
        with locked():
            Worker(app).once()
        assert smtp.messages == []
        Worker(app).once()
        assert len(smtp.messages) == 1


class TestAMailServerThatIsDown:
    @pytest.fixture
    def port(self):
        """A port on which nobody listens yet."""
        with socket.create_server(("127.0.0.1", 0)) as taken:
            return taken.getsockname()[1]

    @pytest.fixture
    def app(self, settings, port):
        with opened(create_app(dataclasses.replace(settings, mail_port=port))) as app:
            yield app

    def test_questions_are_taken_and_letters_wait(self, app, client, smtp, port, clock):
        clock.advance()
        world = World(app)
        assert ask(client, email="petrenko@mail.example").heading == "Ваше питання прийнято"
        Worker(app).once()
        with world.inside() as session:
            letter = session.scalars(select(Letter)).one()
            assert (letter.state, letter.attempts) == (LetterState.QUEUED, 1)
            assert letter.error
        controller = Controller(smtp, hostname="127.0.0.1", port=port)
        controller.start()
        try:
            Worker(app).once()
            assert smtp.messages == []
            clock.advance(minutes=5)
            Worker(app).once()
        finally:
            controller.stop()
        assert [each.recipients for each in smtp.messages] == [["petrenko@mail.example"]]


class TestASessionThatIsOver:
    def test_an_official_goes_on_with_one_button(self, client, world):
        made = world.referred()
        page = client.page(link_to(world, made.referral_ids[0]))
        client.delete_cookie("reception")
        response = client.submit(page, SEND_ANSWER, text=ANSWER, result="9.1")
        assert response.status_code == 400
        assert seen(response).heading == EXPIRED
        assert "щебінь завезено" in seen(response).text
        client.submit(seen(response), AGAIN)
        assert world.state(made) == "answered"

    def test_a_librarian_signs_in_again_and_nothing_is_lost(self, client, app, world):
        login, made = world.account(), world.answered()
        sign_in(client, login)
        page = client.page(address(made, "publish"))
        elsewhere = app.test_client()
        sign_in(elsewhere, login)
        elsewhere.submit(elsewhere.page("/desk/"), "Вийти")

        field = f"answer-{made.answer_ids[0]}"
        response = client.submit(page, "Надати відповідь", **{field: "Яму засиплють у березні"}, wartime_checked="yes")
        assert response.status_code == 403
        kept = seen(response)
        assert kept.heading == "Ваш сеанс роботи завершився"
        assert "Яму засиплють у березні" in kept.text
        sign_in(client, login)
        kept = seen(client.submit(kept, AGAIN))
        assert kept.heading == EXPIRED
        assert "Відповідь надано" in client.submit(kept, AGAIN).text
        assert "Яму засиплють у березні" in app.test_client().page(f"/q/{made.number}").text

    def test_passwords_do_not_come_back(self, client, world):
        sign_in(client, login := world.account())
        page = client.page("/desk/password")
        client.delete_cookie("reception")
        given = {"present": "моє старе слово", "password": "моє нове слово"}
        response = client.submit(page, "Змінити пароль", **given)
        assert response.request.path == "/desk/login" or response.status_code == 400
        assert not [secret for secret in given.values() if secret in response.text]
        assert sign_in(client, login).request.path == "/desk/"


class TestStrangeTexts:
    def test_an_official_may_send_any_signs(self, client, world):
        made = world.referred()
        sent = client.submit(client.page(link_to(world, made.referral_ids[0])), SEND_ANSWER, text=STRANGE, result="9.1")
        assert "<script>alert" not in sent.text
        with world.inside() as session:
            assert session.scalars(select(Answer.text)).one() == CLEAN
        world.publish(made)
        assert "<script>alert" not in client.page(f"/q/{made.number}").html
        assert "<script>alert" not in client.get("/feed.atom").text

    @pytest.mark.parametrize("action", ["recall", "note", "ask"])
    def test_so_may_a_librarian(self, client, world, action):
        desk, made = librarian(client, world), world.accepted() if action == "ask" else world.referred()
        place = {"recall": ("recall", "Відкликати"), "note": ("", "Записати нотатку"), "ask": ("ask", "Запитати")}
        path, button = place[action]
        page = desk.page(address(made, path))
        response = desk.submit(page, button, **{"reason" if action == "recall" else "text": STRANGE})
        assert response.status_code == 200
        assert "<script>alert" not in response.text
        assert CLEAN in desk.page(address(made)).text


class TestNumbersThatAreNone:
    @pytest.mark.parametrize("typed", NO_NUMBERS)
    def test_each_address_has_a_calm_page_for_it(self, client, world, typed):
        for place in ("/q/{}", "/q/{}/назва", "/q/{}/files/1", "/ask/answered/{}", "/api/v1/questions/{}", "/authorities/{}"):
            response = client.get(place.format(typed))
            assert response.status_code == 404, place
        assert client.page(f"/track/{typed}").heading == "Стежити за питанням"
        assert librarian(client, world).get(f"/desk/q/{typed}").status_code == 404

    @pytest.mark.parametrize("row_id", ["99999999999", "9" * 400])
    def test_no_row_has_such_an_id(self, client, world, row_id):
        made = world.published()
        desk = librarian(client, world, role=Role.ADMINISTRATOR)
        for place in ("/q/{}/files/", "/track/{}/files/", "/desk/q/{}/files/", "/admin/accounts/", "/admin/topics/"):
            assert desk.get(place.format(made.number) + row_id).status_code == 404, place

    @pytest.mark.parametrize("typed", ["-1", "0", "1e9", "99999999999999999999", "½", "①", "\x00", "🙂", "' OR 1=1"])
    def test_filters_and_pages_understand_or_ignore_them(self, client, world, typed):
        world.published()
        desk = librarian(client, world)
        for name in ("page", "year", "month", "topic", "authority", "branch", "outcome", "sort", "verdict", "channel"):
            for place in ("/archive", "/feed.atom", "/api/v1/questions", "/desk/", "/stats", "/ask"):
                status = desk.get(place, query_string={name: typed}).status_code
                assert status in (200, 400, 404), f"{place}?{name}={typed!r}: {status}"

    def test_a_stranger_cannot_tell_a_number_from_none(self, client, world):
        made = world.question()
        pages = [client.page(f"/q/{number}", status=404).text for number in (made.number, "МК-2026-99999")]
        assert pages[0] == pages[1]
        assert enter(client, made.number, "??????").status_code == 400
