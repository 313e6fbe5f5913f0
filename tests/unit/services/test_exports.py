"""What leaves the house as a file: for everybody nothing personal, for an administrator everything, and it can come back."""

import datetime as dt
import io
import json

import pytest
from sqlalchemy import select

from reception.domain.kinds import AppealKind, Kind, Pace
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.models import Question
from reception.services import classify, merge, refer
from reception.services.exports import export_personal, export_public
from reception.services.imports import import_questions, read_lines

pytestmark = pytest.mark.usefixtures("context")

CONTACTS = {
    "name": "Приватна Особа",
    "email": "private@mail.example",
    "phone": "050 765 43 21",
    "residence": "вул. Таємна, 1",
}


def written(records):
    return [json.loads(json.dumps(each, ensure_ascii=False)) for each in records]


def test_the_public_one_has_what_readers_see(world):
    made = world.published(subject="Немає води", branch_id=world.branch(code="05"))
    [record] = written(export_public())
    assert record["number"] == record["external_id"] == made.number
    assert (record["subject"], record["state"], record["branch"]) == ("Немає води", "closed", "05")
    assert record["answers"][0]["outcome"] == "9.1"


def test_nothing_personal_is_in_it_even_if_the_name_was_published(world):
    world.published(**CONTACTS, may_publish_name=True)
    exported = json.dumps(written(export_public()), ensure_ascii=False)
    assert exported
    assert [contact for contact in CONTACTS.values() if contact in exported] == []


def test_hidden_and_private_questions_and_waiting_answers_are_not_in_it(world):
    hidden = world.published()
    world.hide(hidden)
    world.published(may_publish=False)
    world.question()
    world.answered(text="Ще не перевірено")
    [record] = written(export_public())
    assert record["state"] == "answered"
    assert "answers" not in record


def test_the_personal_one_has_everything(world):
    world.question(**CONTACTS, may_publish=False)
    [record] = written(export_personal())
    assert {name.removeprefix("asker_"): value for name, value in record.items() if "asker_" in name} == CONTACTS
    assert record["publish"] is False


def test_how_it_was_recorded_is_in_the_personal_one_alone_and_comes_back(world):
    made = world.recorded(late_reason="Не було електрики", days_ago=2, may_publish=True)
    world.cleaned(made, public_subject="Немає світла")
    [record] = written(export_personal())
    assert record["channel"] == "desk"
    assert record["recorded"] | {"entered_at": ""} == {
        "way": "dictated", "consent": "oral", "read_back": True, "late_reason": "Не було електрики", "entered_at": "",
    }  # fmt: skip
    line = json.dumps(record | {"external_id": "x"}).encode()
    assert import_questions(read_lines(io.BufferedReader(io.BytesIO(line)))).taken == 1
    first, second = (each.recording for each in db.session.scalars(select(Question).order_by(Question.id)))
    for name in ("way", "consent", "read_back", "late_reason"):
        assert getattr(first, name) == getattr(second, name), name
    assert abs(first.entered_at - second.entered_at) < dt.timedelta(seconds=1)
    assert second.account_id is None
    with_it = json.dumps(written(export_public()), ensure_ascii=False)
    assert "recorded" not in with_it
    assert "електрики" not in with_it


COMPLAINT = {"kind": Kind.APPEAL, "pace": Pace.SHORTENED, "answer_by": dt.date(2026, 3, 12), "appeal_kind": AppealKind.COMPLAINT}
URGENT = {"kind": Kind.INFORMATION_REQUEST, "pace": Pace.URGENT}


@pytest.mark.parametrize(("export", "seen"), [(export_public, {"pace", "answer_by"}), (export_personal, COMPLAINT)])
@pytest.mark.parametrize("decided", [COMPLAINT, URGENT])
def test_the_class_comes_back_and_with_it_the_term(world, clock, export, seen, decided):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC))
    body = world.authority("ЖЕД № 6")
    made = world.accepted(kind=decided["kind"], residence="Миколаїв")
    object_of_it = {"complained_authority_id": body} if "appeal_kind" in decided else {}
    with world.inside() as session:
        question = session.get(Question, made.id)
        classify.classify(SYSTEM, question, classify.Decision(**decided, **object_of_it), "Так вирішено")
        refer.refer(SYSTEM, question, [world.official(world.authority("Департамент ЖКГ"))])
    lines = b"\n".join(json.dumps(each | {"external_id": "x"}).encode() for each in export())
    report = import_questions(read_lines(io.BufferedReader(io.BytesIO(lines))), create=True)
    assert (report.taken, report.refused) == (1, [])
    first, second = db.session.scalars(select(Question).order_by(Question.id))
    carried = {"kind", "answer_due_on", "answer_due_at"} | (set(decided) | set(object_of_it) if seen is COMPLAINT else set(seen))
    for name in carried:
        assert getattr(first, name) == getattr(second, name), name
    if seen is not COMPLAINT:
        assert (second.appeal_kind, second.complained_authority_id) == (None, None)


@pytest.mark.parametrize("export", [export_public, export_personal])
def test_what_was_exported_is_known_when_it_comes_back(world, export):
    world.published()
    lines = b"\n".join(json.dumps(each).encode() for each in export())
    with_another_number = lines.replace(b'"external_id": "', b'"external_id": "x')
    report = import_questions(read_lines(io.BufferedReader(io.BytesIO(with_another_number))), create=True)
    assert (report.taken, report.refused) == (1, [])
    first, second = db.session.scalars(select(Question).order_by(Question.id))
    for name in ("subject", "public_text", "state", "outcome", "authority_id", "kind", "verdict", "may_publish"):
        assert getattr(first, name) == getattr(second, name), name


def test_the_public_words_of_a_cleaned_question_stay_public_words_when_it_comes_back(world):
    made = world.accepted(text="Мій телефон 050 765 43 21. Коли буде вода?", public_text="Коли буде вода?")
    [record] = written(export_personal())
    line = json.dumps(record | {"external_id": "x"}).encode()
    assert import_questions(read_lines(io.BufferedReader(io.BytesIO(line)))).taken == 1
    back = db.session.scalars(select(Question).where(Question.number != made.number)).one()
    assert (back.text, back.public_text) == (record["text"], "Коли буде вода?")


def test_joined_questions_come_back_joined_and_what_nobody_looked_at_stays_unread(world):
    unseen, seen = world.question(email="b@mail.example"), world.accepted(email="c@mail.example")
    main = world.accepted()
    for each in (unseen, seen):
        merge.merge(SYSTEM, db.session.get(Question, each.id), main.number)
    lines = b"\n".join(json.dumps(each).encode() for each in export_personal())
    elsewhere = lines.replace(b'"external_id": "', b'"external_id": "x').replace(b'"merged_into": "', b'"merged_into": "x')

    report = import_questions(read_lines(io.BufferedReader(io.BytesIO(elsewhere))), create=True)

    assert (report.taken, report.refused) == (3, [])
    back = {each.external_id: each for each in db.session.scalars(select(Question).where(Question.external_id.is_not(None)))}
    new_main = back[f"x{main.number}"]
    assert [back[f"x{each.number}"].merged_into for each in (unseen, seen)] == [new_main, new_main]
    assert new_main.supporters == 2
    merge.unmerge(SYSTEM, back[f"x{unseen.number}"], "Інше")
    assert (back[f"x{unseen.number}"].state, back[f"x{unseen.number}"].public_at) == ("received", None)


def test_a_joined_question_without_the_other_one_is_the_librarians(world):
    again, main = world.accepted(email="b@mail.example"), world.accepted()
    merge.merge(SYSTEM, db.session.get(Question, again.id), main.number)
    [record] = [each for each in export_personal() if each.get("merged_into")]
    line = json.dumps(record | {"external_id": "x", "merged_into": "nowhere"}).encode()
    import_questions(read_lines(io.BufferedReader(io.BytesIO(line))), create=True)
    assert db.session.scalars(select(Question).where(Question.external_id == "x")).one().state == "accepted"
