"""What is known of an asker goes when its term is over, and nothing else goes with it."""

import io

import pytest
from PIL import Image
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.errors import NotAllowed
from reception.domain.roles import SYSTEM
from reception.models import Asker, AskerLink, Event, Letter, Question, QuestionLabel
from reception.services import labels, recording, triage, uploads
from reception.services.housekeeping import sweep


def left(session, made):
    """Return what is still known of the asker of a question."""
    own = Letter.question_id == made.id, Letter.to_address == "petrenko@mail.example"
    return {
        "labels": session.query(QuestionLabel).where(QuestionLabel.question_id == made.id).count(),
        "asker": session.scalar(select(Asker.name).where(Asker.question_id == made.id)),
        "links": len(session.scalars(select(AskerLink).where(AskerLink.question_id == made.id)).all()),
        "letters": len(session.scalars(select(Letter).where(*own)).all()),
    }


def test_contacts_and_letters_go_five_years_after_the_end_and_the_question_stays(world, clock, client):
    clock.set(house_clock.now())
    ended, waiting = world.published(may_publish_name=True), world.referred()
    with world.inside() as session:
        for made in (ended, waiting):
            labels.add(world._librarian(), session.get(Question, made.id), "сусідка петренка")
    assert "Іван Петренко" in client.page(f"/q/{ended.number}").text
    clock.advance(days=5 * 365)
    with world.inside() as session:
        sweep()
        assert left(session, ended)["asker"] == "Іван Петренко"

    clock.advance(days=3)
    with world.inside() as session:
        sweep()
        sweep()
        assert left(session, ended) == {"asker": None, "links": 0, "letters": 0, "labels": 0}
        assert left(session, waiting)["asker"] == "Іван Петренко"
        assert left(session, waiting)["labels"] == 1
        question = session.get(Question, ended.id)
        assert question.answers
        erased = select(Event).where(Event.question_id == ended.id, Event.tag == "asker.contacts_erased")
        assert len(session.scalars(erased).all()) == 1
    page = client.page(f"/q/{ended.number}")
    assert "Яму засиплють" in page.text
    assert "Петренко" not in page.text


def test_the_letter_on_paper_and_the_reason_of_a_late_entry_go_with_the_asker(world, clock, settings):
    clock.set(house_clock.now())
    with world.inside() as session:
        for name in ("лист.png", "вулиця.png"):
            uploads.receive(png(), name, "form", files=9, size=10_000)
        made = world.recorded(late_reason="Пані Ганна хворіла", days_ago=3, form_key="form")
        question = session.get(Question, made.id)
        question.attachments[1].is_public = True  # the name that its owner gave it goes, the file stays
        session.commit()
        triage.decline(SYSTEM, question, world.reason())
    clock.advance(days=6 * 365)
    with world.inside() as session:
        sweep()
        question = session.get(Question, made.id)
        assert question.asker is None
        assert (question.recording.way, question.recording.late_reason) == ("dictated", None)
        assert [file.file_name for file in question.attachments] == ["file.png"]
        assert [path.name for path in settings.uploads.iterdir()] == [question.attachments[0].stored_as]
        uploads.receive(png(), "ще один.png", "later", files=9, size=10_000)
        with pytest.raises(NotAllowed, match="asker_erased"):
            recording.attach_paper(SYSTEM, question, "later")


def png():
    """Return a picture as a stream."""
    content = io.BytesIO()
    Image.new("RGB", (4, 4)).save(content, "PNG")
    return io.BytesIO(content.getvalue())


def test_the_pages_of_one_whose_contacts_are_gone_still_open(world, clock, client):
    clock.set(house_clock.now())
    made = world.published()
    clock.advance(days=6 * 365)
    with world.inside():
        sweep()
    track = client.page("/track")
    followed = client.submit(track, action="/track", number=made.number, pin=made.pin)
    assert followed.status_code == 200, followed.status
