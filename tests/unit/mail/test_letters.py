"""Every letter, in both languages: it names the question, says why it came and from whom, and keeps what is private."""

import datetime as dt
import re
from dataclasses import replace

import pytest
from flask import render_template_string

from reception.current import settings
from reception.domain.kinds import Kind
from reception.domain.lifecycle import TABLE
from reception.domain.notices import BY_LAW, NEEDED, STEPS
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import Said
from reception.domain.tokens import derive_token
from reception.mail.compose import ANSWER_MARK, ASKER_MARK, render, with_links
from reception.mail.letters import LETTERS, Message, Occasion
from reception.mail.letters_on_promises import Asking
from reception.models import (
    Answer,
    AnswerLink,
    AnswerVersion,
    Audience,
    Clarification,
    DeclineReason,
    Delegation,
    Letter,
    Promise,
    PromiseReport,
    Question,
    ReferralState,
    Return,
    TextObjection,
)
from tests.pages import Page

TO_OFFICIAL = {
    "referral", "recalled", "answer_received", "clarified", "sent_back", "withdrawn", "link_renewed", "draft_received",
    "merged_away", "now_responsible", "not_needed", "made_responsible", "responsible_no_more",
    "classified_office", "correction_received", "correction_returned",
    "delegated", "delegation_noted", "delegation_over", "delegation_back", "delegate_answered",
    "promise_soon", "promise_due", "promise_again", "promise_received",
}  # fmt: skip
ASKING = {"promise_soon", "promise_due", "promise_again", "promise_received"}
ELSEWHERE = {
    "subscription", "new_answers", "reminder", "own_links", "links_moved", "daily", "daily_chosen", "mail_stuck",
    "mail_recovered", "forwarded",
}  # fmt: skip
"""test_subscriber_letters.py, test_reminders.py, test_own.py, test_moved_address.py, test_daily.py, test_outages.py,
test_mail_for_others.py"""
NOTHING_TO_DO = {"recalled", "withdrawn", "merged_away", "not_needed", "delegation_over"}
BACK = {"delegation_over", "delegation_back"}
DELEGATION = {name for name in LETTERS if name.startswith("delegat")}
ALIKE = {"answered_alike", "extended_alike", "referred_alike", "reopened_alike", "corrected_alike", "responsible_changed_alike"}
"""Of the question that is answered for several, to the askers of the others."""
PRIVATE = ("Петренко", "petrenko@mail.example", "+380501112233", "вулиця Лісова, 5")
WORDS = {
    "uk": ("бібліотека", "не є органом влади", "Ви отримали цей лист, бо"),
    "en": ("library", "not an authority", "You receive this letter because"),
}
STOP = {
    ("uk", Audience.ASKER): "ви вибираєте тут: ⟦notices-link⟧",
    ("en", Audience.ASKER): "you choose here: ⟦notices-link⟧",
    ("uk", Audience.OFFICIAL): "не надсилати зовсім, напишіть бібліотеці",
    ("en", Audience.OFFICIAL): "to nobody, write to the library",
}
WORDS_IF_KEPT = {"uk": "Ви не вказали електронної адреси", "en": "You gave no e-mail address"}


@pytest.fixture(params=sorted(WORDS))
def language(request):
    return request.param


def beside(answer):
    """Return what was said since an answer: a correction, and a word on what it promised."""
    earlier = {"text": "Ні.", "public_text": "Ні.", "outcome": Outcome.REFUSED, "submitted_at": answer.submitted_at}
    said = PromiseReport(said=Said.DONE, text="Зроблено <b>все</b>.", day=dt.date(2030, 4, 1), was_due=answer.promised_on)
    answer.promise = Promise(question=answer.question, promised_on=answer.promised_on, due_on=answer.promised_on)
    return {"correction": AnswerVersion(answer_id=answer.id, **earlier), "promise": answer.promise, "report": said}


@pytest.fixture
def letters(world, language) -> dict[str, Message]:
    """Each letter's message, about a question that has everything a letter may tell of."""
    made = world.answered(
        name="Іван Петренко",
        phone="+380501112233",
        residence="вулиця Лісова, 5",
        kind=Kind.APPEAL,
        text="Я, Петренко, прошу <b>відремонтувати</b> дорогу.",
        public_text="Прошу <b>відремонтувати</b> дорогу.",
        message="Подивіться, будь ласка, і сусідню вулицю.",
        language=language,
    )
    reason, alike = world.reason(), world.accepted()
    with world.inside() as session:
        question = session.get(Question, made.id)
        answer = session.get(Answer, made.answer_ids[0])
        answer.commitment, answer.promised_on = Commitment.PLANNED, dt.date(2030, 5, 1)
        answer.published_at = answer.submitted_at
        question.decline_reason, question.decline_note = session.get(DeclineReason, reason), "Телефон служби: 102."
        question.referrals[0].official.language = language
        question.merged_into = session.get(Question, alike.id)
        asked = {"request": "У якому дворі?", "asked_at": answer.submitted_at, "referral_id": made.referral_ids[0]}
        question.clarifications.append(Clarification(**asked))
        question.returns.append(Return(missing=["name", "essence"], note="Напишіть <b>прізвище</b>.", at=answer.submitted_at))
        question.text_objections.append(TextObjection(text="Моє ім’я!", reply="Прибрано <b>все</b>.", at=answer.submitted_at))
        whole = (question, tuple(question.referrals), answer, "Немає <i>дати</i>.", question.clarifications[0])
        of_answer = beside(answer)
        session.flush()
        occasion = Occasion(*whole, person=question.referrals[0].holder, **of_answer)
        names = LETTERS.keys() - ELSEWHERE - DELEGATION - {"clarified", "responsible_no_more"} - ASKING
        of_main = replace(occasion, question=question.merged_into)
        messages = {name: next(iter(LETTERS[name](of_main if name in ALIKE else occasion))) for name in names}
        asking = Asking(answer.promise, question.referrals[0].official, question.referrals[0].links[-1])
        messages |= {name: next(LETTERS[name](asking)) for name in ASKING}
        question.referrals[0].state, question.referrals[0].is_responsible = ReferralState.OPEN, False
        messages["responsible_no_more"] = next(iter(LETTERS["responsible_no_more"](occasion)))
        messages["clarified"] = next(iter(LETTERS["clarified"](occasion)))
        yield messages | passed_on(question.referrals[0], occasion)


def passed_on(referral, occasion) -> dict[str, Message]:
    """Return the letters about a referral that is with a colleague, and about one that is not any more."""
    official = referral.holder
    words = {"name": "Тарас Гнатюк", "post": "інспектор", "message": "Це ваша вулиця.", "email": "hnatiuk@city.example"}
    step = Delegation(**words, language=official.language, created_at=referral.sent_at)
    referral.delegations.append(step)
    referral.links.append(AnswerLink(delegation=step, nonce="nonce", token_hash="hash", created_at=referral.sent_at))
    colleague = referral.holder
    to, back = replace(occasion, person=colleague, others=(official,)), replace(occasion, person=official, others=(colleague,))
    return {name: next(iter(LETTERS[name](back if name in BACK else to))) for name in DELEGATION}


def test_each_is_complete(letters, language):
    findings = []
    for name, message in letters.items():
        subject, text, html = render(name, message)
        page = Page(html)
        findings += [f"{name}: {error}" for error in page.parse_errors]
        for body in (" ".join(text.split()), page.text):
            needed = message.question.number, *WORDS[language], STOP[language, message.audience]
            findings += [f"{name} lacks {words!r}" for words in needed if words not in body]
            findings += [f"{name}: {found}" for found in re.findall(r"%\(|\{\{|\bNone\b", body)]
        for words in (text, re.sub("<[^>]+>", " ", html)):
            findings += [f"{name} lacks a space: {found}" for found in re.findall(r"\w+[.!?][A-ZА-ЯІЇЄҐ]\w+", words)]
        assert message.language == page.root.get("lang") == language
        assert subject.startswith(f"{message.question.number} – ")
        assert "\n\n\n" not in text
    assert set(letters) | ELSEWHERE == set(LETTERS)
    assert not findings


def test_each_has_one_button_where_there_is_something_to_do(letters):
    for name, message in letters.items():
        _, text, html = render(name, message)
        mark = (ANSWER_MARK if name in TO_OFFICIAL else ASKER_MARK) + ("/promise" if name in ASKING else "")
        buttons = [link.get("href") for link in Page(html).all("a") if "inline-block" in link.get("style", "")]

        assert (name, buttons) == (name, [] if name in NOTHING_TO_DO else [mark])
        assert text.count(mark) == len(buttons)


def test_what_people_wrote_cannot_become_part_of_a_letter(letters):
    foreign = [(name, tag) for name in letters for tag in "bi" if Page(render(name, letters[name])[2]).all(tag)]

    assert not foreign


def test_officials_are_told_nothing_private_in_a_letter(letters):
    leaked = [(name, each) for name in TO_OFFICIAL for part in render(name, letters[name]) for each in PRIVATE if each in part]

    assert not leaked


def test_links_are_filled_in_on_leaving(letters, world):
    made, key = world.again(letters["received"].question), settings().token_key
    for name, message in letters.items():
        letter = Letter(answer_link=message.answer_link, asker_link=message.asker_link)
        token = derive_token(key, "answer", message.answer_link.nonce) if name in TO_OFFICIAL else world.asker_token(made)
        for body in render(name, message)[1:]:
            left = with_links(letter, body)
            assert ANSWER_MARK not in left
            assert ASKER_MARK not in left
            assert (name, token in left) == (name, name not in NOTHING_TO_DO)


def test_a_letter_to_one_without_an_address_says_where_it_stands_and_holds_no_link(world, language):
    made = world.published(email=None, language=language)
    with world.inside() as session:
        kept = [letter for letter in session.get(Question, made.id).letters if not letter.official_id]
        assert kept
        assert not [letter.name for letter in kept if "\n\n\n" in letter.body_text]
        for body in (body for letter in kept for body in (letter.body_text, letter.body_html)):
            assert ASKER_MARK not in body
            assert WORDS_IF_KEPT[language] in body


def test_of_every_letter_to_askers_it_is_said_whether_it_can_be_stopped(letters):
    to_askers = {name for name, message in letters.items() if message.audience is Audience.ASKER}

    assert sorted([*NEEDED, *BY_LAW, *STEPS]) == sorted(to_askers)


def test_every_letter_of_the_lifecycle_is_written():
    assert {name for row in TABLE for name in row.letters} <= set(LETTERS)


def test_the_answer_comes_with_its_result(world):
    made = world.answered(outcome=Outcome.REFUSED, text="Це **неможливо**.")
    world.publish(made, Outcome.REFUSED)
    with world.inside() as session:
        letter = session.get(Question, made.id).letters[-1]

        assert letter.name == "answered"
        assert "Це **неможливо**." in letter.body_text
        assert "<strong>неможливо</strong>" in letter.body_html
        assert render_template_string("{{ code | outcome_label }}", code=Outcome.REFUSED) in letter.body_text
