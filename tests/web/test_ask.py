"""A citizen asks: the form, the preview, the sending, and everything that may go wrong on the way."""

import pytest
from sqlalchemy import select

from reception.domain.kinds import Channel, Kind
from reception.models import Asker, Attempt, Letter, LetterState, Question
from tests.pages import Page
from tests.web.citizen import CHANGE, NEXT, QUESTION, SEND, ask, fill, typed


def only(session, model):
    return session.scalars(select(model)).one()


def test_a_question_needs_neither_name_nor_address(client, world):
    receipt = ask(client)

    assert receipt.heading == "Ваше питання прийнято"
    with world.inside() as session:
        question = only(session, Question)
        assert question.number in receipt.text
        assert question.kind is Kind.PUBLIC_QUESTION
        assert question.channel is Channel.ONLINE
        assert (question.may_publish, question.may_publish_name) == (False, False)
        assert question.asker.name is None
        assert {(letter.state, letter.to_address) for letter in session.scalars(select(Letter))} == {(LetterState.KEPT, "")}


def test_everything_that_is_given_is_kept(client, world):
    topic, authority = world.topic(), world.authority()

    ask(
        client, kind="appeal", topic_id=str(topic), authority_id=str(authority), name="Іван  Петренко", phone="067 000 00 00",
        email="petrenko@mail.example", residence="Миколаїв, вул. Степова, 1", may_publish="y", name_public="yes",
    )  # fmt: skip

    with world.inside() as session:
        question = only(session, Question)
        assert (question.kind, question.topic_id, question.authority_id) == (Kind.APPEAL, topic, authority)
        assert (question.may_publish, question.may_publish_name) == (True, True)
        asker = only(session, Asker)
        assert (asker.name, asker.phone, asker.language) == ("Іван Петренко", "067 000 00 00", "uk")
        assert only(session, Letter).name == "received"


def test_the_name_is_not_published_unless_the_citizen_says_so(client, world):
    ask(client, name="Іван Петренко", may_publish="y")
    with world.inside() as session:
        assert only(session, Question).may_publish_name is False


def test_the_preview_parts_what_may_become_public_from_what_may_not(client, world):
    page = Page(fill(client, may_publish="y", name="Іван Петренко", phone="067 000 00 00").text)

    public, private = page.text.split("Це бачать лише бібліотека й посадова особа")
    assert "Коли її відремонтують?" in public
    assert "Ім’я не оприлюднюється" in public
    assert "Петренко" not in public
    assert "Іван Петренко" in private
    assert "067 000 00 00" in private
    with world.inside() as session:
        assert session.scalars(select(Question)).all() == []


def test_without_the_consent_nothing_is_public(client):
    page = Page(fill(client).text)

    public, private = page.text.split("Це бачать лише бібліотека й посадова особа")
    assert "Ви не погодилися на оприлюднення" in public
    assert "велика яма" in private


def test_one_may_go_back_and_change_something(client, world):
    preview = Page(fill(client, name="Іван Петренко", may_publish="y").text)

    form = Page(client.submit(preview, CHANGE).text)
    assert typed(form)["subject"] == QUESTION["subject"]
    assert typed(form)["text"] == QUESTION["text"]
    assert "Потрібно виправити" not in form.text
    preview = Page(client.submit(form, NEXT, subject="Інша яма").text)
    client.submit(preview, SEND)

    with world.inside() as session:
        question = only(session, Question)
        assert (question.subject, question.asker.name, question.may_publish) == ("Інша яма", "Іван Петренко", True)


def test_sending_the_form_again_leads_to_the_same_receipt(client, world):
    preview = Page(fill(client).text)
    first, second = (client.submit(preview, SEND) for _ in range(2))
    by_change = client.submit(preview, CHANGE)

    assert {each.request.path for each in (first, second, by_change)} == {"/ask/receipt"}
    with world.inside() as session:
        only(session, Question)


def test_the_form_s_key_is_the_proof_whatever_the_session_knows(client, world):
    preview = Page(fill(client).text)
    client.submit(preview, SEND)
    with client.session_transaction() as session:
        del session["asker"]

    receipt = Page(client.submit(preview, SEND).text)
    assert receipt.heading == "Ваше питання прийнято"
    with world.inside() as session:
        only(session, Question)


def test_each_form_has_a_key_of_its_own(client):
    keys = {typed(client.page("/ask"))["form_key"] for _ in range(3)}
    assert len(keys) == 3
    assert min(map(len, keys)) >= 40


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "<script>" + "x" * 50])
def test_a_key_that_is_not_ours_is_replaced(client, key):
    page = Page(fill(client, form_key=key, text="").text)
    assert typed(page)["form_key"] != key


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"subject": ""}, "Напишіть кількома словами, про що йдеться."),
        ({"subject": "\x00\u202e "}, "Напишіть кількома словами, про що йдеться."),
        ({"subject": "я" * 201}, "Заголовок задовгий"),
        ({"text": " \n "}, "Напишіть, будь ласка, текст."),
        ({"text": "я" * 50_000}, "Текст задовгий: 50000 знаків"),
        ({"may_process": None}, "Без цієї згоди"),
        ({"email": "не адреса"}, "Це не електронна адреса."),
        ({"phone": "1" * 301}, "Задовго"),
        ({"kind": "appeal"}, "Для офіційного звернення закон вимагає прізвище та ім’я"),
        ({"kind": "appeal", "name": "Іван Петренко"}, "закон вимагає місце проживання"),
        ({"kind": "information_request", "name": "Іван"}, "потрібна електронна або поштова адреса"),
        ({"topic_id": "999999"}, "Цієї теми більше немає"),
        ({"authority_id": "999999"}, "Цього органу влади в переліку більше немає"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(client, world, fields, words):
    response = client.submit(Page(fill(client, **fields).text), SEND) if "_id" in str(fields) else fill(client, **fields)
    page = Page(response.text)

    assert response.status_code == 400
    assert page.text.count(words) == 2  # in the summary and at the field
    expected = QUESTION | {"name": "", "email": ""} | fields
    kept = typed(page)
    for name in ("subject", "text", "name", "email"):
        assert kept[name] == expected[name].replace("\x00", "").replace("\u202e", "").strip()
    with world.inside() as session:
        assert session.scalars(select(Question)).all() == []


def test_all_that_is_missing_is_said_at_once(client):
    page = Page(fill(client, subject="", text="", may_process=None, email="x").text)
    summary = next(each for each in page.root.iter("div") if each.get("id") == "error-summary")
    assert [link.get("href") for link in summary.iter("a")] == ["#subject", "#text", "#email", "#may_process"]


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("🕳️ яма 👨‍👩‍👧", "🕳️ яма 👨‍👩‍👧"),
        ("<script>alert(1)</script> <b>яма</b>", "<script>alert(1)</script> <b>яма</b>"),
        ("{{ 7 * 7 }} %(x)s", "{{ 7 * 7 }} %(x)s"),
        ("яма\x00\x1b[31m", "яма[31m"),
        ("\u202eнаперед\u2066", "наперед"),
        ("один\r\n\r\n\r\n\r\nдва", "один\n\nдва"),
    ],
)
def test_strange_texts_are_taken_and_shown_as_text(client, world, sent, stored):
    preview = Page(fill(client, text=sent, may_publish="y").text)
    client.submit(preview, SEND)

    assert " ".join(stored.split()) in preview.text
    with world.inside() as session:
        assert only(session, Question).text == stored


def test_a_topic_deleted_meanwhile_is_said_and_the_rest_stays(client, world):
    topic = world.topic()
    preview = Page(fill(client, topic_id=str(topic), name="Іван Петренко").text)
    with world.inside() as session:
        session.execute(Question.topic.property.mapper.local_table.update().values(is_active=False))
        session.commit()

    response = client.submit(preview, SEND)
    form = Page(response.text)
    assert "Цієї теми більше немає" in form.text
    assert typed(form)["name"] == "Іван Петренко"
    assert client.submit(Page(client.submit(form, NEXT).text), SEND).request.path == "/ask/receipt"


def test_a_form_that_outlived_its_session_comes_back_with_one_button(client, world):
    preview = Page(fill(client).text)
    client.delete_cookie("reception")

    response = client.submit(preview, SEND)
    assert response.status_code == 400
    receipt = client.submit(Page(response.text), "Надіслати ще раз")
    assert receipt.request.path == "/ask/receipt"
    with world.inside() as session:
        assert only(session, Question).text == QUESTION["text"]


def test_the_seventh_question_of_an_hour_waits_and_is_not_lost(client, world, clock):
    for _ in range(6):
        ask(client)
    preview = Page(fill(client).text)

    response = client.submit(preview, SEND)
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) <= 3600
    assert "наступне можна надіслати через" in Page(response.text).text
    clock.advance(minutes=61)
    assert client.submit(Page(response.text), SEND).request.path == "/ask/receipt"


def test_a_link_may_fill_in_what_it_is_about(client, world):
    topic = world.topic()
    page = client.page(f"/ask?subject=Яма&topic={topic}&authority=x")
    assert typed(page)["subject"] == "Яма"
    assert f'<option selected value="{topic}">' in page.html


def test_over_https_a_page_without_referrer_sends_its_form(client, world):
    page = Page(client.get("/ask", base_url="https://localhost").text)
    form = page.form(NEXT)
    token = next(each.get("value") for each in form.iter("input") if each.get("name") == "csrf_token")
    response = client.post("/ask", base_url="https://localhost", data=QUESTION | {"csrf_token": token, "action": "send"})
    assert response.headers["Location"] == "/ask/receipt"


def test_limits_keep_no_address(client, world):
    ask(client)
    with world.inside() as session:
        assert "127.0.0.1" not in {attempt.bucket for attempt in session.scalars(select(Attempt))}


def test_head_asks_nothing(client, world):
    fill(client)
    assert client.head("/ask").status_code == 200
    with world.inside() as session:
        assert session.scalars(select(Question)).all() == []
