"""Mail on its way in, and the system kills whoever takes it at any step: it comes again, is taken once, leaves nothing half."""

import dataclasses
import datetime as dt
import os
from email.message import EmailMessage

import pytest
from sqlalchemy import func, select

from reception.domain import clock
from reception.models import Attachment, Draft, Incoming, IncomingState, Letter, Referral
from reception.services import housekeeping, respond, uploads
from tests.pdfs import pdf


@pytest.fixture
def settings(settings):
    """An installation that takes answers by mail."""
    return dataclasses.replace(settings, mail_sender="reception@library.example", mail_reply_address="answers+*@library.example")


def reply(to, sent, number) -> bytes:
    message = EmailMessage()
    message["From"], message["In-Reply-To"], message["Message-ID"] = to, sent, f"<reply{number}@city.example>"
    message.set_content(f"Відповідь {number:03}.")
    message.add_attachment(pdf("Наказ"), maintype="application", subtype="pdf", filename="наказ.pdf")
    return message.as_bytes()


def test_killed_before_every_step_a_message_is_taken_once_and_whole(world, settings, workers, tmp_path):
    [referral] = world.referred().referral_ids
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.answer_link_id.is_not(None))).one()
        to, sent = letter.to_address, letter.message_id
    number, killed, message = 0, True, tmp_path / "message.eml"
    while killed:
        number += 1
        message.write_bytes(reply(to, sent, number))
        ended = workers.take_in(clock.now(), message, kill=number)
        assert not ended["crashed"], ended["words"]
        killed = ended["killed"]
        again = workers.take_in(clock.now(), message, kill=0)
        assert not again["crashed"], again["words"]
        taken_once(world, settings, referral, number)
    assert number > 20

    leave_only_what_rows_know(world, settings)


def taken_once(world, settings, referral, number) -> None:
    with world.inside() as session:
        rows = session.scalars(select(Incoming)).all()
        assert [row.state for row in rows] == [IncomingState.DRAFTED] * number
        assert all((settings.uploads / row.stored_as).stat().st_size for row in rows)
        assert session.scalars(select(Draft)).one().text.count(f"Відповідь {number:03}.") == 1
        [file] = session.scalars(select(Attachment)).all()
        assert (settings.uploads / file.stored_as).read_bytes().startswith(b"%PDF-")
        uploads.discard(respond.form_key(session.get(Referral, referral)))


def leave_only_what_rows_know(world, settings) -> None:
    """What a killed process left behind is tidied up when it is a day old."""
    yesterday = (clock.now() - dt.timedelta(days=2)).timestamp()
    for path in settings.uploads.iterdir():
        os.utime(path, (yesterday, yesterday))
    with world.inside() as session:
        assert housekeeping.sweep() > 0
        assert len(list(settings.uploads.iterdir())) == session.scalar(select(func.count()).select_from(Incoming))
