"""One letter becomes several questions."""

import datetime as dt
import io

import pytest
from sqlalchemy import select

from reception.current import settings
from reception.domain.errors import Invalid, NotAllowed
from reception.domain.kinds import Kind
from reception.domain.roles import SYSTEM
from reception.models import Letter, Question
from reception.services import correspondence, merge, split, triage, uploads
from tests.pdfs import pdf

WHOLE = "Яма на Степовій. І ще: смердить вода в крані."


def part(subject="Яма", text="Яма на Степовій.", kind=Kind.PUBLIC_QUESTION, **more):
    return split.Part(subject=subject, text=text, kind=kind, **more)


@pytest.fixture
def cut(world):
    def act(made, *parts, **more):
        with world.inside() as session:
            made = split.split(SYSTEM, session.get(Question, made.id), parts, **more)
            return [world._made(each) for each in made]

    return act


def letters(world):
    with world.inside() as session:
        return [(letter.name, letter.question_id) for letter in session.scalars(select(Letter).order_by(Letter.id))]


def test_each_part_is_a_question_of_its_own_with_the_contacts_and_the_term_of_the_whole(world, cut, clock):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC))
    body = world.authority("Водоканал")
    made = world.question(text=WHOLE, phone="0671112233", may_publish_name=True)
    clock.advance(days=3)
    road, water = cut(made, part(), part("Вода", "Смердить вода.", authority_id=body))
    with world.inside() as session:
        whole, first, second = (session.get(Question, each.id) for each in (made, road, water))
        assert (whole.state, whole.due_on, whole.text) == ("split", None, WHOLE)
        assert [each.number for each in whole.parts] == [road.number, water.number]
        assert (second.authority_id, first.authority_id, second.text) == (body, None, "Смердить вода.")
        assert first.state == second.state == "received"
        assert first.submitted_at == whole.submitted_at
        assert first.due_on == whole.deadlines[0].due_on
        assert first.may_publish_name
        for name in ("name", "email", "phone", "consent_version", "consent_at"):
            assert getattr(first.asker, name) == getattr(whole.asker, name)
        assert len({road.pin, water.pin, made.pin}) == 3


def test_the_asker_gets_one_letter_with_all_numbers(world, cut):
    made = world.question()
    parts = cut(made, part(), part("Вода", "Смердить вода."))
    assert letters(world) == [("received", made.id), ("split", made.id)]
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.name == "split")).one()
        assert all(each.number in letter.body_text for each in parts)
        assert not any(each.pin in letter.body_text for each in parts)
        assert session.get(Question, parts[0].id).asker_links


def test_each_file_goes_where_it_is_sent(world, cut):
    with world.inside():
        for name in ("яма.pdf", "вода.pdf"):
            uploads.receive(io.BytesIO(pdf(name)), name, "form-1", files=9, size=10_000)
    made = world.question(form_key="form-1")
    with world.inside() as session:
        ids = [file.id for file in session.get(Question, made.id).attachments]
    road, water = cut(made, part(file_ids=ids), part("Вода", "Смердить вода.", file_ids=ids[1:]))
    with world.inside() as session:
        names = [[file.file_name for file in session.get(Question, each.id).attachments] for each in (made, road, water)]
        assert names == [["яма.pdf", "вода.pdf"], ["яма.pdf", "вода.pdf"], ["вода.pdf"]]
        stored = [file.stored_as for each in (made, road, water) for file in session.get(Question, each.id).attachments]
        assert len(set(stored)) == 5
        assert all((settings().uploads / name).stat().st_size for name in stored)


@pytest.mark.parametrize(
    ("second", "code", "field"),
    [
        (part(text=" "), "text_needed", "text-2"),
        (part(subject=""), "subject_needed", "subject-2"),
        (part(subject="а" * 201), "subject_too_long", "subject-2"),
        (part(authority_id=999), "authority_id_gone", "authority_id-2"),
        (part(kind=Kind.APPEAL), "residence_needed", "kind-2"),
    ],
)
def test_what_a_part_lacks_is_said_at_its_field_and_nothing_is_made(world, cut, second, code, field):
    made = world.question()
    with pytest.raises(Invalid) as error:
        cut(made, part(), second)
    assert (error.value.code, error.value.field) == (code, field)
    with world.inside() as session:
        assert session.scalars(select(Question.state)).all() == ["received"]


@pytest.mark.parametrize("count", [0, 1, 6])
def test_one_part_is_no_split_and_six_are_too_many(world, cut, count):
    with pytest.raises(Invalid, match="split_parts"):
        cut(world.question(), *[part()] * count)


def test_what_is_answered_or_stands_for_others_is_not_split(world, cut):
    main, other = world.accepted(), world.question(email="boiko@mail.example", name="Ольга")
    with world.inside() as session:
        merge.merge(SYSTEM, session.get(Question, other.id), main.number)
    with pytest.raises(Invalid, match="split_joined"):
        cut(main, part(), part())
    with pytest.raises(NotAllowed):
        cut(world.published(), part(), part())


def test_a_letter_that_was_split_by_mistake_is_taken_up_again(world, cut):
    made = world.question()
    cut(made, part(), part())
    with world.inside() as session:
        triage.reopen(SYSTEM, session.get(Question, made.id), "Це одна справа")
    assert world.state(made) == "received"


def test_parts_count_each_and_the_letter_no_more(world, cut, app):
    made = world.accepted()
    stranger = app.test_client()
    assert stranger.get("/api/v1/questions").json["total"] == 1
    for each in cut(made, part(), part("Вода", "Смердить вода.")):
        with world.inside() as session:
            triage.accept(SYSTEM, session.get(Question, each.id), triage.Edit())
    assert stranger.get("/api/v1/questions").json["total"] == 2
    assert stranger.get(f"/q/{made.number}").status_code == 410


def test_looking_at_the_letters_of_a_split_keeps_no_copies_of_files(world):
    """Nor does a split that is refused for the words of its letter."""
    with world.inside():
        uploads.receive(io.BytesIO(pdf("яма")), "яма.pdf", "form-1", files=9, size=10_000)
    made = world.question(form_key="form-1")
    with world.inside() as session:
        ids, before = [session.get(Question, made.id).attachments[0].id], sorted(settings().uploads.iterdir())

        def act():
            parts = [part(file_ids=ids), part("Вода", "Смердить.", file_ids=ids)]
            return split.split(SYSTEM, session.get(Question, made.id), parts)

        [letter] = correspondence.sketches(act)
        assert sorted(settings().uploads.iterdir()) == before
        with pytest.raises(Invalid):
            correspondence.take_with(SYSTEM, act, {letter.key: ""})
        assert sorted(settings().uploads.iterdir()) == before
        correspondence.take_with(SYSTEM, act, {})
        assert len(list(settings().uploads.iterdir())) == len(before) + 2
