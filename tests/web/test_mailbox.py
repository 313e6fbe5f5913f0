"""The demo catches its letters and shows them in the browser."""

import dataclasses
import socket

import pytest

from reception.mail.catcher import Catcher
from reception.worker import Worker

pytestmark = pytest.mark.filterwarnings("ignore:unclosed file", "ignore::pytest.PytestUnraisableExceptionWarning")


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return taken.getsockname()[1]


@pytest.fixture
def settings(settings):
    """A demo, with a port for its catcher."""
    return dataclasses.replace(settings, demo=True, mail_server="127.0.0.1", mail_port=free_port())


@pytest.fixture
def catcher(settings):
    catcher = Catcher(settings.instance / "mail", settings.mail_port)
    catcher.start()
    yield catcher
    catcher.stop()


def test_letters_are_caught_and_shown_newest_first(client, world, app, catcher):
    made = world.referred(world.official(name="Олена Коваль", email="koval@city.example"), text="Коли <b>відремонтують</b>?")
    Worker(app).once()

    page = client.page("/demo/mail/")
    links = [each for each in page.all("a") if (each.get("href") or "").startswith("/demo/mail/2")]

    assert len(links) == 4
    assert world.token_of(made.referral_ids[0]) not in page.html
    assert page.text.index("Ваше звернення передано") < page.text.index("Ваше звернення надійшло до бібліотеки")
    assert "Олена Коваль <koval@city.example>" in page.text
    letter = next(client.page(each.get("href")) for each in links if "відповісти до" in "".join(each.itertext()))
    answer = f"http://127.0.0.1:8000/answer/{world.token_of(made.referral_ids[0])}"
    assert answer in {each.get("href") for each in letter.all("a")}
    assert not letter.all("b")


def test_an_empty_mailbox_says_what_to_do(client):
    assert "Листів ще немає" in client.page("/demo/mail/").text


@pytest.mark.parametrize("name", ["nothing", "..%2Fsecret_key", "20260101T000000000000-00000000"])
def test_there_are_no_other_files(client, settings, name):
    (settings.instance / "mail").mkdir()
    (settings.instance / "mail" / "nothing.eml").write_text("Subject: x\n\nx")

    assert client.get(f"/demo/mail/{name}").status_code == 404


class TestRealInstallation:
    @pytest.fixture
    def settings(self, settings):
        return dataclasses.replace(settings, demo=False)

    def test_has_no_mailbox(self, client):
        assert client.get("/demo/mail/").status_code == 404
