"""What was cut from a text is kept by kind and place, anew after each edit, and leaves the original with the asker's data."""

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.errors import Invalid
from reception.domain.kinds import VerdictValue
from reception.domain.lifecycle import State
from reception.domain.outcomes import Outcome
from reception.domain.roles import SYSTEM
from reception.models import Cut, Question, Revision
from reception.services import publish, triage
from reception.services.housekeeping import sweep

PHONE = "067 000 12 34"


def edit(world, made, text, subject=None):
    with world.inside() as session:
        triage.edit(SYSTEM, session.get(Question, made.id), triage.Edit(public_text=text, public_subject=subject, may_stay=True))


def kept(world):
    with world.inside() as session:
        cuts = session.scalars(select(Cut).order_by(Cut.id))
        return [(str(cut.part), str(cut.kind), cut.words) for cut in cuts]


def test_each_edit_keeps_what_its_marks_stand_for(world):
    made = world.accepted(subject="Сусід Петро шумить", text=f"Дзвоніть Олені: {PHONE}, кв. 5")
    edit(world, made, "Дзвоніть [ПІБ]: [телефон], кв. 5", "Сусід [ПІБ] шумить")
    assert kept(world) == [("subject", "name", "Петро"), ("text", "name", "Олені"), ("text", "phone", PHONE)]
    edit(world, made, "Дзвоніть Олені: [телефон], [кв.]")
    assert kept(world) == [("subject", "name", "Петро"), ("text", "phone", PHONE), ("text", "flat", "кв. 5")]


def test_words_taken_out_without_a_mark_are_not_kept_apart(world):
    made = world.accepted(text=f"Дзвоніть {PHONE} зранку")
    edit(world, made, "Дзвоніть зранку")
    assert kept(world) == []


def test_nothing_with_suspects_left_becomes_public_by_any_door(world):
    made, private, public = world.question(text=PHONE), world.question(text=PHONE, may_publish=False), world.accepted()
    answered = world.answered()
    with world.inside() as session:
        with pytest.raises(Invalid, match="personal_data_left"):
            triage.accept(SYSTEM, session.get(Question, made.id), triage.Edit())
        with pytest.raises(Invalid, match="personal_data_left"):
            triage.edit(SYSTEM, session.get(Question, public.id), triage.Edit(public_text=PHONE))
        triage.accept(SYSTEM, session.get(Question, private.id), triage.Edit())
        question = session.get(Question, answered.id)
        texts = {question.answers[0].id: PHONE}
        with pytest.raises(Invalid, match="personal_data_left"):
            publish.publish(SYSTEM, question, publish.Publication(outcome=Outcome.POSITIVE, texts=texts))

        assert session.get(Question, made.id).state is State.RECEIVED
        assert session.get(Question, made.id).public_at is None


def test_with_the_askers_data_what_was_cut_leaves_the_originals(world, clock):
    clock.set(house_clock.now())
    made = world.answered(text=f"Набрали {PHONE}")
    with world.inside() as session:
        question = session.get(Question, made.id)
        texts = {question.answers[0].id: "Набрали [телефон]"}
        publish.publish(SYSTEM, question, publish.Publication(outcome=Outcome.POSITIVE, texts=texts))
    edit(world, made, "На [кв.] біля зупинки велика яма.")
    world.judge(made, VerdictValue.PARTLY, f"Мій номер {PHONE}")
    with world.inside() as session:
        publish.publish_comment(SYSTEM, session.get(Question, made.id), "Мій номер [телефон]")
    clock.advance(days=6 * 365)
    with world.inside() as session:
        sweep()
        question = session.get(Question, made.id)
        assert question.text.startswith("На [кв.] біля зупинки")
        assert question.answers[0].text == "Набрали [телефон]"
        assert question.verdicts[0].comment == "Мій номер [телефон]"
        assert question.revisions == question.cuts == []
        assert not session.scalars(select(Revision)).all()
