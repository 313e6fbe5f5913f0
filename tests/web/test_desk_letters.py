"""Letters and links at the desk: what cannot be delivered is a task, and no secret is shown."""

import pytest
from sqlalchemy import select

from reception.domain.events import Tag
from reception.models import Letter, LetterState, Question
from reception.services import undelivered
from reception.services.delivery import send_due
from tests.web.librarians import address, librarian, tags


@pytest.fixture
def desk(client, world):
    return librarian(client, world, name="Ніна Марченко")


def fail_letters(world, made, error="550 no such user"):
    with world.inside() as session:
        letters = session.scalars(select(Letter).where(Letter.question_id == made.id, Letter.official_id.is_not(None))).all()
        for letter in letters:
            letter.state, letter.error, letter.attempts = LetterState.FAILED, error, 9
        session.commit()


def test_a_letter_that_failed_is_a_task_until_somebody_sees_to_it(desk, world):
    made = world.referred(world.official(email="old@city.example"))
    fail_letters(world, made)
    queue = desk.page("/desk/")
    assert "Не вдалося доставити 1 лист" in queue.text
    assert "550 no such user" in queue.text
    with world.inside() as session:
        session.get(Question, made.id).referrals[0].official.email = "new@city.example"
        session.commit()
    desk.submit(desk.page(address(made)), "Надіслати ще раз")
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.name == "referral")).one()
        assert (letter.state, letter.to_address, letter.attempts) == (LetterState.QUEUED, "new@city.example", 0)
    assert "Не вдалося доставити" not in desk.page("/desk/").text
    assert tags(world, made)[-1] == Tag.LETTER_SENT_AGAIN


def test_a_letter_settled_in_another_way_is_off_the_list(desk, world):
    made = world.referred()
    fail_letters(world, made)
    desk.submit(desk.page(address(made)), "Вирішено інакше")
    assert "Не вдалося доставити" not in desk.page("/desk/").text
    assert tags(world, made)[-1] == Tag.LETTER_SETTLED


def test_letters_show_no_link_and_no_address_of_the_asker(desk, world):
    made = world.answered()
    page = desk.page(address(made))
    assert "[особисте посилання]" in page.text
    assert world.token_of(made.referral_ids[0]) not in page.html
    assert world.asker_token(made) not in page.html
    assert "petrenko@mail.example" not in page.html
    assert "⟦" not in page.html


def test_what_the_server_says_of_an_askers_letter_shows_no_address(desk, world, smtp):
    smtp.refuse(550, words="<petrenko@mail.example> no such user")
    made = world.question()
    with world.inside():
        send_due()
    for page in (desk.page("/desk/"), desk.page(address(made))):
        assert "no such user" in page.text
        assert "petrenko" not in page.html


def test_only_failed_letters_can_be_seen_to(world):
    made, actor = world.referred(), world.staff()
    with world.inside() as session:
        letter = session.get(Question, made.id).letters[0]
        with pytest.raises(Exception, match="letter_not_failed"):
            undelivered.settle(actor, letter)
        assert letter.state is LetterState.QUEUED


def test_a_link_is_revoked_at_the_desk(desk, world, app):
    made = world.referred()
    token = world.token_of(made.referral_ids[0])
    desk.submit(desk.page(address(made)), "Відкликати посилання")
    assert "відкликано" in desk.page(address(made)).text
    assert "Надіслати відповідь" not in app.test_client().get(f"/answer/{token}", follow_redirects=True).text
