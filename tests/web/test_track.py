"""An asker follows the own question and acts on it."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.outcomes import Outcome
from reception.domain.roles import Actor, ActorKind
from reception.models import AskerLink, Attachment, Question, Referral
from reception.services import publish, respond, triage
from tests.pages import Page, words
from tests.web.citizen import enter, fill, photo

LIBRARIAN = Actor(ActorKind.STAFF)


def own_page(client, made) -> Page:
    return Page(enter(client, made.number, made.pin).text)


class TestEntering:
    def test_wrong_number_and_wrong_pin_get_the_same_page(self, client, world):
        made = world.question()
        pages = [enter(client, made.number, "AAAAAA"), enter(client, "МК-2026-99999", made.pin)]
        texts = [Page(page.text).text for page in pages]
        assert texts[0] == texts[1]
        assert {page.status_code for page in pages} == {400}
        assert "не пасують одне до одного" in texts[0]

    def test_the_number_stays_and_the_pin_does_not(self, client, world):
        made = world.question()
        html = enter(client, made.number, "ABCDEF").text
        assert made.number in html
        assert "ABCDEF" not in html

    @pytest.mark.parametrize(
        ("number", "pin", "said"),
        [("", "AAAAAA", "Напишіть, будь ласка, номер"), ("МК-2026-00001", " ", "Напишіть, будь ласка, PIN-код")],
    )
    def test_what_is_left_empty_is_named(self, client, number, pin, said):
        response = enter(client, number, pin)
        assert response.status_code == 400
        assert said in response.text
        assert "не пасують одне до одного" not in response.text

    @pytest.mark.parametrize("number", ["0", "МК-2026", "../../etc", "МК-2026-00001\x00", "9" * 1000, "🙂", "<b>"])
    def test_a_malformed_number_gets_the_same_reply(self, client, number):
        response = enter(client, number, "AAAAAA")
        assert response.status_code == 400
        assert "не пасують одне до одного" in response.text

    def test_too_many_tries_are_told_when_to_come_again(self, client, world, clock):
        made = world.question()
        clock.advance()
        for _ in range(10):
            enter(client, made.number, "AAAAAA")
        response = enter(client, made.number, made.pin)
        assert response.status_code == 429
        assert response.headers["Retry-After"] == "900"
        assert "через 15 хв" in response.text
        assert made.number in response.text

    def test_without_the_pin_every_number_leads_to_the_door(self, client, world):
        made = world.question()
        for number in (made.number, "МК-2026-99999"):
            for part in ("", "/withdraw", "/clarify", "/verdict", "/files/1"):
                page = client.page(f"/track/{number}{part}")
                assert page.heading == "Стежити за питанням"

    def test_the_pin_of_one_question_opens_no_other(self, client, world):
        mine, other = world.question(), world.question(subject="Чуже")
        own_page(client, mine)
        assert client.page(f"/track/{other.number}").heading == "Стежити за питанням"

    def test_after_half_an_hour_the_page_closes(self, client, world, clock):
        made = world.question()
        own_page(client, made)
        clock.advance(minutes=29)
        assert client.page(f"/track/{made.number}").heading == "Яма на вулиці Степовій"
        clock.advance(minutes=2)
        assert client.page(f"/track/{made.number}").heading == "Стежити за питанням"

    def test_it_is_closed_by_a_button(self, client, world):
        page = own_page(client, made := world.question())
        client.submit(page, "Закрити сторінку звернення")
        assert client.page(f"/track/{made.number}").heading == "Стежити за питанням"

    def test_nobody_keeps_the_pages(self, client, world):
        made = world.question()
        for response in (client.get("/track"), enter(client, made.number, made.pin), client.get(f"/track/{made.number}")):
            assert response.headers["Cache-Control"] == "no-store"

    def test_a_number_typed_otherwise_leads_to_the_one_address(self, client, world):
        made = world.question()
        own_page(client, made)
        year, serial = made.number.split("-")[1:]
        assert client.get(f"/track/{year}-{int(serial)}").status_code == 302
        assert client.page(f"/track/{year}-{int(serial)}").address == f"/track/{made.number}"


class TestTheLink:
    def test_opening_it_changes_nothing_and_shows_the_number_alone(self, client, world):
        made = world.question()
        address = f"/t/{world.asker_token(made)}"
        for _ in range(3):
            assert client.head(address).status_code == 200
            page = client.page(address)
        assert page.heading == f"Ваше звернення {made.number}"
        assert "Яма" not in page.text
        assert client.page(f"/track/{made.number}").heading == "Стежити за питанням"

    def test_its_button_opens_the_question(self, client, world):
        made = world.question()
        page = client.page(f"/t/{world.asker_token(made)}")
        assert client.submit(page, "Відкрити моє звернення").request.path == f"/track/{made.number}"

    def test_after_a_year_it_tells_of_number_and_pin(self, client, world, clock):
        token = world.asker_token(world.question())
        clock.advance(days=366)
        page = client.page(f"/t/{token}", status=404)
        assert "Номер і PIN-код із квитанції діють завжди" in page.text

    @pytest.mark.parametrize("token", ["x", "%00", "я" * 300, "null"])
    def test_a_link_that_never_was_looks_the_same(self, client, token):
        assert client.page(f"/t/{token}", status=404).heading == "Це посилання більше не діє"

    def test_neither_form_nor_address_tells_the_token_to_others(self, client, world):
        response = client.get(f"/t/{world.asker_token(world.question())}")
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert response.headers["Cache-Control"] == "no-store"

    def test_only_the_hash_is_stored(self, client, world):
        token = world.asker_token(world.question())
        with world.inside() as session:
            link = session.scalars(select(AskerLink)).one()
            assert token not in (link.token_hash, link.nonce)


class TestThePage:
    def test_it_shows_where_the_question_stands_and_how_the_date_was_counted(self, client, world):
        page = own_page(client, world.referred())
        assert "Воно в органі влади, там готують відповідь." in page.text
        assert "Відповідь мають надати до:" in page.text
        assert "Як це пораховано:" in page.text
        assert "Департамент ЖКГ" in page.text

    def test_the_asker_sees_an_answer_before_it_is_published(self, client, world):
        page = own_page(client, world.answered())
        assert "Яму засиплють до п’ятниці." in page.text
        assert "Ще не оприлюднено; ви бачите її першими." in page.text

    def test_the_asker_sees_the_own_words_and_the_answer_as_given(self, client, world):
        made = world.answered(text="Передзвоніть Івану на 067 000 00 00.", name="Іван Петренко")
        with world.inside() as session:
            publication = publish.Publication(outcome=Outcome.POSITIVE, texts={made.answer_ids[0]: "Передзвоніть."})
            publish.publish(LIBRARIAN, session.get(Question, made.id), publication)
        page = own_page(client, made)
        assert "067 000 00 00" in page.text
        assert "Іван Петренко" in page.text

    def test_an_answer_that_was_sent_back_says_so(self, client, world):
        made = world.answered()
        with world.inside() as session:
            publish.send_back(LIBRARIAN, session.get(Question, made.id), "Немає дати")
        page = own_page(client, made)
        assert "Бібліотека повернула цю відповідь на доопрацювання." in page.text
        assert "Немає дати" in page.text

    def test_letters_are_shown_without_their_links(self, client, world):
        made = world.published()
        page = own_page(client, made)
        assert "Наші листи до вас" in page.text
        assert "⟦" not in page.text
        assert "ваше особисте посилання" in page.text
        assert world.asker_token(made) not in page.html

    def test_letters_to_officials_are_not_shown(self, client, world):
        made = world.published(message="Лише для посадової особи")
        assert "Лише для посадової особи" not in own_page(client, made).html

    def test_without_an_address_every_letter_is_read_on_the_page(self, client, world):
        made = world.referred(email=None)
        with world.inside() as session:
            referral = session.get(Referral, made.referral_ids[0])
            until = referral.due_on + dt.timedelta(days=7)
            respond.extend(Actor(ActorKind.OFFICIAL, referral_id=referral.id), referral, until, "Чекаємо кошторису")
        page = own_page(client, made)
        letters = [words(each) for each in page.all("details")]
        for told in ("надійшло й має номер", "Олена Коваль, начальниця відділу", "Чекаємо кошторису"):
            assert [letter for letter in letters if told in letter], told
        assert "Ви не вказали електронної адреси" in page.text
        assert "особисте посилання" not in page.text

    def test_without_an_address_reasons_stand_on_the_page(self, client, world):
        made, reason = world.question(email=None), world.reason()
        with world.inside() as session:
            triage.decline(LIBRARIAN, session.get(Question, made.id), reason, "Телефон 102 цілодобовий")
        page = own_page(client, made)
        assert "Зверніться до служби 102." in page.text
        assert "Телефон 102 цілодобовий" in page.text

    def test_notes_of_the_library_are_not_shown(self, client, world):
        made = world.accepted()
        with world.inside() as session:
            triage.note(LIBRARIAN, session.get(Question, made.id), "Скандальний заявник")
        assert "Скандальний" not in own_page(client, made).html

    def test_a_hidden_question_stays_open_to_its_asker(self, client, world):
        made = world.published()
        world.hide(made)
        assert own_page(client, made).heading == "Яма на вулиці Степовій"

    def test_files_are_given_to_the_asker_alone(self, client, app, world):
        preview = Page(fill(client, files=[photo("яма.jpg")]).text)
        client.submit(preview, "Надіслати")
        with world.inside() as session:
            file = session.scalars(select(Attachment)).one()
            address = f"/track/{file.question.number}/files/{file.id}"
        with client.get(address) as response:
            assert b"JFIF" in response.data
        assert response.mimetype == "image/jpeg"
        assert response.headers["Content-Disposition"].startswith("attachment")
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert client.get(address.replace(f"/{file.id}", "/999")).status_code == 404
        assert app.test_client().page(address).heading == "Стежити за питанням"
