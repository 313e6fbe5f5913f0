"""What a question is, is decided with a reason; dates, citizen and officials follow. Some ways are closed to a complaint."""

import datetime as dt
import itertools

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.clock import KYIV
from reception.domain.errors import Invalid, NotAllowed, Stale
from reception.domain.kinds import AppealKind, Kind, Pace
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Authority, Deadline, Letter, Official, Question, Referral
from reception.queries.complaints import with_their_object
from reception.services import clarify, directory, refer, respond
from reception.services.classify import Decision, classify

LIBRARIAN = Actor(ActorKind.STAFF)
APPEAL = {"kind": Kind.APPEAL, "residence": "Миколаїв"}
REASON = "Ідеться про інформацію, яку має орган."


def day(text):
    return dt.date.fromisoformat(text)


@pytest.fixture(autouse=True)
def _on_a_friday(clock):
    clock.set(dt.datetime(2026, 8, 21, 15, 30, tzinfo=KYIV))


@pytest.fixture
def decide(world):
    """Let a librarian decide what a question is."""

    def do(made, kind=Kind.APPEAL, reason=REASON, version=None, **more):
        with world.inside() as session:
            question = session.get(Question, made.id)
            classify(LIBRARIAN, question, Decision(kind=kind, **more), reason, version)

    return do


def ledger(world, made):
    with world.inside() as session:
        rows = session.scalars(select(Deadline).where(Deadline.question_id == made.id).order_by(Deadline.id)).all()
        return [(row.event, row.rule, row.due_on) for row in rows]


def names_of_letters(world, made):
    with world.inside() as session:
        return list(session.scalars(select(Letter.name).where(Letter.question_id == made.id).order_by(Letter.id)))


def test_with_the_library_the_term_to_pass_it_on_is_counted_anew(world, decide, clock):
    made = world.accepted(residence="Миколаїв")
    clock.advance(days=2)
    decide(made)
    assert ledger(world, made)[-1] == ("kind_changed", "appeal.forward", day("2026-08-26"))
    assert names_of_letters(world, made)[-1] == "classified"
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.name == "classified")).one()
        assert REASON in letter.body_text
        assert "не більше одного місяця" in letter.body_text
        event = session.get(Question, made.id).events[-1]
        assert (event.data["was"], event.data["kind"], event.data["due"]) == ("question", "appeal", "2026-08-26")


def test_with_an_official_his_term_is_counted_anew_and_he_is_told(world, decide):
    made = world.referred(**APPEAL)
    assert ledger(world, made)[-1] == ("referred", "appeal.answer", day("2026-09-21"))
    decide(made, Kind.INFORMATION_REQUEST)
    assert ledger(world, made)[-1] == ("kind_changed", "information_request.answer", day("2026-08-28"))
    assert names_of_letters(world, made)[-2:] == ["classified", "classified_office"]
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        assert (referral.due_on, referral.question.due_on) == (day("2026-08-28"), day("2026-08-28"))


def test_an_urgent_request_has_48_hours_from_the_authoritys_receipt(world, decide, clock):
    made = world.accepted(kind=Kind.INFORMATION_REQUEST)
    decide(made, Kind.INFORMATION_REQUEST, "Забруднено воду", pace=Pace.URGENT)
    assert ledger(world, made)[-1] == ("pace_changed", "information_request.forward_urgent", day("2026-08-22"))
    with world.inside() as session:
        refer.refer(LIBRARIAN, session.get(Question, made.id), (world.official(),))
        question = session.get(Question, made.id)
        end = dt.datetime(2026, 8, 23, 15, 30, tzinfo=KYIV)
        assert (question.due_at, question.due_on, question.referrals[0].due_at) == (end, day("2026-08-23"), end)
        assert not question.is_late
    clock.set(dt.datetime(2026, 8, 23, 15, 31, tzinfo=KYIV))
    with world.inside() as session:
        assert session.get(Question, made.id).days_late == 1
        assert session.scalars(select(Question.number).where(Question.is_late)).all() == [made.number]


def test_an_appeal_that_needs_no_study_has_fifteen_days_and_a_demand_may_shorten_it(world, decide):
    made = world.referred(**APPEAL)
    decide(made, pace=Pace.NO_STUDY)
    assert ledger(world, made)[-1] == ("pace_changed", "appeal.no_study", day("2026-09-07"))  # the 5th is a Saturday
    decide(made, pace=Pace.SHORTENED, answer_by=day("2026-08-28"))
    assert ledger(world, made)[-1] == ("pace_changed", "appeal.shortened", day("2026-08-28"))
    decide(made, reason="Заявник відмовився від вимоги")
    assert ledger(world, made)[-1] == ("pace_changed", "appeal.answer", day("2026-09-21"))
    with world.inside() as session:
        assert session.get(Question, made.id).answer_by is None


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        ({"reason": " "}, "reason_needed"),
        ({"reason": "ж" * 2001}, "text_too_long"),
        ({"pace": Pace.URGENT}, "pace_unfit"),
        ({"pace": Pace.SHORTENED}, "date_form"),
        ({"pace": Pace.SHORTENED, "answer_by": day("2026-08-21")}, "date_in_the_past"),
        ({"pace": Pace.SHORTENED, "answer_by": day("2026-09-21")}, "date_shortens_nothing"),
        ({"legal_index": "K" * 500}, "legal_index_form"),
        ({"appeal_kind": AppealKind.COMPLAINT, "complained_official_id": 999}, "complained_gone"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_changed(world, decide, decision, code):
    made = world.accepted(residence="Миколаїв")
    with pytest.raises(Invalid, match=code):
        decide(made, **decision)
    with world.inside() as session:
        assert session.get(Question, made.id).kind is Kind.PUBLIC_QUESTION
    assert len(ledger(world, made)) == 1


def test_what_an_authority_has_under_the_law_becomes_no_ordinary_question(world, decide):
    with pytest.raises(Invalid, match="regime_stays"):
        decide(world.referred(**APPEAL), Kind.PUBLIC_QUESTION)
    with pytest.raises(Invalid, match="appeal_lacks_requisites"):
        decide(world.referred(), Kind.APPEAL)


def test_an_extension_outlives_another_pace_but_no_other_kind(world, decide):
    made = world.referred(**APPEAL)
    with world.inside() as session:
        respond.extend(LIBRARIAN, session.get(Referral, made.referral_ids[0]), day("2026-10-01"), "Обстеження")
    decide(made, pace=Pace.NO_STUDY)
    assert ledger(world, made)[-1][0] == "extended"
    decide(made, Kind.INFORMATION_REQUEST)
    assert ledger(world, made)[-1] == ("kind_changed", "information_request.answer", day("2026-08-28"))
    with world.inside() as session:
        assert not session.get(Referral, made.referral_ids[0]).extended


def test_saying_which_appeal_it_is_moves_no_date_and_writes_no_letter(world, decide):
    made = world.accepted(**APPEAL)
    decide(made, reason="", appeal_kind=AppealKind.PROPOSAL, legal_index="П-1", complained_official_id=999)
    with world.inside() as session:
        question = session.get(Question, made.id)
        assert (question.appeal_kind, question.legal_index, question.complained_official_id) == (AppealKind.PROPOSAL, "П-1", None)
    assert "classified" not in names_of_letters(world, made)
    assert len(ledger(world, made)) == 1


def test_two_librarians_do_not_overwrite_one_another(world, decide):
    made = world.accepted(residence="Миколаїв")
    with world.inside() as session:
        version = session.get(Question, made.id).version
    decide(made, version=version)
    with pytest.raises(Stale):
        decide(made, Kind.INFORMATION_REQUEST, version=version)


def test_what_is_closed_stays_what_it_was(world, decide):
    with pytest.raises(NotAllowed):
        decide(world.published(**APPEAL), Kind.INFORMATION_REQUEST)


class TestAComplaint:
    @pytest.fixture
    def body(self, world):
        return world.authority("Департамент ЖКГ")

    def complaint(self, world, decide, **of):
        made = world.accepted(**APPEAL)
        decide(made, reason="", appeal_kind=AppealKind.COMPLAINT, **of)
        return made

    def goes_to(self, world, made, *officials):
        with world.inside() as session:
            refer.refer(LIBRARIAN, session.get(Question, made.id), officials)

    def test_does_not_go_to_the_body_it_complains_of(self, world, decide, body):
        made = self.complaint(world, decide, complained_authority_id=body)
        with pytest.raises(Invalid, match="complaint_to_its_object"):
            self.goes_to(world, made, world.official(), world.official(body))
        assert world.state(made) == "accepted"
        self.goes_to(world, made, world.official(world.authority("Міськрада")))
        assert world.state(made) == "referred"

    def test_does_not_go_to_a_body_that_has_taken_the_tasks_over(self, world, decide, body):
        heirs = [world.authority(name) for name in ("Управління", "Департамент", "Наступник колись")]
        with world.inside() as session:
            rows = [session.get(Authority, each) for each in (body, *heirs)]
            for row, heir in itertools.pairwise(rows):
                row.successor = heir
            rows[0].valid_to = house_clock.today() - dt.timedelta(days=2)
            rows[2].valid_to = house_clock.today()
            session.commit()
        made = self.complaint(world, decide, complained_authority_id=body)
        for heir in heirs[:2]:
            with pytest.raises(Invalid, match="complaint_to_its_object"):
                self.goes_to(world, made, world.official(heir))
        self.goes_to(world, made, world.official(heirs[2]))

    def test_is_told_to_librarians_when_its_body_takes_over_the_one_complained_of(self, world, decide, body, clock):
        """The last day of a body is known beforehand; when the next one comes, nobody changes the directory any more."""
        heir, waits_for = world.authority("Управління"), "t.hnatiuk@mkrada.example"
        officials = world.official(heir), world.official(heir)
        with world.inside() as session:
            session.get(Official, officials[1]).email = None
            complained_of = session.get(Authority, body)
            complained_of.valid_to = house_clock.today()
            complained_of.successor = session.get(Authority, heir)
            session.commit()
        with_, waiting, other = (self.complaint(world, decide, complained_authority_id=body) for _ in range(3))
        self.goes_to(world, with_, officials[0])
        self.goes_to(world, waiting, officials[1])
        self.goes_to(world, other, world.official(world.authority("Міськрада")))
        with world.inside():
            assert with_their_object(LIBRARIAN) == []
        clock.advance(days=1)
        with world.inside() as session:
            assert [each.question.number for each in with_their_object(LIBRARIAN)] == [with_.number, waiting.number]
            directory.save(SYSTEM, Official, {"email": waits_for}, session.get(Official, officials[1]))
        with world.inside() as session:
            assert [each.state for each in session.get(Question, waiting.id).referrals] == ["waiting"]
            refer.recall(LIBRARIAN, session.get(Question, with_.id), "Скарга не розглядається тим, на кого скаржаться.")
            assert [each.question.number for each in with_their_object(LIBRARIAN)] == [waiting.number]

    @pytest.mark.parametrize("way", ["successor", "new post"])
    def test_does_not_come_to_its_object_by_a_change_of_the_directory(self, world, decide, body, way):
        other = world.authority("Управління")
        official = world.official(other)
        made = self.complaint(world, decide, complained_authority_id=body)
        self.goes_to(world, made, official)
        with world.inside() as session:
            bodies, person = [session.get(Authority, each) for each in (body, other)], session.get(Official, official)
            change = (Authority, {"successor": bodies[1]}, bodies[0])
            change = change if way == "successor" else (Official, {"authority": bodies[0]}, person)
            with pytest.raises(Invalid, match="complaint_would_be_with_it"):
                directory.save(SYSTEM, *change)
        with world.inside() as session:
            assert session.get(Authority, body).successor is None
            assert session.get(Official, official).authority_id == other

    def test_does_not_go_to_the_official_it_complains_of_but_may_to_his_superior(self, world, decide, body):
        official, head = world.official(body), world.official(body, name="Тарас Гнатюк")
        made = self.complaint(world, decide, complained_official_id=official)
        with pytest.raises(Invalid, match="complaint_to_its_object"):
            self.goes_to(world, made, official)
        self.goes_to(world, made, head)

    def test_does_not_wait_for_the_address_of_whom_it_complains_of(self, world, decide, body):
        official = world.official(body)
        with world.inside() as session:
            session.get(Official, official).email = None
            session.commit()
        made = world.referred(official, **APPEAL)
        with pytest.raises(Invalid, match="complaint_is_with_it"):
            decide(made, appeal_kind=AppealKind.COMPLAINT, complained_official_id=official)

    def test_is_taken_back_first_from_whom_it_complains_of(self, world, decide, body):
        official = world.official(body)
        made = world.referred(official, **APPEAL)
        with pytest.raises(Invalid, match="complaint_is_with_it"):
            decide(made, appeal_kind=AppealKind.COMPLAINT, complained_authority_id=body)
        with world.inside() as session:
            assert session.get(Question, made.id).appeal_kind is None
            refer.recall(LIBRARIAN, session.get(Question, made.id), "Скарга на сам департамент")
        decide(made, appeal_kind=AppealKind.COMPLAINT, complained_authority_id=body)
        with pytest.raises(Invalid, match="complaint_to_its_object"):
            self.goes_to(world, made, official)


def test_an_appeal_without_requisites_is_not_passed_on(world, decide):
    made = world.accepted()
    decide(made)
    with world.inside() as session, pytest.raises(Invalid, match="appeal_lacks_requisites"):
        refer.refer(LIBRARIAN, session.get(Question, made.id), (world.official(),))
    assert world.state(made) == "accepted"


def test_while_the_asker_is_asked_the_kind_may_be_corrected(world, decide):
    made = world.question(residence="Миколаїв")
    with world.inside() as session:
        clarify.ask_asker(LIBRARIAN, session.get(Question, made.id), "Яка вулиця?")
    decide(made)
    assert ledger(world, made)[-1][1] == "appeal.forward"
