"""An official without a working address: the question waits where all can see it, and leaves by itself."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.deadlines import Clock
from reception.domain.events import Tag
from reception.domain.lifecycle import State
from reception.domain.roles import SYSTEM, Actor, ActorKind, Role
from reception.models import Letter, LetterState, Official, Question, Referral, ReferralState
from reception.queries.facts import facts
from reception.services import asker, delivery, directory, directory_import, publish, refer, respond
from reception.services.links import visited
from tests.web.librarians import address, librarian, tags


@pytest.fixture
def nobody(world):
    """An official whose address nobody knows."""
    return without_address(world)


def without_address(world, **given):
    return world.add(Official(**{"authority_id": world.authority(), "name": "Олена Коваль", "post": "начальниця"} | given))


def knows(world, official, email="koval@city.example"):
    with world.inside() as session:
        directory.save(SYSTEM, Official, {"email": email}, session.get(Official, official))


def letters(world, made, name="referral"):
    with world.inside() as session:
        rows = session.scalars(select(Letter).where(Letter.question_id == made.id, Letter.name == name).order_by(Letter.id))
        return [(letter.to_address, letter.state) for letter in rows]


def ledger(world, made):
    with world.inside() as session:
        return [(entry.event, entry.clock) for entry in session.get(Question, made.id).deadlines]


def kept(world, made, *names):
    with world.inside() as session:
        question = session.get(Question, made.id)
        return [getattr(question, name) for name in names]


def test_the_question_waits_and_leaves_when_the_address_appears(world, nobody, clock):
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    made = world.referred(nobody)
    received_due = kept(world, made, "due_on")[0]
    assert letters(world, made) == []
    assert kept(world, made, "state", "referred_at", "answer_due_on") == [State.REFERRED, None, None]
    assert ledger(world, made) == [("received", Clock.LIBRARY)]

    clock.advance(days=10)
    knows(world, nobody)

    assert letters(world, made) == [("koval@city.example", LetterState.QUEUED)]
    assert ledger(world, made) == [("received", Clock.LIBRARY), ("referred", Clock.AUTHORITY)]
    due, answer_due, referred_at = kept(world, made, "due_on", "answer_due_on", "referred_at")
    assert due == answer_due == dt.date(2026, 4, 13)  # thirty days from 12 March, which is a Saturday's Monday
    assert house_clock.day_of(referred_at) == dt.date(2026, 3, 12)
    assert received_due == dt.date(2026, 3, 5)
    with world.inside() as session:
        [referral] = session.get(Question, made.id).referrals
        assert (referral.state, len(referral.links)) == (ReferralState.OPEN, 1)
    assert tags(world, made)[-3:] == [Tag.REFERRED, Tag.WAITS_FOR_ADDRESS, Tag.ADDRESS_FOUND]
    assert [state for _to, state in letters(world, made, "referred")] == [LetterState.QUEUED] * 2


def test_a_second_address_sends_nothing_twice(world, nobody):
    made = world.referred(nobody)
    knows(world, nobody)
    knows(world, nobody, "other@city.example")
    assert len(letters(world, made)) == 1


def test_the_address_may_come_by_a_file(world, nobody):
    made = world.referred(nobody)
    with world.inside() as session:
        slug = session.get(Official, nobody).authority.slug
        text = f"authority,name,post,email\n{slug},Олена Коваль,начальниця,koval@city.example\n"
        directory_import.carry_out(SYSTEM, [text], directory_import.plan([text]).digest)
    assert [to for to, _state in letters(world, made)] == ["koval@city.example"]


def test_a_refused_address_that_works_after_all_lets_the_question_go(world, client):
    official = world.official()
    with world.inside() as session:
        session.get(Official, official).address_refused_at = house_clock.now()
        session.commit()
    made = world.referred(official)
    assert letters(world, made) == []
    admin = librarian(client, world, Role.ADMINISTRATOR)
    admin.submit(admin.page(f"/admin/officials/{official}"), "Адреса працює")
    assert len(letters(world, made)) == 1


@pytest.mark.parametrize("ending", ["withdrawn", "recalled"])
def test_a_question_that_is_over_goes_to_nobody(world, nobody, ending):
    made = world.referred(nobody)
    with world.inside() as session:
        question = session.get(Question, made.id)
        if ending == "withdrawn":
            asker.withdraw(Actor(ActorKind.ASKER, question_id=made.id), question)
        else:
            refer.recall(world._librarian(), question, "Адреси не знайшли")
    knows(world, nobody)
    assert letters(world, made) == letters(world, made, ending) == []
    assert world.state(made) == {"withdrawn": "withdrawn", "recalled": "accepted"}[ending]


def test_who_can_be_reached_answers_while_another_waits(world, nobody, clock):
    other = world.official(name="Тарас Гнатюк")
    made = world.referred(other, nobody)
    assert kept(world, made, "answer_due_on") != [None]
    with world.inside() as session:
        reached = next(r for r in session.get(Question, made.id).referrals if r.official_id == other)
        respond.not_ours(Actor(ActorKind.OFFICIAL, referral_id=reached.id), reached, "Не наше")
    assert world.state(made) == "referred"
    assert ledger(world, made)[-1] == ("not_ours", Clock.LIBRARY)
    clock.advance(days=1)
    knows(world, nobody)
    assert ledger(world, made)[-1] == ("referred", Clock.AUTHORITY)


def test_the_same_official_is_not_chosen_twice(world, nobody, client):
    made = world.referred(nobody)
    page = librarian(client, world).page(address(made, "refer"))
    [field] = [each for each in page.all("input") if each.get("id") == f"official-{nobody}"]
    assert "disabled" in field.attrib


def test_a_letter_that_comes_back_lets_the_question_wait(world, smtp, clock):
    official = world.official(email="gone@city.example")
    made = world.referred(official)
    smtp.refuse(550, "gone@city.example", "5.1.1 no such user")
    with world.inside():
        delivery.send_due()
    with world.inside() as session:
        [referral] = session.get(Question, made.id).referrals
        assert referral.state is ReferralState.WAITING
        assert all(link.revoked_at for link in referral.links)
    assert ledger(world, made)[-1] == ("not_delivered", Clock.LIBRARY)
    assert kept(world, made, "answer_due_on", "referred_at") == [None, None]

    clock.advance(days=2)
    knows(world, official, "new@city.example")
    assert letters(world, made) == [
        ("gone@city.example", LetterState.SETTLED),
        ("new@city.example", LetterState.QUEUED),
    ]
    assert ledger(world, made)[-1] == ("referred", Clock.AUTHORITY)


def test_a_letter_that_comes_back_late_from_the_old_address_goes_to_the_new_one_and_does_not_mark_it(world, smtp):
    official = world.official(email="gone@city.example")
    made = world.referred(official)
    with world.inside():
        delivery.send_due()
    knows(world, official, "new@city.example")
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.name == "referral")).one()
        delivery.came_back(letter, "550 no such user", "5.1.1", address_refused=True)
    with world.inside() as session:
        assert session.get(Official, official).can_be_reached
        assert session.get(Referral, made.referral_ids[0]).state is ReferralState.OPEN
        delivery.send_due()
    assert letters(world, made) == [("gone@city.example", LetterState.SETTLED), ("new@city.example", LetterState.SENT)]
    [letter] = smtp.to("new@city.example")
    assert world.token_of(made.referral_ids[0]) in letter.text


def test_an_official_who_has_opened_the_link_has_the_question_whatever_the_server_says(world, smtp):
    official = world.official(email="gone@city.example")
    made = world.referred(official)
    smtp.refuse(550, "gone@city.example", "5.1.1 no such user")
    with world.inside() as session:
        visited(session.get(Referral, made.referral_ids[0]).links[0], "GET")
        delivery.send_due()
        assert session.get(Referral, made.referral_ids[0]).state is ReferralState.OPEN


def test_desk_queue_and_health_say_that_it_waits_and_whom_to_ask_instead(world, client):
    body = world.authority("Департамент ЖКГ")
    deputy = world.official(body, name="Тарас Гнатюк")
    official = without_address(world, authority_id=body, deputy_id=deputy)
    made = world.referred(official)
    desk = librarian(client, world)
    page = desk.page(address(made))
    assert "чекає на адресу" in page.text
    assert "Тарас Гнатюк" in page.text
    queue = desk.page("/desk/")
    assert "1 питання чекає на адресу" in queue.text
    assert made.number in queue.text
    assert client.get("/health").json["waiting_for_address"] == 1


def test_the_librarian_sees_before_sending_that_the_letter_will_wait(world, nobody, client):
    made = world.accepted()
    desk = librarian(client, world)
    first = desk.page(address(made, "refer"))
    assert "питання чекатиме на неї" in first.text
    page = desk.submit(first, "Показати листи", officials=str(nobody))
    assert "надішлемо, щойно буде відома адреса" in page.text


def test_readers_are_told_of_no_delay_of_the_body_that_has_received_nothing(world, nobody, clock, client):
    made = world.referred(nobody)
    clock.advance(days=90)
    page = client.page(f"/q/{made.number}")
    assert "щойно матиме адресу" in page.text
    assert "простроч" not in page.text.lower()
    with world.inside():
        assert facts().counts("late") == {"": 1}


def test_what_is_written_to_one_without_an_address_is_a_task_and_leaves_later(world):
    official = world.official()
    made = world.answered(official)
    with world.inside() as session:
        directory.save(SYSTEM, Official, {"email": ""}, session.get(Official, official))
    with world.inside() as session:
        from_desk = session.get(Question, made.id)
        publish.send_back(world._librarian(), from_desk, "Немає строку")
    assert letters(world, made, "sent_back") == [("", LetterState.FAILED)]
    knows(world, official)
    assert letters(world, made, "sent_back") == [("koval@city.example", LetterState.QUEUED)]
