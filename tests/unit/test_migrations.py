"""Migrations give rows that are there already sensible values."""

import datetime as dt

import flask_migrate
import pytest
import sqlalchemy as sa

from reception import create_app
from reception.extensions import db
from tests.application import opened, settings_in

AT = dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)


@pytest.fixture
def before(tmp_path, empty_database_url):
    """An installation as it was before kept letters told whom to call."""
    with opened(create_app(settings_in(tmp_path, database_url=empty_database_url))) as app, app.app_context():
        flask_migrate.upgrade(revision="0025")
        yield


def table(name):
    return sa.Table(name, sa.MetaData(), autoload_with=db.engine)


def insert(into, **given):
    """Add a row; what must be there and is not given is empty, false, zero or now."""
    row = {}
    for column in table(into).columns:
        if column.name in given or column.nullable or column.primary_key or column.server_default is not None:
            continue
        kind = column.type.python_type
        row[column.name] = {dt.datetime: AT, bool: False, int: 0}.get(kind, "")
    with db.engine.begin() as connection:
        return connection.execute(table(into).insert().values(**row | given)).inserted_primary_key[0]


def letter_to_one(number, name, state="kept", kind="question", channel="online", **contacts):
    question_id = insert("question", number=number, kind=kind, channel=channel, state="closed", changed_at=AT)
    insert("asker", question_id=question_id, **contacts)
    insert("letter", name=name, state=state, audience="asker", question_id=question_id, message_id=number, created_at=AT)


def test_decisions_that_wait_for_people_who_can_be_reached_come_on_the_call_list(before):
    letter_to_one("phone", "answered", phone="050")
    letter_to_one("desk", "declined", channel="desk")
    letter_to_one("appeal", "referred", kind="appeal", residence="вул. Соборна, 1")
    letter_to_one("question", "referred", phone="050")
    letter_to_one("nobody", "answered")
    letter_to_one("sent", "answered", state="sent", phone="050")
    letter_to_one("news", "accepted", phone="050")
    flask_migrate.upgrade(revision="0026")
    letter = table("letter").c
    with db.engine.connect() as connection:
        waiting = connection.execute(sa.select(letter.message_id).where(letter.tell_since.is_not(None))).scalars().all()
    assert set(waiting) == {"phone", "desk", "appeal"}


def test_promises_of_answers_that_were_given_out_are_followed_from_now_on(before):
    question_id = insert("question", number="promised", state="closed", changed_at=AT)
    told = {"question_id": question_id, "commitment": "planned", "promised_on": dt.date(2026, 6, 1), "outcome": "9.3"}
    given_out = insert("answer", published_at=AT, **told)
    insert("answer", **told)
    flask_migrate.upgrade()
    promise = table("promise").c
    with db.engine.connect() as connection:
        rows = connection.execute(sa.select(promise.answer_id, promise.due_on, promise.state)).all()
    assert rows == [(given_out, dt.date(2026, 6, 1), "open")]


def test_files_with_long_media_types_do_not_bar_the_way_back(before):
    flask_migrate.upgrade()
    question_id = insert("question", number="office", state="closed", changed_at=AT)
    office = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    for media_type in (office, "application/pdf"):
        insert("attachment", question_id=question_id, stored_as=media_type[-20:], media_type=media_type)
    flask_migrate.downgrade(revision="0034")
    media_type = table("attachment").c.media_type
    with db.engine.connect() as connection:
        kept = connection.execute(sa.select(media_type)).scalars().all()
    assert set(kept) == {"application/octet-stream", "application/pdf"}


def test_reports_on_the_address_of_an_official_go_on_to_count(before):
    authority_id = insert("authority", name_uk="Міськрада", name_en="City")
    official_id = insert("official", authority_id=authority_id, email="koval@city.example")
    flask_migrate.upgrade(revision="0036")
    insert("incoming", fingerprint="report", official_id=official_id)
    insert("incoming", fingerprint="letter")
    flask_migrate.upgrade(revision="0037")
    incoming = table("incoming").c
    with db.engine.connect() as connection:
        rows = connection.execute(sa.select(incoming.fingerprint, incoming.address)).all()
    assert dict(map(tuple, rows)) == {"report": "koval@city.example", "letter": None}


def test_appeals_that_triage_has_ended_get_their_results(before):
    reasons = {code: insert("decline_reason", code=code) for code in ("repeat", "spam")}
    ended = {"state": "declined", "changed_at": AT}
    insert("question", number="repeat", kind="appeal", decline_reason_id=reasons["repeat"], **ended)
    insert("question", number="spam", kind="appeal", decline_reason_id=reasons["spam"], **ended)
    insert("question", number="no appeal", kind="question", decline_reason_id=reasons["repeat"], **ended)
    for number, choice in (("returned", None), ("asked", "completed")):
        row = insert("question", number=number, kind="appeal", state="clarification", changed_at=AT)
        insert("returned", question_id=row, missing=["name"], choice=choice)
    flask_migrate.upgrade()
    question = table("question").c
    with db.engine.connect() as connection:
        found = dict(connection.execute(sa.select(question.number, question.outcome)).all())
    assert found == {"repeat": "9.6", "spam": None, "no appeal": None, "returned": "9.4", "asked": None}
