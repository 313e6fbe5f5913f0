"""A librarian looks at the letters of a decision before they go, and may reword them; the personal link stays what it is."""

import pytest
from sqlalchemy import select

from reception.domain.kinds import VerdictValue
from reception.mail.compose import with_links
from reception.models import Event, Letter, Question, Undo
from tests.web.librarians import address, librarian, seen, tags, text_of

LOOK, LINK = "Спершу показати листи", "[особисте посилання]"
CHOICE = "[посилання: які листи надходять]"


@pytest.fixture
def desk(client, world):
    return librarian(client, world)


def look(desk, made, action, button=LOOK, **typed):
    return seen(desk.submit(desk.page(address(made, action)), button, **typed))


def texts(page):
    """Return the texts of the letters that a page shows, by field."""
    return {each.get("name"): text_of(each).strip() for each in page.all("textarea") if each.get("name").startswith("letter-")}


def letters(world, made, name):
    """Return text, HTML and both with the links filled in, of the letters of a name."""
    with world.inside() as session:
        rows = session.scalars(select(Letter).where(Letter.question_id == made.id, Letter.name == name).order_by(Letter.id)).all()
        return [(row.body_text, row.body_html, with_links(row, row.body_text), with_links(row, row.body_html)) for row in rows]


# What leads to a decision, its page, what is typed there, the button that takes it, the letter it writes.
DECISIONS = {
    "decline": ("question", "decline", {"note": "Дзвоніть"}, "Відхилити", "declined"),
    "ask": ("accepted", "ask", {"text": "Де саме?"}, "Запитати", "clarification_asked"),
    "recall": ("referred", "recall", {"reason": "Помилка"}, "Відкликати", "recalled"),
    "send back": ("answered", "send-back", {"reason": "А коли?"}, "Повернути", "sent_back"),
    "publish": ("answered", "publish", {"wartime_checked": "yes"}, "Надати відповідь", "answered"),
    "close": ("disputed", "close", {"reason": "Зроблено"}, "Закрити", "closed"),
    "reopen": ("published", "reopen", {"reason": "Ще раз"}, "Взяти знову", "reopened"),
}


def prepared(world, stage):
    if stage == "disputed":
        return world.published(verdict=VerdictValue.NOT_SOLVED)
    return getattr(world, stage)()


@pytest.mark.parametrize("decision", DECISIONS)
def test_every_decision_shows_its_letter_and_sends_it_in_the_librarians_words(desk, world, decision):
    stage, page, typed, button, name = DECISIONS[decision]
    made = prepared(world, stage)
    if decision == "decline":
        typed = typed | {"reason": str(world.reason())}
    before = tags(world, made)

    shown = look(desk, made, page, **typed)
    [field] = [key for key in texts(shown) if key.startswith(f"letter-{name}-")]
    assert tags(world, made) == before, "looking does nothing"
    assert not letters(world, made, name)
    own = texts(shown)[field]
    assert "⟦" not in shown.html
    assert "petrenko" not in shown.html

    words = own.replace("Добрий день!", "Доброго здоров’я!\n\nВибачте за <чекання>.")
    assert words != own
    done = desk.submit(shown, button, address(made, page), **{field: words})
    assert done.status_code == 200

    [(text, html, sent_text, sent_html)] = letters(world, made, name)
    expected = words.replace(LINK, "⟦answer-link⟧" if "⟦answer" in text else "⟦asker-link⟧")
    assert text.strip() == expected.replace(CHOICE, "⟦notices-link⟧")
    assert "Вибачте за &lt;чекання&gt;." in html
    assert "[особисте" not in sent_text + sent_html
    if LINK in own:
        [link] = {part for part in sent_text.split() if "/answer/" in part or "/t/" in part}
        assert f'<a href="{link}"' in sent_html
    assert "letter.reworded" in tags(world, made)


def test_what_is_not_changed_goes_as_it_is_with_its_own_layout(desk, world):
    made, reason = world.question(), world.reason()
    shown = look(desk, made, "decline", reason=str(reason), note="Дзвоніть")
    desk.submit(shown, "Відхилити")
    [(_text, html, *_sent)] = letters(world, made, "declined")
    assert "Переглянути" in html or "background: #134b68" in html
    assert "letter.reworded" not in tags(world, made)


def test_without_the_link_a_letter_does_not_leave_and_the_words_stay(desk, world):
    official, made = world.official(), world.accepted()
    shown = look(desk, made, "refer", "Показати листи", officials=str(official))
    field = f"letter-referral-{official}-{made.id}"
    response = desk.submit(shown, "Надіслати листи", **{field: "Ось питання, а посилання нема"})
    assert response.status_code == 400
    assert "Ось питання, а посилання нема" in response.text
    assert world.state(made) == "accepted"
    desk.submit(seen(response), "Надіслати листи", **{field: f"Ось питання: {LINK}"})
    [(text, _html, sent, _sent_html)] = letters(world, made, "referral")
    assert text.startswith("Ось питання: ⟦answer-link⟧\n\n-- \nВи отримали цей лист, бо")  # why it came stands in every letter
    assert "/answer/" in sent


def test_words_for_the_link_are_known_in_the_other_language_too(desk, world):
    official, made = world.official(), world.accepted()
    shown = look(desk, made, "refer", "Показати листи", officials=str(official))
    desk.submit(shown, "Надіслати листи", **{f"letter-referral-{official}-{made.id}": "See [personal link]"})
    assert letters(world, made, "referral")[0][0].startswith("See ⟦answer-link⟧\n\n-- ")


def test_nobody_plants_a_link_into_a_letter_that_has_none(desk, world):
    made = world.referred(official := world.official())
    shown = look(desk, made, "recall", reason="Помилка")
    desk.submit(shown, "Відкликати", **{f"letter-recalled-{official}-{made.id}": "Пробачте ⟦answer-link⟧ ⟦asker-link⟧"})
    [(text, _html, sent, _sent_html)] = letters(world, made, "recalled")
    assert "⟦" not in text
    assert "/answer/" not in sent


def test_each_of_several_letters_keeps_its_own_words(desk, world):
    first, second, made = world.official(), world.official(name="Тарас Гнатюк"), world.accepted()
    shown = look(desk, made, "refer", "Показати листи", officials=[str(first), str(second)])
    assert len(texts(shown)) == 3, "two to officials, and the asker is told"
    desk.submit(shown, "Надіслати листи", **{f"letter-referral-{second}-{made.id}": f"Пане Тарасе, {LINK}"})
    ours, theirs = letters(world, made, "referral")
    assert "Добрий день!" in ours[0]
    assert theirs[0].startswith("Пане Тарасе")
    assert ours[2] != theirs[2]


def test_somebody_quicker_costs_no_words(desk, world, app):
    made, reason = world.question(), world.reason()
    shown = look(desk, made, "decline", reason=str(reason))
    other = librarian(app.test_client(), world)
    other.submit(other.page(address(made, "decline")), "Відхилити", reason=str(reason))
    late = desk.submit(shown, "Відхилити", **{f"letter-declined-asker-{made.id}": "Мої слова"})
    assert late.status_code == 409
    assert "Мої слова" in late.text


def test_an_overlong_letter_is_refused(desk, world):
    made, reason = world.question(), world.reason()
    shown = look(desk, made, "decline", reason=str(reason))
    assert desk.submit(shown, "Відхилити", **{f"letter-declined-asker-{made.id}": LINK + "ш" * 20_001}).status_code == 400
    assert world.state(made) == "received"


def test_the_journal_tells_that_words_were_changed_but_not_which(desk, world):
    made, reason = world.question(), world.reason()
    shown = look(desk, made, "decline", reason=str(reason))
    desk.submit(shown, "Відхилити", **{f"letter-declined-asker-{made.id}": f"Пане Петренку, {LINK}"})
    with world.inside() as session:
        data = [event.data for event in session.scalars(select(Event).where(Event.question_id == made.id))]
        assert {"letter": "declined"} in data
        assert "Петренк" not in str(data)
        assert session.get(Question, made.id).letters[-1].body_text.startswith("Пане Петренку")
        assert "ви вибираєте тут: ⟦notices-link⟧" in session.get(Question, made.id).letters[-1].body_text


def test_looking_at_letters_takes_nothing_in_hand_and_leaves_no_trace(desk, world):
    made, reason = world.question(), world.reason()
    with world.inside() as session:
        version, count = session.get(Question, made.id).version, session.query(Event).count()
    look(desk, made, "decline", reason=str(reason))
    with world.inside() as session:
        assert session.get(Question, made.id).version == version
        assert session.query(Event).count() == count
        assert session.query(Undo).count() == 0


def test_what_the_official_answered_is_nobodys_to_reword(desk, world):
    made = world.answered(text="Засиплемо 6 березня.\n\nДзвоніть: {телефон}")
    shown = look(desk, made, "publish", wartime_checked="yes")
    [(field, own)] = texts(shown).items()
    assert "відповідь: її надішлють так, як її дано" in shown.text
    refused = desk.submit(shown, "Надати відповідь", address(made, "publish"), **{field: f"Усе зробимо. {LINK}"})
    assert refused.status_code == 400
    assert "це сама відповідь" in refused.text
    typed = own.replace("6 березня", "ніколи").replace("Добрий день!", "Доброго здоров’я!")
    desk.submit(shown, "Надати відповідь", address(made, "publish"), **{field: typed})
    [(text, html, *_sent)] = letters(world, made, "answered")
    for body in (text, html):
        assert "Засиплемо 6 березня." in body
        assert "ніколи" not in body
        assert "Доброго здоров’я!" in body
