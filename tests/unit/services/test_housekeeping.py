"""What nobody needs any more goes, and nothing else."""

import os

import pytest
from sqlalchemy import func, select

from reception.domain import clock as house_clock
from reception.domain.mail_causes import MailCause
from reception.domain.roles import Actor, ActorKind
from reception.models import Attachment, Draft, Outage, Referral
from reception.services import respond, uploads
from reception.services.housekeeping import sweep
from tests.web.officials import a_pdf


@pytest.fixture
def upload(world):
    """Send a file ahead of a form."""

    def send(form_key):
        with world.inside():
            return uploads.receive(a_pdf(), "файл.pdf", form_key, files=2, size=100_000).stored_as

    return send


def stored(settings) -> set[str]:
    return {path.name for path in settings.uploads.glob("*")}


def test_files_of_forms_never_sent_go_after_a_day(world, settings, clock, upload):
    clock.set(house_clock.now())
    left = upload("a form that was left")
    clock.advance(hours=23)
    fresh = upload("a form that is being filled in")
    with world.inside():
        sweep()
    assert stored(settings) == {left, fresh}

    clock.advance(hours=2)
    for name, hours in ((left, 25), (fresh, 2)):
        moment = house_clock.now().timestamp() - hours * 3600
        os.utime(settings.uploads / name, (moment, moment))
    with world.inside() as session:
        sweep()
        assert list(session.scalars(select(Attachment.stored_as))) == [fresh]
    assert stored(settings) == {fresh}


def test_files_of_questions_stay(world, settings, clock, upload):
    clock.set(house_clock.now())
    name = upload("the form")
    world.question(form_key="the form")
    clock.advance(days=400)

    with world.inside():
        sweep()

    assert stored(settings) == {name}


def test_drafts_end_with_their_referral(world):
    kept, ended = world.referred(), world.referred()
    with world.inside() as session:
        for made in (kept, ended):
            actor = Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0])
            respond.save_draft(actor, session.get(Referral, made.referral_ids[0]), 0, text="Почато")
        actor = Actor(ActorKind.OFFICIAL, referral_id=ended.referral_ids[0])
        respond.not_ours(actor, session.get(Referral, ended.referral_ids[0]), "Не наше")

        sweep()

        assert list(session.scalars(select(Draft.referral_id))) == [kept.referral_ids[0]]


def test_an_outage_is_known_for_a_year_and_one_that_lasts_for_ever(world, clock):
    clock.set(house_clock.now())
    began = {"began_at": house_clock.now(), "failed_at": house_clock.now(), "next_try_at": house_clock.now(), "words": ""}
    world.add(Outage(**began, cause=MailCause.SILENT, ended_at=house_clock.now()))
    world.add(Outage(**began, cause=MailCause.HUNG_UP))

    for days, left in ((360, 2), (10, 1)):
        clock.advance(days=days)
        with world.inside() as session:
            sweep()
            assert session.scalar(select(func.count()).select_from(Outage)) == left
