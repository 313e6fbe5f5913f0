"""An appeal without its requisites goes back to its author, who chooses: it is completed, or goes on as a question."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.clock import KYIV
from reception.domain.errors import Invalid, NotAllowed
from reception.domain.kinds import AppealKind, Kind
from reception.domain.roles import Actor, ActorKind
from reception.models import AskerLink, Deadline, Letter, LetterState, Question, Return
from reception.services import asker, clarify, refer
from reception.services.classify import Decision, classify
from reception.services.housekeeping import sweep
from reception.services.returning import Supplied, complete, go_on_as_question, return_to_author

LIBRARIAN = Actor(ActorKind.STAFF)
WHOLE = {"name": "Іван Петренко", "residence": "Миколаїв, вул. Садова, 1"}


def day(text):
    return dt.date.fromisoformat(text)


@pytest.fixture
def made(world, clock):
    """A question of Monday, 2 March 2026, that is an appeal without name and residence; today is the Friday after."""
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=KYIV))
    made = world.accepted(name="Іван", email=None, phone="0670000000")
    clock.set(dt.datetime(2026, 3, 6, 9, tzinfo=KYIV))
    with world.inside() as session:
        classify(LIBRARIAN, session.get(Question, made.id), Decision(kind=Kind.APPEAL), "Просить поновити порушене право")
    return made


@pytest.fixture
def do(world, made):
    """Do something to the question as its librarian, or as its author."""

    def act(service, *arguments, own=False, **more):
        with world.inside() as session:
            actor = Actor(ActorKind.ASKER, question_id=made.id) if own else LIBRARIAN
            service(actor, session.get(Question, made.id), *arguments, **more)

    return act


@pytest.fixture
def returned(do, made):
    do(return_to_author, ["residence", "name"], "Напишіть також номер будинку.")
    return made


def ledger(world, made):
    with world.inside() as session:
        rows = session.scalars(select(Deadline).where(Deadline.question_id == made.id).order_by(Deadline.id)).all()
        return [(row.event, row.rule, row.due_on) for row in rows]


def test_what_is_missing_is_told_and_the_library_waits(world, returned):
    assert world.state(returned) == "clarification"
    assert ledger(world, returned)[-2:] == [
        ("returned", "appeal.return", day("2026-03-12")),
        ("awaits_author", "appeal.await_author", day("2026-03-16")),
    ]
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.name == "returned")).one()
        assert letter.state is LetterState.KEPT  # there is no address: it stands on the author's own page
        for words in ("прізвище та ім’я", "місце проживання", "Напишіть також номер будинку.", "ст. 5"):
            assert words in letter.body_text
        assert session.get(Question, returned.id).due_on == day("2026-03-16")


def test_the_author_completes_it_and_the_library_must_pass_it_on_in_five_days(world, returned, do, clock):
    clock.set(dt.datetime(2026, 3, 9, 9, tzinfo=KYIV))
    do(complete, Supplied(**WHOLE, email="ivan@mail.example", text="Будинок 12."), own=True)
    assert world.state(returned) == "accepted"
    assert ledger(world, returned)[-1] == ("completed", "appeal.forward", day("2026-03-16"))
    with world.inside() as session:
        question = session.get(Question, returned.id)
        assert (question.kind, question.lacks, question.returns[0].added) == (Kind.APPEAL, (), "Будинок 12.")
        assert "Будинок" not in question.text + question.public_text
        assert question.asker.phone == "0670000000"
        assert session.scalar(select(AskerLink.id).where(AskerLink.question_id == returned.id))
        refer.refer(LIBRARIAN, question, (world.official(),))
    with pytest.raises(NotAllowed):
        do(go_on_as_question, own=True)


def test_the_author_lets_it_go_on_as_a_question(world, returned, do):
    do(go_on_as_question, own=True)
    assert world.state(returned) == "accepted"
    assert ledger(world, returned)[-1] == ("as_question", "question.forward", day("2026-03-11"))
    with world.inside() as session:
        question = session.get(Question, returned.id)
        assert (question.kind, question.appeal_kind, question.lacks) == (Kind.PUBLIC_QUESTION, None, ())
        refer.refer(LIBRARIAN, question, (world.official(),))


@pytest.mark.parametrize(
    ("supplied", "field"),
    [
        ({}, "name"),
        ({"name": "Іван Петренко"}, "residence"),
        ({"name": " \x00 Іван ", "residence": "Миколаїв"}, "name"),
        (WHOLE | {"residence": "ж" * 301}, "residence"),
        (WHOLE | {"text": "ж" * 20_001}, "text"),
    ],
)
def test_what_is_still_missing_is_said_and_nothing_is_taken(world, returned, do, supplied, field):
    with pytest.raises(Invalid) as error:
        do(complete, Supplied(**supplied), own=True)
    assert error.value.field == field
    assert world.state(returned) == "clarification"
    with world.inside() as session:
        assert session.get(Question, returned.id).asker.name == "Іван"


def test_where_the_essence_is_missing_words_are_needed(world, do, made):
    do(return_to_author, ["essence", "residence"])
    with pytest.raises(Invalid, match="text_needed"):
        do(complete, Supplied(**WHOLE), own=True)
    do(complete, Supplied(**WHOLE, text="Прошу відремонтувати дорогу"), own=True)
    assert world.state(made) == "accepted"


def test_only_appeals_go_back_and_only_with_something_missing(world, do, made):
    with pytest.raises(Invalid, match="missing_needed"):
        do(return_to_author, ["soul"])
    with pytest.raises(Invalid, match="text_too_long"):
        do(return_to_author, ["name"], "ж" * 2001)
    with world.inside() as session, pytest.raises(NotAllowed, match="not_an_appeal"):
        return_to_author(LIBRARIAN, session.get(Question, world.accepted().id), ["name"])


def test_while_the_author_chooses_nobody_decides_for_him_nor_clarifies(returned, do):
    with pytest.raises(NotAllowed):
        do(classify, Decision(kind=Kind.PUBLIC_QUESTION), "Сам вирішу")
    with pytest.raises(NotAllowed):
        do(clarify.clarify, "Біля зупинки", own=True)


def test_the_library_waits_no_longer(world, returned, do):
    do(clarify.go_on)
    assert world.state(returned) == "accepted"
    assert ledger(world, returned)[-1][:2] == ("went_on", "appeal.forward")
    do(clarify.ask_asker, "Яка вулиця?")
    do(clarify.clarify, "Степова", own=True)  # the return is over: this is a clarification
    assert world.state(returned) == "accepted"


def test_what_complained_of_somebody_complains_of_nobody_as_a_question(world, made, do):
    whom = {"appeal_kind": AppealKind.COMPLAINT, "complained_authority_id": world.authority()}
    do(classify, Decision(kind=Kind.APPEAL, **whom))
    do(return_to_author, ["name"])
    do(go_on_as_question, own=True)
    with world.inside() as session:
        assert session.get(Question, made.id).complained_authority_id is None


def test_what_was_written_about_it_goes_with_the_contacts(world, returned, do, clock):
    do(complete, Supplied(**WHOLE, text="Моя хвороба"), own=True)
    do(asker.withdraw, own=True)
    clock.advance(days=5 * 366)
    with world.inside() as session:
        sweep()
        row = session.scalars(select(Return)).one()
        assert (row.note, row.added) == (None, None)
