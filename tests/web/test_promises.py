"""The whole way of a promise by its pages: the letter's link, the small page, the desk, the public page, figures and data."""

import csv
import datetime as dt
import io
import re

import pytest
from sqlalchemy import event

from reception.domain import clock as house_clock
from reception.domain.kinds import VerdictValue
from reception.domain.outcomes import Commitment, Outcome
from reception.extensions import db
from reception.models import Official
from reception.services import delivery, promise_letters
from tests.web.librarians import address, librarian, tags
from tests.web.officials import a_picture

DUE = dt.date(2026, 4, 15)


@pytest.fixture
def promised(world, clock):
    """A question whose answer promised something, on the day on which it was to be done."""
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    made = world.referred(world.official(email="koval@city.example"), phone="050 111 22 33")
    promise = {"outcome": Outcome.EXPLAINED, "commitment": Commitment.PLANNED, "promised_on": DUE}
    world.answer(made.referral_ids[0], **promise)
    world.publish(made, Outcome.EXPLAINED)
    clock.set(dt.datetime(2026, 4, 15, 10, tzinfo=house_clock.KYIV))
    return world.again(made)


def letter_to_the_official(world, smtp):
    with world.inside():
        promise_letters.ask()
        delivery.send_due()
    text = smtp.to("koval@city.example")[-1].text
    return re.search(r"http://[^/]+(/answer/\S+/promise)", text)[1]


def api(app, made):
    return app.test_client().get(f"/api/v1/questions/{made.number}").json["answers"][0]["promise"]


def test_done_by_the_link_of_the_letter_checked_at_the_desk_and_confirmed_by_the_asker(app, client, world, clock, smtp, promised):
    where = letter_to_the_official(world, smtp)
    clock.advance(days=12)  # the link of the answer is long over; the fresh one opens the promise and what was sent
    page = client.page(where)
    assert page.heading == "Чи зроблено?"
    assert "Надіслати відповідь" not in client.page(where.removesuffix("/promise")).text
    wrong = client.submit(page, "Надіслати", said="done", done_on="2026-05-30", text="")
    assert wrong.status_code == 400
    words = "Засипали, приймав Петренко, 067 123 45 67."
    sent = {"said": "done", "done_on": "2026-04-14", "text": words, "files": (a_picture(), "foto.jpg")}
    assert "Обіцянку виконано вчасно".lower() in client.submit(page, "Надіслати", **sent).text
    assert "Цей текст не надіслано" not in client.submit(page, "Надіслати", **sent | {"files": (a_picture(), "foto.jpg")}).text
    assert "Ні, не буде." in client.submit(page, "Надіслати", said="not_done", text="Ні, не буде.").text  # an old window
    own = app.test_client()
    own.submit(own.page(f"/t/{world.asker_token(promised)}"), "Відкрити моє звернення")
    own = own.page(f"/track/{promised.number}")
    assert words in own.text
    assert "Сказати, чи зроблено" in own.text
    public = app.test_client().page(f"/q/{promised.number}")
    assert "обіцянку виконано вчасно" in public.text
    assert "67 123 45 67" not in public.html
    assert api(app, promised)["reports"] == [
        {"at": api(app, promised)["reports"][0]["at"], "said": "done", "was_due": "2026-04-15", "day": "2026-04-14",
         "by_library": False, "text": None}
    ]  # fmt: skip
    desk = librarian(client, world)
    assert "За 1 обіцянкою влади треба простежити" in desk.page("/desk/").text
    link = next(each.get("href") for each in desk.page("/desk/promises").all("a") if "/promises/words/" in each.get("href"))
    page = desk.page(link)
    assert desk.submit(page, "Зберегти", wartime_checked="yes").status_code == 400
    checked = {"text": "Засипали.", "wartime_checked": "yes", "may_stay": "yes"}
    assert "Слова про обіцянку перевірено" in desk.submit(page, "Зберегти", **checked).text
    world.judge(promised, VerdictValue.SOLVED)
    public = app.test_client().page(f"/q/{promised.number}")
    assert "Засипали." in public.text
    assert (api(app, promised)["standing"], api(app, promised)["verdict"]) == ("kept", "solved")
    assert [tag for tag in tags(world, promised) if tag.startswith("promise.")] == [
        "promise.asked", "promise.kept", "promise.words_checked",
    ]  # fmt: skip


def test_put_off_by_the_link_then_written_down_by_a_librarian(app, client, world, clock, smtp, promised):
    page = client.page(f"{letter_to_the_official(world, smtp)}")
    client.submit(page, "Надіслати", said="later", until="2026-06-01", text="Немає асфальту.")
    with world.inside():
        delivery.send_due()
    [letter] = [each for each in smtp.to("petrenko@mail.example") if "пізніше" in each.subject]
    assert "Немає асфальту." in letter.text
    clock.set(dt.datetime(2026, 6, 20, 10, tzinfo=house_clock.KYIV))
    assert "обіцянку прострочено" in app.test_client().page(f"/q/{promised.number}").text
    desk = librarian(client, world)
    page = desk.page(address(promised))
    link = next(each.get("href") for each in page.all("a") if re.search(r"/promises/\d+$", each.get("href") or ""))
    written = {"said": "done", "done_on": "2026-06-19", "text": "Телефоном: зроблено."}
    assert "Записано" in desk.submit(desk.page(link), "Записати", **written).text
    told = app.test_client().page(f"/q/{promised.number}").text
    assert "обіцянку виконано з запізненням" in told
    assert "записала бібліотека" in told


def test_each_figure_of_promises_opens_the_list_that_it_counts(app, client, world, clock, promised):
    clock.advance(days=2)
    browser = app.test_client()
    page = browser.page("/stats")
    links = {each.get("href") for each in page.all("a") if "promise" in (each.get("href") or "")}
    assert {"/archive?promised=yes", "/archive?promise=late"} <= links
    for link in links:
        assert promised.number in browser.page(link).text
    [found] = browser.get("/api/v1/questions?promise=late").json["results"]
    assert found["number"] == promised.number
    assert browser.get("/api/v1/questions?promise=kept").json["total"] == 0


def test_all_promises_are_a_table_for_whoever_checks_them(app, world, clock, promised):
    made = world.published()
    clock.advance(days=2)
    browser = app.test_client()
    assert "/api/v1/promises.csv" in browser.page("/stats").html
    rows = list(csv.DictReader(io.StringIO(browser.get("/api/v1/promises.csv").data.decode("utf-8-sig"))))
    assert [(row["number"], row["promised_on"], row["standing"]) for row in rows] == [(promised.number, "2026-04-15", "late")]
    assert made.number not in [row["number"] for row in rows]
    world.hide(promised)
    assert browser.get("/api/v1/promises.csv").data.decode("utf-8-sig").count("\n") == 1


def test_a_link_of_another_question_says_nothing_of_the_promise(client, world, promised):
    other = world.published()
    response = client.get(f"/answer/{world.token_of(other.referral_ids[0])}/promise")
    assert response.status_code == 302


def test_many_promises_to_look_after_cost_no_more_queries_than_one(client, world, clock, app):
    desk, counted = librarian(client, world), []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))

    def overdue(number) -> None:
        """Let officials be silent about a promise each, some of whom have left, until the desk is to ask."""
        clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
        for n in range(number):
            body = world.authority()
            left, came = world.official(body), world.official(body)
            made = world.referred(left)
            promise = {"outcome": Outcome.EXPLAINED, "commitment": Commitment.PLANNED, "promised_on": DUE}
            world.answer(made.referral_ids[0], **promise)
            world.publish(made, Outcome.EXPLAINED)
            with world.inside() as session:
                if n % 2:
                    session.get(Official, left).successor_id, session.get(Official, left).is_active = came, False
                session.commit()
        for day, month in ((15, 4), (22, 4), (29, 4)):
            clock.on(day, month)
            with world.inside():
                promise_letters.ask()

    def queries() -> int:
        counted.clear()
        page = desk.page("/desk/promises")
        return len(page.all("td")), len(counted)

    overdue(2)
    shown, few = queries()
    overdue(4)
    more_shown, many = queries()
    assert more_shown > shown
    assert many == few
