"""Questions from another system: each whole or not at all, twice is once, and what is wrong is said with its line."""

import datetime as dt
import io
import json

import pytest
from sqlalchemy import func, select

from reception.domain.errors import Invalid
from reception.domain.events import Tag
from reception.domain.outcomes import Outcome
from reception.extensions import db
from reception.models import Answer, Authority, Deadline, Event, Letter, Question, Topic
from reception.queries.visibility import public
from reception.services.imports import LONGEST_LINE, import_questions, read_lines

pytestmark = pytest.mark.usefixtures("context")

RECORDED = {"way": "paper", "consent": "on_paper", "entered_at": "2015-02-09T10:00:00+02:00"}
ANSWER = {"text": "Виконано.", "answered_at": "2015-02-23T12:00:00+02:00", "by": "ЖЕД № 6", "outcome": "9.1"}


def record(**given):
    asked = {"external_id": "a1", "submitted_at": "2015-02-07T20:33:14+02:00", "text": "Немає гарячої води третій день."}
    return {name: value for name, value in (asked | given).items() if value is not ...}


def take(*records, create=True):
    """Import records, or lines as bytes."""
    lines = [each if isinstance(each, bytes) else json.dumps(each, ensure_ascii=False).encode() for each in records]
    return import_questions(read_lines(opened(b"\n".join(lines))), create)


def opened(content):
    return io.BufferedReader(io.BytesIO(content))


def only_question():
    return db.session.scalars(select(Question)).one()


def reasons(report):
    return [(number, reason.code, reason.field) if hasattr(reason, "field") else number for number, reason in report.refused]


def test_three_fields_are_enough():
    report = take(record())
    question = only_question()
    assert (report.taken, report.refused) == (1, [])
    assert question.number == "МК-2015-00001"
    assert question.subject == question.text == "Немає гарячої води третій день."
    assert question.state == "accepted"
    assert question.channel == "imported"
    assert question.public_at == question.submitted_at


def test_an_answered_one_is_closed_with_its_outcome_and_dates():
    take(record(kind="appeal", topic="Вода", authority="ЖЕД № 6", answers=[ANSWER], state="closed", verdict="partly"))
    question = only_question()
    assert question.state == "closed"
    assert question.outcome is Outcome.POSITIVE
    assert question.published_at == dt.datetime(2015, 2, 23, 10, tzinfo=dt.UTC)
    assert question.answer_due_on == dt.date(2015, 3, 10)  # one month: a Saturday, a holiday on a Sunday, and its Monday
    assert question.due_on is None
    assert (question.verdict, [verdict.value for verdict in question.verdicts]) == ("partly", ["partly"])
    [answer] = question.answers
    assert (answer.authority_name, answer.public_text, answer.published_at) == ("ЖЕД № 6", "Виконано.", question.published_at)


@pytest.mark.parametrize(
    ("given", "state", "is_public"),
    [
        ({}, "accepted", True),
        ({"answers": [ANSWER]}, "closed", True),
        ({"answers": [ANSWER], "verdict": "not_solved"}, "disputed", True),
        ({"state": "received"}, "received", False),
        ({"state": "referred", "authority": "ЖЕД"}, "referred", True),
        ({"state": "clarification"}, "accepted", True),
        ({"state": "answered", "answers": [ANSWER]}, "answered", True),
        ({"state": "answered"}, "referred", True),
        ({"state": "declined"}, "declined", False),
        ({"state": "withdrawn"}, "withdrawn", False),
        ({"publish": False}, "accepted", False),
    ],
)
def test_the_state_is_believed_as_far_as_a_record_can_say_it(given, state, is_public):
    take(record(**given))
    assert only_question().state == state
    assert db.session.scalar(select(func.count()).select_from(Question).where(public())) == is_public


def test_an_answer_that_waits_is_not_published():
    take(record(state="answered", answers=[ANSWER]))
    assert db.session.scalars(select(Answer)).one().published_at is None
    assert only_question().due_on


def test_the_ledger_says_how_the_date_was_counted():
    take(record(state="referred", authority="ЖЕД", kind="appeal"))
    [entry] = db.session.scalars(select(Deadline))
    assert (entry.rule, entry.due_on, entry.clock) == ("appeal.answer", only_question().due_on, "authority")


def test_twice_is_once():
    records = [record(), record(external_id="a2", answers=[ANSWER])]
    take(*records)
    again = take(*records)
    assert (again.taken, again.known) == (0, 2)
    assert db.session.scalar(select(func.count()).select_from(Question)) == 2


def test_twice_in_one_file_is_once():
    report = take(record(), record())
    assert (report.taken, report.known) == (1, 1)


def test_the_journal_tells_of_it_and_nobody_is_written_to():
    take(record())
    event = db.session.scalars(select(Event).where(Event.tag == Tag.IMPORTED)).one()
    assert (event.question_id, event.data, event.new_state) == (only_question().id, {"external_id": "a1"}, "accepted")
    assert db.session.scalars(select(Letter)).all() == []


def test_unknown_topics_and_authorities_are_made_once_when_that_is_asked():
    report = take(record(topic="Клумби", authority="ЖЕК"), record(external_id="a2", topic="КЛУМБИ", authority="Жек"))
    assert (report.taken, report.new_topics, report.new_authorities) == (2, ["Клумби"], ["ЖЕК"])
    topic = db.session.scalars(select(Topic)).one()
    assert (topic.slug, topic.official_topic) == ("klumby", 24)
    assert db.session.scalars(select(Authority)).one().slug == "zhek"


def test_two_names_that_read_alike_in_latin_get_addresses_of_their_own():
    take(record(authority="ЖЕК – 318"), record(external_id="a2", authority="ЖЕК «318»"))
    assert set(db.session.scalars(select(Authority.slug))) == {"zhek-318", "zhek-318-2"}


def test_without_it_they_are_reported_and_nothing_of_the_record_is_kept():
    report = take(record(topic="Клумби"), record(external_id="a2", authority="ЖЕК"), create=False)
    assert reasons(report) == [(1, "topic_unknown", "topic"), (2, "authority_unknown", "authority")]
    assert db.session.scalar(select(func.count()).select_from(Question)) == 0


def test_known_ones_are_found_by_name_or_address_whatever_the_case(world):
    topic_id, branch_id = world.topic("Дороги", slug="dorohy"), world.branch(code="02")
    take(record(topic="ДОРОГИ", branch="02"), record(external_id="a2", topic="dorohy"), create=False)
    assert {question.topic_id for question in db.session.scalars(select(Question))} == {topic_id}
    assert db.session.scalar(select(Question.branch_id).where(Question.external_id == "a1")) == branch_id


@pytest.mark.parametrize(
    ("line", "code", "field"),
    [
        (b"{", "line_not_json", None),
        (b'["a"]', "line_not_object", None),
        ("Привіт".encode("cp1251"), "line_not_utf8", None),
        (b"[" * 100_000, "line_not_json", None),
        (record(external_id=...), "field_needed", "external_id"),
        (record(text="  \x00 "), "field_needed", "text"),
        (record(text="а" * 20_001), "field_too_long", "text"),
        (record(text=["a"]), "field_not_text", "text"),
        (record(subject="а" * 201), "field_too_long", "subject"),
        (record(submitted_at="торік"), "date_not_iso", "submitted_at"),
        (record(submitted_at="2999-01-01"), "date_impossible", "submitted_at"),
        (record(submitted_at="0001-01-01"), "date_not_iso", "submitted_at"),
        (record(kind="donos"), "value_unknown", "kind"),
        (record(state="lost"), "value_unknown", "state"),
        (record(kind="appeal", appeal_kind="3.4"), "value_unknown", "appeal_kind"),
        (record(appeal_kind="3.1"), "kind_of_no_appeal", "appeal_kind"),
        (record(kind="appeal", appeal_kind="3.2", complained_authority="ЖЕД"), "object_of_no_complaint", "complained_authority"),
        (record(kind="appeal", pace="urgent"), "pace_of_another_kind", "pace"),
        (record(kind="appeal", pace="shortened"), "answer_by_if_shortened", "answer_by"),
        (record(kind="appeal", answer_by="2015-02-20"), "answer_by_if_shortened", "answer_by"),
        (record(kind="appeal", pace="shortened", answer_by="завтра"), "date_not_iso", "answer_by"),
        (record(branch="99"), "branch_unknown", "branch"),
        (record(publish="so"), "field_not_boolean", "publish"),
        (record(state="closed"), "state_without_answer", "state"),
        (record(verdict="solved"), "verdict_without_answer", "verdict"),
        (record(answers="Так"), "answers_not_list", "answers"),
        (record(answers=[ANSWER | {"text": ""}]), "field_needed", "text"),
        (record(answers=[ANSWER | {"answered_at": "2014-01-01"}]), "answered_before_asked", "answers"),
        (record(recorded="paper"), "recorded_not_object", "recorded"),
        (record(recorded=RECORDED | {"way": "pigeon"}), "value_unknown", "way"),
        (record(recorded=RECORDED | {"consent": None}), "field_needed", "consent"),
        (record(recorded=RECORDED | {"read_back": "so"}), "field_not_boolean", "read_back"),
        (record(recorded=RECORDED | {"entered_at": "2015-02-06"}), "entered_before_received", "entered_at"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_line_and_the_rest_is_taken(line, code, field):
    report = take(record(external_id="before"), line, record(external_id="after"))
    assert reasons(report) == [(2, code, field)]
    assert set(db.session.scalars(select(Question.external_id))) == {"before", "after"}


def test_a_line_too_long_to_be_a_record_is_passed_over_without_being_read_whole():
    report = take(b"x" * (3 * LONGEST_LINE), record())
    assert reasons(report) == [(1, "record_too_long", None)]
    assert report.taken == 1


def test_a_byte_order_mark_blank_lines_and_windows_line_ends_do_no_harm():
    line = json.dumps(record()).encode()
    report = import_questions(read_lines(opened(b"\xef\xbb\xbf" + line + b"\r\n\r\n")))
    assert (report.taken, report.refused) == (1, [])


def test_a_file_in_utf_16_is_named_as_such():
    with pytest.raises(Invalid, match="file_utf16"):
        take(json.dumps(record()).encode("utf-16"))


def test_a_moment_without_a_zone_is_kyivs():
    take(record(submitted_at="2015-07-01T00:30:00"))
    assert only_question().submitted_at == dt.datetime(2015, 6, 30, 21, 30, tzinfo=dt.UTC)


def test_more_than_a_batch_is_taken_and_each_batch_is_told_of():
    told = []
    lines = [json.dumps(record(external_id=f"a{n}")).encode() for n in range(250)]
    report = import_questions(read_lines(opened(b"\n".join(lines))), progress=told.append)
    assert (report.taken, told) == (250, [100, 200, 250])
    assert len(set(db.session.scalars(select(Question.number)))) == 250
