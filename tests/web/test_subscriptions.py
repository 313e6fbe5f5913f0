"""A reader is told of new answers by e-mail: asks for it, confirms it, is written to, stops."""

import datetime as dt
import re
from urllib.parse import quote

import pytest
from sqlalchemy import func, select

from reception.models import Letter, Subscription
from reception.services.housekeeping import sweep
from reception.worker import Worker
from tests.pages import Page

READER = "reader@mail.example"
SENT = "На вказану адресу ми надіслали лист."
CONFIRM, STOP = "Так, пишіть мені", "Не надсилати більше цих листів"
NOON = dt.datetime(2026, 3, 2, 10, 0, tzinfo=dt.UTC)


@pytest.fixture(autouse=True)
def _monday(clock):
    clock.set(NOON)


@pytest.fixture
def work(app):
    """Let the worker do what there is to do."""
    return Worker(app).once


def ask(client, where="/subscribe", email=READER):
    """Give an address on the page of a part of the archive; return the response."""
    return client.submit(client.page(where), "Надіслати мені підтвердження", email=email)


def link_in(received) -> str:
    """Return the path of the subscription's page, as a letter names it."""
    return re.search(r"http://127\.0\.0\.1:8000(/subscription/[\w-]+)", received.text)[1]


def subscribed(client, smtp, work, where="/subscribe", email=READER) -> str:
    """Subscribe and confirm; return the path of the subscription's page."""
    ask(client, where, email)
    work()
    link = link_in(smtp.to(email)[-1])
    client.submit(client.page(link), CONFIRM)
    smtp.messages.clear()
    return link


def rows(world, model=Subscription) -> int:
    with world.inside() as session:
        return session.scalar(select(func.count()).select_from(model).where(model.id.is_not(None)))


class TestAsking:
    def test_lists_lead_to_the_page_that_says_what_is_subscribed(self, client, world):
        topic = world.topic(slug="dorohy")
        world.published(world.official(world.authority(slug="zhkh")), topic_id=topic)
        shown = client.page("/archive?topic=dorohy&state=closed&sort=oldest")
        assert "/subscribe?topic=dorohy" in [link.get("href") for link in shown.all("a")]
        assert "/subscribe?authority=zhkh" in [link.get("href") for link in client.page("/authorities/zhkh").all("a")]
        assert "Нові відповіді в архіві: «ями», Дороги і тротуари." in client.page("/subscribe?q=ями&topic=dorohy").text
        assert "Усі нові відповіді в архіві." in client.page("/subscribe").text

    def test_what_found_nothing_can_be_waited_for(self, client):
        links = [link.get("href") for link in client.page("/archive?q=немаєтакого").all("a")]
        assert any(link.startswith("/subscribe?q=") for link in links)

    @pytest.mark.parametrize("typed", ["", "reader", "a@b", "x\r\nBcc: y@z.example", "я" * 500])
    def test_what_is_no_address_is_said_at_the_field(self, client, world, typed):
        response = ask(client, email=typed)
        assert response.status_code == 400
        assert Page(response.text).root.find(".//input[@id='email']").get("aria-invalid") == "true"
        assert rows(world) == 0

    def test_the_reply_is_the_same_whoever_is_subscribed(self, client, world, smtp, work):
        subscribed(client, smtp, work)
        replies = [ask(client), ask(client, email="other@mail.example"), ask(client)]
        assert {(reply.request.full_path, SENT in reply.text) for reply in replies} == {("/archive?", True)}
        assert READER not in "".join(reply.text for reply in replies)
        assert rows(world) == 2
        work()
        assert "Ви вже на них підписані" in smtp.to(READER)[0].text

    def test_no_letter_carries_the_words_of_a_stranger(self, client, smtp, work):
        ask(client, "/subscribe?q=виграйте+на+evil.example")
        work()
        (letter,) = smtp.to(READER)
        assert "evil" not in letter.text + letter.subject
        assert "evil.example" in client.page(link_in(letter)).text

    def test_nobodys_mailbox_is_filled_by_strangers(self, client, smtp, work, clock):
        for _ in range(7):
            assert SENT in ask(client).text
        work()
        assert len(smtp.to(READER)) == 5

    def test_who_asks_for_too_many_is_told_when_to_come_again(self, client):
        for n in range(10):
            ask(client, email=f"r{n}@mail.example")
        response = ask(client, email="one@mail.example")
        assert response.status_code == 429
        assert "через 60 хв" in response.text

    def test_nobody_keeps_the_pages(self, client, smtp, work):
        link = subscribed(client, smtp, work)
        for address in ("/subscribe", link, "/subscription/nothing"):
            assert client.get(address).headers["Cache-Control"] == "no-store"


class TestConfirming:
    def test_opening_the_link_changes_nothing(self, client, world, smtp, work):
        ask(client)
        work()
        link = link_in(smtp.messages[0])
        for address in (link, f"{link}/stop"):
            client.get(address, follow_redirects=True)
            client.head(address)
        assert client.page(link).heading == "Підписатися на нові відповіді?"
        with world.inside() as session:
            assert session.scalars(select(Subscription)).one().confirmed_at is None

    def test_the_button_confirms_and_twice_is_once(self, client, smtp, work):
        ask(client)
        work()
        page = client.page(link_in(smtp.messages[0]))
        for _ in range(2):
            assert Page(client.submit(page, CONFIRM).text).heading == "Ви підписані на нові відповіді"

    def test_without_it_no_letter_comes_and_the_address_is_forgotten(self, client, world, smtp, work, clock):
        ask(client)
        work()
        world.published()
        clock.advance(days=2)
        work()
        assert len(smtp.to(READER)) == 1
        clock.advance(days=1)
        assert client.page(link_in(smtp.to(READER)[0]), status=404).heading == "За цим посиланням немає підписки"
        with world.inside():
            sweep()
        assert rows(world) == 0
        assert READER not in str(letters(world))

    def test_who_declines_is_forgotten_at_once(self, client, world, smtp, work):
        ask(client)
        work()
        client.submit(client.page(link_in(smtp.messages[0])), "Ні, зітріть мою адресу")
        assert rows(world) == 0

    @pytest.mark.parametrize("token", ["x", "%00", "я" * 300, "null"])
    def test_a_link_that_never_was_gets_help(self, client, token):
        assert client.page(f"/subscription/{token}", status=404).heading == "За цим посиланням немає підписки"
        assert client.post(f"/subscription/{token}/stop").status_code == 404


class TestStopping:
    def test_a_button_stops_and_forgets(self, client, world, smtp, work):
        link = subscribed(client, smtp, work)
        page = Page(client.submit(client.page(link), STOP).text)
        assert page.heading == "Листи більше не надходитимуть"
        assert rows(world) == 0
        assert READER not in str(letters(world))
        assert client.page(link, status=404).heading == "За цим посиланням немає підписки"

    def test_a_mail_program_stops_with_one_click(self, client, app, world, smtp, work):
        ask(client)
        work()
        message = smtp.messages[0].message
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
        address = message["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
        provider = app.test_client(use_cookies=False)
        response = provider.post(address, data={"List-Unsubscribe": "One-Click"})
        assert response.status_code == 200
        assert rows(world) == 0

    def test_only_the_hash_is_stored_and_no_address_stands_in_a_log(self, client, world, smtp, work, caplog):
        caplog.set_level("DEBUG", logger="reception")
        token = subscribed(client, smtp, work).rsplit("/", 1)[1]
        with world.inside() as session:
            row = session.scalars(select(Subscription)).one()
            assert token not in (row.token_hash, row.nonce)
            assert all(token not in letter.body_text + letter.body_html for letter in session.scalars(select(Letter)))
        assert READER not in caplog.text


class TestTheLetter:
    def test_it_tells_what_the_list_would_show_and_why_it_came(self, client, world, smtp, work, clock):
        link = subscribed(client, smtp, work, "/subscribe?q=глибока")
        clock.advance(hours=1)
        made = world.published(subject="Глибокі ями на Степовій", email=None)
        world.published(subject="Темний двір", text="Немає світла.", email=None)
        clock.advance(minutes=11)
        work()
        received = smtp.to(READER)
        assert len(received) == 1
        assert received[0].subject == "1 нова відповідь: «глибока»"
        for body in (received[0].text, Page(received[0].html).text):
            assert "Глибокі ями на Степовій" in body
            assert f"/q/{quote(made.number)}" in received[0].text
            assert "Темний двір" not in body
            assert "бо цю адресу вказали в Громадській приймальні" in " ".join(body.split())
        assert link in received[0].text
        assert link in received[0].html
        assert f"{link}/stop>" in received[0].message["List-Unsubscribe"]
        assert READER not in received[0].text

    def test_it_comes_in_the_language_of_the_reader(self, client, world, smtp, work, clock):
        client.set_cookie("reception_language", "en")
        client.submit(client.page("/subscribe"), "Send me the confirmation", email=READER)
        work()
        client.submit(client.page(link_in(smtp.messages[0])), "Yes, write to me")
        clock.advance(minutes=1)
        world.published()
        clock.advance(minutes=11)
        work()
        assert smtp.to(READER)[-1].subject == "1 new answer: the whole archive"

    def test_at_most_one_comes_a_day_and_none_without_news(self, client, world, smtp, work, clock):
        subscribed(client, smtp, work)
        for hours in range(1, 25):
            clock.set(NOON + dt.timedelta(hours=hours))
            if hours in (1, 2, 3):
                world.published(subject=f"Питання {hours}", email=None)
            work()
        assert [each.subject for each in smtp.to(READER)] == ["1 нова відповідь: увесь архів"]
        clock.advance(hours=3)
        work()
        clock.advance(days=3)
        work()
        first, second = smtp.to(READER)
        assert second.subject == "2 нові відповіді: увесь архів"
        assert "Питання 1" not in second.text

    def test_what_is_not_public_is_not_told(self, client, world, smtp, work, clock):
        subscribed(client, smtp, work)
        clock.advance(minutes=1)
        world.published(subject="Приватне", may_publish=False, email=None)
        world.answered(subject="Ще не перевірене", email=None)
        world.hide(world.published(subject="Зняте", email=None))
        clock.advance(minutes=11)
        work()
        assert smtp.to(READER) == []

    def test_what_was_taken_down_while_the_letter_waited_is_not_told(self, client, world, smtp, work, clock):
        subscribed(client, smtp, work)
        clock.advance(minutes=1)
        hidden, kept = world.published(subject="Зняте", email=None), world.published(subject="Відкрите", email=None)
        clock.advance(minutes=11)
        smtp.refuse(451)
        work()
        world.hide(hidden)
        smtp.refusals.clear()
        clock.advance(hours=1)
        work()
        assert len(smtp.to(READER)) == 1
        assert "Відкрите" in smtp.to(READER)[0].text
        assert "Зняте" not in smtp.to(READER)[0].text
        assert world.state(kept) == "closed"

    def test_what_was_cleaned_while_the_letter_waited_is_told_clean(self, client, world, smtp, work, clock):
        subscribed(client, smtp, work)
        clock.advance(minutes=1)
        made = world.published(subject="Скарга Марії Бондар", email=None)
        clock.advance(minutes=11)
        smtp.refuse(451)
        work()
        world.cleaned(made, public_subject="Скарга [ПІБ]")
        smtp.refusals.clear()
        clock.advance(hours=1)
        work()
        assert [("[ПІБ]" in letter.text, "Бондар" in letter.text) for letter in smtp.to(READER)] == [(True, False)]

    def test_it_tells_only_of_what_has_every_word(self, client, world, smtp, work, clock):
        subscribed(client, smtp, work, "/subscribe?q=ліфт+космодром")
        clock.advance(minutes=1)
        world.published(subject="Ліфт не працює", email=None)
        clock.advance(minutes=11)
        work()
        assert smtp.to(READER) == []

    def test_an_address_that_is_gone_is_forgotten_and_is_nobodys_task(self, client, world, smtp, work):
        smtp.refuse(550, READER, "5.1.1 no such user")
        ask(client)
        work()
        assert rows(world) == 0
        assert letters(world) == []


def letters(world) -> list[tuple[str, str]]:
    """Return name and address of the letters to subscribers."""
    with world.inside() as session:
        return [(each.name, each.to_address) for each in session.scalars(select(Letter)) if each.subscription_id]
