"""What is known of an asker goes when its term is over, and nothing else goes with it."""

from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.models import Asker, AskerLink, Event, Letter, Question, QuestionLabel
from reception.services import labels
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


def test_the_pages_of_one_whose_contacts_are_gone_still_open(world, clock, client):
    clock.set(house_clock.now())
    made = world.published()
    clock.advance(days=6 * 365)
    with world.inside():
        sweep()
    track = client.page("/track")
    followed = client.submit(track, action="/track", number=made.number, pin=made.pin)
    assert followed.status_code == 200, followed.status
