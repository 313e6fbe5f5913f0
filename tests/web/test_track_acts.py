"""An asker acts on the own question: withdraws it, clarifies it, judges the result."""

import pytest
from sqlalchemy import select

from reception.domain.kinds import VerdictValue
from reception.domain.roles import Actor, ActorKind
from reception.models import Clarification, Question, Verdict
from reception.services import clarify
from tests.pages import Page
from tests.web.citizen import enter

LIBRARIAN = Actor(ActorKind.STAFF)


def own_page(client, made) -> Page:
    return Page(enter(client, made.number, made.pin).text)


def asked_for_more(world, made, request="Якого будинку стосується питання?"):
    with world.inside() as session:
        clarify.ask_asker(LIBRARIAN, session.get(Question, made.id), request)


class TestWithdrawing:
    def test_it_is_asked_first_and_then_done(self, client, world):
        made = world.referred()
        own_page(client, made)
        page = client.page(f"/track/{made.number}/withdraw")
        client.head(f"/track/{made.number}/withdraw")
        assert world.state(made) == "referred"
        done = client.submit(page, "Так, відкликати")
        assert world.state(made) == "withdrawn"
        assert "Ваше звернення відкликано." in Page(done.text).text

    def test_an_answer_that_came_meanwhile_is_not_lost(self, client, world):
        made = world.referred()
        own_page(client, made)
        page = client.page(f"/track/{made.number}/withdraw")
        world.answer(made.referral_ids[0])

        done = client.submit(page, "Так, відкликати")

        assert "звернення просунулося далі" in Page(done.text).text
        assert world.state(made) == "answered"
        assert client.page(f"/track/{made.number}/withdraw").address == f"/track/{made.number}"


class TestClarifying:
    def test_the_asker_replies_once(self, client, world):
        made = world.accepted()
        asked_for_more(world, made)
        page = own_page(client, made)
        assert "Якого будинку стосується питання?" in page.text
        page = client.page(f"/track/{made.number}/clarify")
        done = Page(client.submit(page, "Надіслати відповідь", text="Будинку № 5").text)
        assert "вашу відповідь передано" in done.text
        assert "Будинку № 5" in done.text
        assert world.state(made) == "accepted"
        assert "просунулося далі" in Page(client.submit(page, "Надіслати відповідь", text="І ще").text).text
        with world.inside() as session:
            assert session.scalars(select(Clarification)).one().reply == "Будинку № 5"

    @pytest.mark.parametrize(("text", "words"), [("", "Напишіть, будь ласка, текст."), ("я" * 20_001, "Текст задовгий")])
    def test_a_reply_that_cannot_be_taken_is_kept(self, client, world, text, words):
        made = world.accepted()
        asked_for_more(world, made)
        own_page(client, made)
        response = client.submit(client.page(f"/track/{made.number}/clarify"), "Надіслати відповідь", text=text)
        assert response.status_code == 400
        assert words in Page(response.text).text
        assert text in response.text

    def test_a_reply_written_for_longer_than_half_an_hour_is_not_lost(self, client, world, clock):
        made = world.accepted()
        asked_for_more(world, made)
        own_page(client, made)
        page = client.page(f"/track/{made.number}/clarify")
        clock.advance(minutes=45)
        door = Page(client.submit(page, "Надіслати відповідь", text="Будинку № 5").text)
        assert "набране збережено" in door.text
        wrong = Page(client.submit(door, "Показати питання", pin="AAAAAA").text)
        page = Page(client.submit(wrong, "Показати питання", pin=made.pin).text)
        client.submit(page, "Надіслати відповідь")
        with world.inside() as session:
            assert session.scalars(select(Clarification)).one().reply == "Будинку № 5"


class TestTheVerdict:
    @pytest.mark.parametrize(("value", "state"), [("solved", "closed"), ("partly", "closed"), ("not_solved", "disputed")])
    def test_the_asker_judges_with_a_comment(self, client, world, value, state):
        made = world.published()
        own_page(client, made)
        page = client.page(f"/track/{made.number}/verdict")
        client.submit(page, "Надіслати оцінку", value=value, text="Засипали лише край")
        assert world.state(made) == state
        with world.inside() as session:
            verdict = session.scalars(select(Verdict)).one()
            assert (verdict.value, verdict.comment, verdict.public_comment) == (VerdictValue(value), "Засипали лише край", None)

    def test_not_solved_stands_in_the_timeline_and_is_before_the_library_again(self, client, world):
        made = world.published()
        own_page(client, made)
        done = client.submit(client.page(f"/track/{made.number}/verdict"), "Надіслати оцінку", value="not_solved")
        page = Page(done.text)
        assert "Ваше питання знову в бібліотекаря." in page.text
        assert page.text.count("не вирішено") >= 1

    def test_none_chosen_is_said_and_the_comment_stays(self, client, world):
        made = world.published()
        own_page(client, made)
        response = client.submit(client.page(f"/track/{made.number}/verdict"), "Надіслати оцінку", text="Засипали")
        assert response.status_code == 400
        assert "Оберіть, будь ласка, один із трьох варіантів." in response.text
        assert "Засипали" in response.text

    def test_before_the_answer_is_given_out_there_is_nothing_to_judge(self, client, world):
        made = world.answered()
        own_page(client, made)
        assert client.page(f"/track/{made.number}/verdict").address == f"/track/{made.number}"

    def test_a_link_of_a_letter_does_not_judge(self, client, world):
        made = world.published()
        client.submit(client.page(f"/t/{world.asker_token(made)}"), "Відкрити моє звернення")
        for _ in range(3):
            client.page(f"/track/{made.number}/verdict")
            client.head(f"/track/{made.number}/verdict")
        with world.inside() as session:
            assert session.scalars(select(Verdict)).all() == []
