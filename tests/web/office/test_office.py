"""An official opens the link of a letter, on a telephone and in a hurry, and answers."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.kinds import Kind
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.roles import Actor, ActorKind
from reception.models import Answer, Question, Referral, ReferralState
from reception.services import asker, publish, refer
from tests.web.officials import ANSWER, SEND, form_token, link_to


class TestTheQuestion:
    def test_says_who_answers_what_and_until_when(self, client, link, made):
        page = client.page(link)

        assert page.heading == f"Звернення {made.number}: ваша відповідь"
        for words in (
            "Олена Коваль", "начальниця відділу", "Департамент ЖКГ", "Це не ви?",
            "Просимо відповісти до", "Як визначено цей строк",
            "Яма на вулиці Степовій", "Коли її відремонтують?", "Іван Петренко", "Просимо назвати дату.",
        ):  # fmt: skip
            assert words in page.text

    def test_a_public_question_comes_without_contacts(self, client, link):
        assert "petrenko@mail.example" not in client.page(link).text

    def test_an_appeal_comes_with_what_the_law_asks_for(self, client, world):
        made = world.referred(kind=Kind.APPEAL, residence="Миколаїв, вулиця Лісова, 5")
        text = client.page(link_to(world, made.referral_ids[0])).text

        assert "petrenko@mail.example" in text
        assert "вулиця Лісова, 5" in text

    def test_is_the_citizens_own_text(self, client, world):
        made = world.referred(text="Я, Петренко, живу в квартирі 12.", public_text="Я живу поруч.")

        assert "Я, Петренко, живу в квартирі 12." in client.page(link_to(world, made.referral_ids[0])).text

    def test_is_one_persons_page(self, client, link):
        for address in (link, f"{link}/not-ours", "/answer/nothing"):
            headers = client.get(address).headers
            assert headers["Cache-Control"] == "no-store"
            assert headers["Referrer-Policy"] == "no-referrer"
            assert headers["X-Robots-Tag"] == "noindex, nofollow"

    def test_is_read_in_english_too(self, client, link, made):
        client.set_cookie("reception_language", "en")

        assert client.page(link).heading == f"Question {made.number}: your answer"


class TestAnswering:
    def test_an_answer_goes_to_the_library_and_stays_to_be_seen(self, client, world, made, link):
        sent = client.submit(client.page(link), SEND, text=ANSWER, result="9.1")

        assert sent.status_code == 200
        assert "вашу відповідь отримано" in sent.text
        assert "<li>щебінь завезено</li>" in sent.text
        assert world.state(made) == "answered"
        with world.inside() as session:
            answer = session.scalar(select(Answer))
            assert (answer.text, answer.outcome, answer.link_id) == (ANSWER, Outcome.POSITIVE, answer.referral.links[-1].id)
            assert session.get(Question, made.id).letters[-2].name == "answer_received"

    def test_the_same_form_twice_is_one_answer(self, client, link, answers):
        page = client.page(link)

        first = client.submit(page, SEND, text=ANSWER, result="9.1")
        second = client.submit(page, SEND, text=ANSWER, result="9.1")

        assert "вашу відповідь отримано" in first.text
        assert "вашу відповідь отримано" in second.text
        assert answers() == 1

    def test_other_words_from_a_second_window_are_given_back(self, client, link, answers):
        page = client.page(link)
        client.submit(page, SEND, text=ANSWER, result="9.1")

        late = client.submit(page, SEND, text="Зовсім інша відповідь", result="9.2")

        assert late.status_code == 409
        assert "Зовсім інша відповідь" in late.text
        assert answers() == 1

    def test_a_promise_is_an_explanation_with_a_date(self, client, world, link):
        client.submit(client.page(link), SEND, text=ANSWER, result="planned", promised_on="01.06.2030")

        with world.inside() as session:
            answer = session.scalar(select(Answer))
            assert (answer.outcome, answer.commitment) == (Outcome.EXPLAINED, Commitment.PLANNED)
            assert answer.promised_on == dt.date(2030, 6, 1)

    @pytest.mark.parametrize(
        ("typed", "said"),
        [
            ({"text": "", "result": None}, ["Напишіть, будь ласка, відповідь", "Оберіть, будь ласка, результат"]),
            ({"text": ANSWER, "result": "9.6"}, ["Оберіть, будь ласка, результат"]),
            ({"text": ANSWER, "result": "planned"}, ["до якої це заплановано"]),
            ({"text": ANSWER, "result": "planned", "promised_on": "влітку"}, ["день.місяць.рік"]),
            ({"text": ANSWER, "result": "planned", "promised_on": "2020-01-01"}, ["ще не настала"]),
            ({"text": "а" * 20001, "result": "9.1"}, ["задовгий"]),
        ],
    )
    def test_what_is_missing_is_said_and_nothing_typed_is_lost(self, client, link, answers, typed, said):
        refused = client.submit(client.page(link), SEND, **typed)

        assert refused.status_code == 400
        assert [words for words in said if words.lower() not in refused.text.lower()] == []
        assert typed["text"] in refused.text
        assert answers() == 0

    def test_a_preview_without_javascript_changes_nothing(self, client, link, answers):
        page = client.page(link)
        typed = ANSWER + " <script>alert(1)</script>"
        shown = client.post(link, data={"csrf_token": form_token(page), "do": "preview", "text": typed})

        assert "<strong>є</strong>" in shown.text
        assert "<script>alert" not in shown.text
        assert answers() == 0

    def test_a_preview_with_javascript_is_a_safe_fragment(self, client, link):
        page = client.page(link)
        data = {"csrf_token": form_token(page), "text": "**так** <img src=x onerror=alert(1)> [тут](javascript:alert(1))"}
        fragment = client.post(f"{link}/preview", data=data).text
        assert "<strong>так</strong>" in fragment
        assert "<img" not in fragment
        assert 'href="javascript' not in fragment


class TestOtherWays:
    def test_not_ours_goes_back_with_a_suggestion(self, client, world, made, link):
        suggested = world.authority("Миколаївводоканал")
        page = client.page(f"{link}/not-ours")

        done = client.submit(page, "Повернути звернення", suggested=str(suggested), reason="Це мережі водоканалу.")

        assert "Звернення повернуто до бібліотеки" in done.text
        assert "Миколаївводоканал" in done.text
        assert world.state(made) == "accepted"

    def test_not_ours_wants_a_reason(self, client, world, made, link):
        refused = client.submit(client.page(f"{link}/not-ours"), "Повернути звернення")

        assert refused.status_code == 400
        assert world.state(made) == "referred"

    def test_more_time_is_taken_once_and_the_citizen_is_told(self, client, world, made, link):
        with world.inside() as session:
            due = session.get(Referral, made.referral_ids[0]).due_on
        later = due + dt.timedelta(days=7)

        page = client.page(f"{link}/more-time")
        done = client.submit(page, "Установити новий строк", until=later.isoformat(), reason="Чекаємо на кошторис.")

        assert "Новий строк установлено" in done.text
        assert "more-time" not in done.text
        assert client.get(f"{link}/more-time").status_code == 302
        with world.inside() as session:
            assert session.get(Referral, made.referral_ids[0]).due_on == later
            assert session.get(Question, made.id).letters[-1].name == "extended"

    @pytest.mark.parametrize(
        ("until", "said"),
        [("2060-01-01", "Закон не дозволяє"), ("2020-01-01", "пізніш"), ("колись", "день.місяць.рік")],
    )
    def test_more_time_has_its_limits(self, client, link, until, said):
        refused = client.submit(client.page(f"{link}/more-time"), "Установити новий строк", until=until, reason="Чекаємо.")

        assert refused.status_code == 400
        assert said in refused.text
        assert "Чекаємо." in refused.text

    def test_the_citizen_is_asked_and_the_official_need_not_wait(self, client, world, made, link):
        done = client.submit(client.page(f"{link}/ask"), "Надіслати запитання", text="Біля якого під’їзду?")

        assert "Чекаємо на уточнення від заявника" in done.text
        assert world.state(made) == "clarification"
        client.submit(client.page(link), SEND, text=ANSWER, result="9.1")
        assert world.state(made) == "answered"


class TestMovedOn:
    def test_a_recalled_question_says_so_and_gives_the_text_back(self, client, world, made, link):
        page = client.page(link)
        with world.inside() as session:
            refer.recall(world._librarian(), session.get(Question, made.id), "Помилкова адреса")

        late = client.submit(page, SEND, text=ANSWER, result="9.1")

        assert late.status_code == 410
        assert "щебінь завезено" in late.text
        assert client.page(link, status=410).heading == "Відповідь більше не потрібна"

    def test_a_withdrawn_question_needs_no_answer(self, client, world, made, link):
        with world.inside() as session:
            asker.withdraw(Actor(ActorKind.ASKER, question_id=made.id), session.get(Question, made.id))

        assert client.page(link, status=410).heading == "Відповідь більше не потрібна"

    def test_an_answer_that_was_sent_back_is_completed_by_the_same_link(self, client, world, made, link, answers):
        client.submit(client.page(link), SEND, text=ANSWER, result="9.1")
        with world.inside() as session:
            publish.send_back(world._librarian(), session.get(Question, made.id), "Назвіть, будь ласка, дату.")

        page = client.page(link)
        assert "Назвіть, будь ласка, дату." in page.text
        assert "щебінь завезено" in page.text
        client.submit(page, SEND, text="До 6 березня.", result="9.1")

        assert answers() == 2
        assert world.state(made) == "answered"

    def test_a_published_answer_leads_to_its_public_page(self, client, world, made, link):
        world.answer(made.referral_ids[0])
        world.publish(made)

        addresses = [each.get("href", "") for each in client.page(link).all("a")]
        assert any(address.startswith("/q/") for address in addresses)

    def test_two_officials_answer_each_for_himself(self, client, world):
        made = world.referred(world.official(), world.official(name="Петро Гнатюк"))
        links = [link_to(world, each) for each in made.referral_ids]
        client.submit(client.page(links[0]), SEND, text=ANSWER, result="9.1")

        assert "Петро Гнатюк" in client.page(links[1]).text
        assert SEND in client.page(links[1]).text
        with world.inside() as session:
            states = [session.get(Referral, each).state for each in made.referral_ids]
        assert states == [ReferralState.ANSWERED, ReferralState.OPEN]
