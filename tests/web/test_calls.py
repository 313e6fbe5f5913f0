"""The call list: who left no e-mail is told what was decided, and it is noted by whom and how."""

import pytest
from sqlalchemy import event, select

from reception.domain.kinds import Kind, VerdictValue
from reception.domain.roles import Actor, ActorKind
from reception.extensions import db
from reception.mail.letters import LETTERS
from reception.models import Letter, LetterState, Question
from reception.queries.calls import DECISIONS
from reception.services import asker, clarify, triage
from reception.web import ways
from tests.pages import words
from tests.web.librarians import address, librarian, seen, sign_in, tags, text_of

PHONE = {"email": None, "phone": "050 111 22 33"}
HANDED, NOBODY, SAID = "Передано", "Ніхто не відповів", "Записати"


@pytest.fixture
def desk(client, world):
    return librarian(client, world, name="Ніна Марченко")


def numbers(page) -> list[str]:
    return [text_of(each).strip() for each in page.all("th") if each.get("scope") == "row"]


def called(desk, made):
    """Press the button of a question's row."""
    return seen(desk.submit(desk.page("/desk/calls"), action=f"{address(made)}/call".replace("МК", "%D0%9C%D0%9A")))


def states(world, made, name="answered"):
    with world.inside() as session:
        wanted = select(Letter.state).where(Letter.question_id == made.id, Letter.name == name)
        return list(session.scalars(wanted))


def test_those_without_an_address_are_listed_the_longest_waiting_first(desk, world, clock):
    clock.advance(minutes=0)
    first = world.published(**PHONE)
    clock.advance(days=1)
    second = world.published(**PHONE)
    world.published()  # has an e-mail address
    world.published(email=None)  # from home and without any contact: follows by number and PIN
    world.answered(**PHONE)  # not given out yet
    page = desk.page("/desk/calls")
    assert numbers(page) == [first.number, second.number]
    assert "050 111" not in page.text
    assert "Кого сповістити (2)" in desk.page("/desk/").text


def test_a_call_shows_the_contacts_and_the_journal_knows(desk, world):
    made = world.published(**PHONE)
    page = called(desk, made)
    assert "050 111 22 33" in page.text
    assert "Іван Петренко" in page.text
    assert "Яму засиплють до п’ятниці." in page.text
    assert tags(world, made)[-1] == "asker.contacts_read"
    assert "050 111" not in desk.page(address(made, "hand-over")).text


def test_what_was_told_leaves_the_list_and_the_asker_sees_it(desk, world, app):
    made = world.published(**PHONE)
    page = called(desk, made)
    assert desk.submit(page, HANDED).status_code == 400
    done = desk.submit(page, HANDED, way="by_phone")
    assert done.request.path == "/desk/calls"
    assert numbers(seen(done)) == []
    assert tags(world, made)[-1] == "asker.handed_over"
    assert states(world, made) == [LetterState.HANDED_OVER]
    journal = desk.page(address(made)).text
    assert "Бібліотека передала заявникові, що вирішено: телефоном · Ніна Марченко" in journal
    assert "передано бібліотекою" in journal
    own = app.test_client()
    page = own.submit(own.page("/track"), "Показати питання", number=made.number, pin=made.pin)
    assert "Бібліотека передала заявникові, що вирішено: телефоном" in page.text
    assert "Марченко" not in page.text
    assert "передала заявникові" not in own.page(f"/q/{made.number}").text


def test_calls_in_vain_are_counted(desk, world, clock):
    clock.advance(minutes=0)
    made = world.published(**PHONE)
    for _ in range(2):
        page = called(desk, made)
        desk.submit(page, NOBODY)
        clock.advance(hours=3)
    page = desk.page("/desk/calls")
    assert numbers(page) == [made.number]
    [row] = [words(each) for each in page.all("tr") if made.number in words(each)]
    assert "Не додзвонилися: 2, востаннє" in row
    assert "2 рази не додзвонилися" in called(desk, made).text
    assert tags(world, made).count("asker.called") == 2


def test_other_decisions_are_told_as_long_as_they_hold(desk, world):
    reason = world.reason()
    declined, asked, reopened = world.question(**PHONE), world.accepted(**PHONE), world.question(**PHONE)
    staff = Actor(ActorKind.STAFF)
    with world.inside() as session:
        triage.decline(staff, session.get(Question, declined.id), reason)
        triage.decline(staff, session.get(Question, reopened.id), reason)
        triage.reopen(staff, session.get(Question, reopened.id), "Помилка")
        clarify.ask_asker(staff, session.get(Question, asked.id), "Біля якого будинку?")
    page = desk.page("/desk/calls")
    assert numbers(page) == [declined.number, asked.number]
    assert "звернення не прийнято" in page.text
    assert "Зверніться до служби 102." in called(desk, declined).text
    assert "Біля якого будинку?" in called(desk, asked).text
    with world.inside() as session:
        clarify.clarify(Actor(ActorKind.ASKER, question_id=asked.id), session.get(Question, asked.id), "Біля 5-го")
    assert numbers(desk.page("/desk/calls")) == [declined.number]


def test_authors_of_appeals_are_told_that_theirs_was_passed_on(desk, world):
    appeal = world.referred(kind=Kind.APPEAL, residence="вул. Соборна, 1", **PHONE)
    world.referred(**PHONE)
    page = desk.page("/desk/calls")
    assert numbers(page) == [appeal.number]
    assert "передано органу влади" in page.text


def test_every_decision_is_a_letter_and_has_its_words():
    assert set(DECISIONS) <= set(LETTERS)
    assert set(ways.DECISIONS) == set(DECISIONS)


def test_whoever_has_judged_the_answer_has_read_it(desk, world):
    made = world.published(**PHONE)
    world.judge(made)
    assert numbers(desk.page("/desk/calls")) == []


def test_those_without_a_telephone_come_themselves_or_get_it_by_post(desk, world):
    made = world.published(email=None, residence="вул. Соборна, 1")
    assert numbers(desk.page("/desk/calls")) == []
    page = desk.page("/desk/calls?reach=no_phone")
    assert numbers(page) == [made.number]
    page = desk.page(address(made, "hand-over"))
    sheet = desk.page(address(made, "sheet"))
    assert "Яму засиплють до п’ятниці." in sheet.text
    assert made.number in sheet.heading
    desk.submit(page, HANDED, way="by_post")
    assert numbers(desk.page("/desk/calls?reach=no_phone")) == []
    assert "Нового немає." in desk.page(address(made, "sheet")).text


def test_a_librarian_sees_the_own_branch_first(client, world):
    branch, other = world.branch(), world.branch("Бібліотека-філія № 5")
    mine, theirs = world.published(branch_id=branch, **PHONE), world.published(branch_id=other, **PHONE)
    sign_in(client, world.account(branch_id=branch))
    page = client.page("/desk/calls")
    assert numbers(page) == [mine.number]
    assert "Кого сповістити (1)" in page.text
    assert set(numbers(client.page("/desk/calls?branch=all"))) == {mine.number, theirs.number}
    assert numbers(client.page(f"/desk/calls?branch={other}")) == [theirs.number]
    assert numbers(client.page("/desk/calls?branch=x&reach=zzz&page=-1"))


def test_of_two_librarians_the_second_is_told(desk, world, app):
    made = world.published(**PHONE)
    first, second = desk.page(address(made, "hand-over")), desk.page(address(made, "hand-over"))
    desk.submit(first, HANDED, way="in_person")
    response = desk.submit(second, HANDED, way="by_phone")
    assert "Це вже хтось передав, або воно більше не актуальне." in response.text
    assert tags(world, made).count("asker.handed_over") == 1
    assert "більше не актуальне" in desk.submit(second, NOBODY).text


def test_what_was_decided_after_the_page_was_made_stays_on_the_list(desk, world):
    made = world.published(**PHONE)
    page = desk.page(address(made, "hand-over"))
    with world.inside() as session:
        question, owner = session.get(Question, made.id), Actor(ActorKind.ASKER, question_id=made.id)
        asker.judge(owner, question, VerdictValue.NOT_SOLVED)
        triage.close(Actor(ActorKind.STAFF), question, "Міст не належить місту")
    desk.submit(page, HANDED, way="by_phone")
    assert numbers(desk.page("/desk/calls")) == [made.number]
    assert "спір закрито" in desk.page("/desk/calls").text


def test_the_verdict_that_is_given_on_the_telephone_is_the_askers_own(desk, world, app):
    made = world.published(**PHONE)
    desk.submit(called(desk, made), HANDED, way="by_phone", verdict="not_solved")
    assert world.state(made) == "disputed"
    assert "заявник, зі слів записано: Ніна Марченко" in desk.page(address(made)).text
    page = app.test_client().page(f"/q/{made.number}")
    assert "не вирішено" in page.text
    assert "Марченко" not in page.text


def test_what_the_asker_says_is_written_down(desk, world):
    asked, told, waiting = world.accepted(**PHONE), world.published(**PHONE), world.referred(**PHONE)
    with world.inside() as session:
        clarify.ask_asker(Actor(ActorKind.STAFF), session.get(Question, asked.id), "Біля якого будинку?")
    page = desk.page(address(asked, "hear"))
    assert "Біля якого будинку?" in page.text
    assert desk.submit(page, SAID, text=" ").status_code == 400
    assert "Записано як власне слово заявника." in desk.submit(page, SAID, text="Біля п’ятого").text
    assert world.state(asked) == "accepted"
    again = desk.submit(page, SAID, text="Біля шостого")
    assert "Цього вже не можна зробити" in again.text
    page = desk.page(address(told, "hear"))
    assert desk.submit(page, SAID).status_code == 400
    desk.submit(page, SAID, value="partly", text="Лампа є, світла немає")
    with world.inside() as session:
        [verdict] = session.get(Question, told.id).verdicts
        assert (verdict.value, verdict.comment, verdict.public_comment) == ("partly", "Лампа є, світла немає", None)
    assert desk.get(address(waiting, "hear")).status_code == 303
    assert "Записати слова заявника" not in desk.page(address(waiting)).text


def test_a_long_list_costs_no_more_queries_than_a_short_one(desk, world, app):
    counted = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))

    def queries() -> int:
        counted.clear()
        desk.page("/desk/calls")
        return len(counted)

    def fill(n):
        for _ in range(n):
            world.published(branch_id=world.branch(), **PHONE)

    fill(1)
    few = queries()
    fill(6)
    assert queries() == few


def test_who_hears_the_page_knows_whom_each_button_calls(desk, world):
    first, second = world.published(**PHONE), world.published(**PHONE)
    page = desk.page("/desk/calls")
    named = [words(each) for each in page.all("button") if words(each).startswith("Зателефонувати")]
    assert sorted(named) == sorted(f"Зателефонувати: {made.number}" for made in (first, second))
