"""A complaint that has come to its object overnight is a task for a librarian."""

import datetime as dt

from reception.domain import clock as house_clock
from reception.domain.kinds import AppealKind, Kind
from reception.models import Authority, Question
from tests.web.librarians import librarian

NOTICE = "1 скарга в того, на кого скаржаться"


def test_the_queue_shows_a_complaint_that_is_with_its_object_since_today(app, client, world, clock):
    complained_of, heir = world.authority("ЖЕД"), world.authority("Управління")
    made = world.referred(world.official(heir), kind=Kind.APPEAL, residence="Миколаїв")
    with world.inside() as session:
        question, body = session.get(Question, made.id), session.get(Authority, complained_of)
        question.appeal_kind, question.complained_authority = AppealKind.COMPLAINT, body
        body.valid_to, body.successor_id = house_clock.today() + dt.timedelta(days=2), heir
        session.commit()
    desk = librarian(client, world)
    assert NOTICE not in desk.page("/desk/").text
    clock.advance(days=3)
    page = librarian(app.test_client(), world).page("/desk/")
    assert NOTICE in page.text
    assert f"{made.number}: Управління" in page.text
