"""The receipt: number and PIN, for the one who asked, made for paper."""

import datetime as dt

import segno

from reception.extensions import db
from tests.pages import Page
from tests.web.citizen import ask, enter


def codes(receipt: Page) -> tuple[str, str]:
    values = [each.text for each in receipt.all("dd") if (each.get("class") or "").startswith("number")]
    return values[0], values[1]


def test_it_shows_number_pin_and_what_happens_next(client, world, clock):
    clock.set(dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC))  # a Monday
    receipt = ask(client, kind="appeal", name="Іван Петренко", residence="Миколаїв", email="petrenko@mail.example")

    number, pin = codes(receipt)
    assert number == "МК-2026-00001"
    assert len(pin) == 6
    assert "11 травня 2026" in receipt.text  # the fifth day is a Saturday
    assert "ст. 7" in receipt.text
    assert "petrenko@mail.example" in receipt.text


def test_number_and_pin_open_the_question(client, app):
    number, pin = codes(ask(client))
    someone = app.test_client()
    assert enter(someone, number, pin).request.path == f"/track/{number}"


def test_the_qr_code_leads_to_the_number_and_never_holds_the_pin(client, settings, monkeypatch):
    drawn = []
    make = segno.make
    monkeypatch.setattr(segno, "make", lambda text, **how: drawn.append(text) or make(text, **how))

    number, pin = codes(ask(client))

    assert len(drawn) == 1
    assert drawn[0].startswith(f"{settings.public_url}/track?number=")
    assert pin not in drawn[0]
    page = client.page(drawn[0].removeprefix(settings.public_url))
    assert f'value="{number}"' in page.html


def test_it_is_kept_by_nobody_and_found_by_no_engine(client):
    ask(client)
    response = client.get("/ask/receipt")
    assert response.headers["Cache-Control"] == "no-store"
    assert "noindex" in response.headers["X-Robots-Tag"]
    assert response.headers["Referrer-Policy"] == "no-referrer"


def test_another_session_is_asked_for_number_and_pin(client, app):
    ask(client)
    response = app.test_client().get("/ask/receipt")
    assert response.headers["Location"] == "/track"


def test_after_half_an_hour_it_closes(client, clock):
    ask(client)
    clock.advance(minutes=31)
    assert client.get("/ask/receipt").headers["Location"] == "/track"


def test_it_can_be_closed_at_once(client):
    receipt = ask(client)
    client.submit(receipt, "Закрити: це не мій комп’ютер")
    assert client.get("/ask/receipt").headers["Location"] == "/track"


def test_the_pin_is_stored_nowhere(client, world):
    _number, pin = codes(ask(client, email="petrenko@mail.example"))
    with world.inside() as session:
        rows = [row for table in db.metadata.sorted_tables for row in session.execute(table.select())]
        assert len(rows) > 5
        assert not any(pin in str(row) for row in rows)
