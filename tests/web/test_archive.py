"""The archive: by words, by filters, in order, page by page, and what a reader is told when nothing is found."""

import io
from urllib.parse import quote

import pytest
from sqlalchemy import event

from reception.domain.kinds import VerdictValue
from reception.domain.outcomes import Outcome
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.models import Question
from reception.services import indexing, triage, uploads
from reception.services.attachment_texts import read_texts
from tests.browser.corrected import corrected
from tests.browser.promised import Promised
from tests.pages import words
from tests.pdfs import pdf
from tests.world import PASSWORD


@pytest.fixture
def index(world):
    """Bring the index up to what is public now."""

    def build():
        with world.inside():
            indexing.catch_up()

    return build


@pytest.fixture
def queries(app):
    """The statements that the database is asked."""
    asked = []
    with app.app_context():
        bind = db.engine

    def note(_connection, _cursor, statement, *_rest):
        asked.append(statement)

    event.listen(bind, "before_cursor_execute", note)
    yield asked
    event.remove(bind, "before_cursor_execute", note)


def of_class(page, tag, name):
    return [words(each) for each in page.all(tag) if name in (each.get("class") or "").split()]


def subjects(page):
    return of_class(page, "h2", "question-card__subject")


def count(page):
    return of_class(page, "p", "results__count")[0]


def test_a_word_in_any_form_finds_the_question_and_is_marked(client, world, index):
    world.published(subject="Тепло у класах", text="У школі холодно, діти сидять у куртках.")
    world.published(subject="Яма на дорозі", text="Яма біля зупинки.")
    index()

    page = client.page("/archive?q=школами")

    assert subjects(page) == ["Тепло у класах"]
    assert [words(mark) for mark in page.all("mark")] == ["школі"]


def test_an_answer_is_found_by_its_words_and_shown_without_its_markup(client, world, index):
    world.published(subject="Темно ввечері", text="Немає світла.")
    made = world.answered(subject="Гуде вночі", text="Шум під вікном.")
    world.publish(made)
    waiting = world.referred(subject="Третє питання")
    world.answer(waiting.referral_ids[0], text="**Замінено** трансформатор\nна [підстанції](https://example.com) <b> & лінії.")
    world.publish(waiting)
    index()

    page = client.page("/archive?q=трансформатори")

    assert subjects(page) == ["Третє питання"]
    assert of_class(page, "p", "question-card__snippet") == ["Замінено трансформатор на підстанції <b> & лінії."]


def test_without_words_the_archive_is_a_list_newest_first(client, world):
    world.accepted(subject="Перше питання")
    world.published(subject="Друге питання")
    world.accepted(subject="Не для оприлюднення", may_publish=False)
    world.question(subject="Ще не прийнято")

    page = client.page("/archive")

    assert subjects(page) == ["Друге питання", "Перше питання"]
    assert count(page) == "Знайдено 2 звернення"
    assert subjects(client.page("/archive?sort=oldest")) == ["Перше питання", "Друге питання"]


def test_filters_stand_in_the_address_and_combine(client, world, index):
    roads, trees = world.topic("Дороги", "dorohy"), world.topic("Дерева", "dereva")
    parks = world.authority("Парки", "parky")
    world.published(subject="Яма на дорозі", topic_id=roads, outcome=Outcome.REFUSED)
    world.published(subject="Дерево над дорогою", topic_id=trees, authority_id=parks, verdict=VerdictValue.SOLVED)
    world.accepted(subject="Дорога до школи", topic_id=roads)
    index()

    assert subjects(client.page("/archive?topic=dorohy")) == ["Дорога до школи", "Яма на дорозі"]
    assert subjects(client.page("/archive?topic=dorohy&answered=yes")) == ["Яма на дорозі"]
    assert subjects(client.page("/archive?q=дорога&outcome=9.1")) == ["Дерево над дорогою"]
    solved = client.page("/archive?verdict=solved")
    assert subjects(solved) == ["Дерево над дорогою"]
    assert "Заявник: вирішено" in solved.text
    assert "Дерева" in client.page("/archive?topic=dereva").heading


def test_a_facet_counts_what_choosing_it_would_give(client, world):
    roads, trees = world.topic("Дороги", "dorohy"), world.topic("Дерева", "dereva")
    for topic in (roads, roads, trees):
        world.accepted(topic_id=topic)

    page = client.page("/archive?topic=dereva")

    options = of_class(page, "a", "facet__option")
    assert "Дороги 2" in options
    assert count(page) == "Знайдено 1 звернення"


def test_a_filter_that_means_nothing_can_be_taken_out(client, world):
    world.accepted()

    page = client.page("/archive?topic=давно-немає&month=2026-99&outcome=7.7")

    assert page.heading == "Нічого не знайдено"
    assert len(of_class(page, "span", "chosen__label")) == 3


TYPED = ["q=" + "а" * 5000, "page=-1", "page=99999999999", "page=два", "sort=xyz", "q=%00%FF", "q=%22%27", "topic=%00"]


@pytest.mark.parametrize("query", TYPED)
def test_whatever_is_typed_gives_a_page(client, world, query):
    world.accepted()

    assert client.get(f"/archive?{query}").status_code == 200


def test_what_was_probably_meant_is_offered_with_the_signs_that_were_typed(client, world, index):
    world.published(subject="Ремонт ліфта", text="Ліфт стоїть третій тиждень.")
    index()

    page = client.page("/archive?q=ліфрт+-дорога")

    (offer,) = [each for each in page.all("a") if words(each) == "ліфт -дорога"]
    assert subjects(client.page(offer.get("href"))) == ["Ремонт ліфта"]


def test_the_database_reads_a_query_as_the_index_does(client, world):
    world.published(subject="Ліфт не працює", text="Кабіна гуде.")
    world.published(subject="Ліфт стоїть", text="Тихо.")

    for typed, found in {"ліфт,": 2, "ліф*": 2, '"Ліфт не"': 1, "ліфт -гуде": 1}.items():
        assert len(subjects(client.page(f"/archive?q={quote(typed)}"))) == found, typed


def test_nothing_found_offers_to_ask(client, world, index):
    world.published(subject="Ремонт ліфта", text="Ліфт стоїть третій тиждень.")
    index()

    page = client.page("/archive?q=дирижабль")

    assert page.heading == "Нічого не знайдено"
    ask = next(each for each in page.all("a") if words(each) == "Поставити це питання")
    assert client.page(ask.get("href")).form(action="/ask") is not None
    assert "дирижабль" in client.page(ask.get("href")).html


def test_an_index_that_cannot_be_used_is_told_to_staff_only(client, world, settings):
    world.published(subject="Ліфт стоїть", text="Просимо полагодити.")
    settings.index.mkdir(parents=True, exist_ok=True)
    (settings.index / "CURRENT").write_bytes(b"\x00 not an index")

    page = client.page("/archive?q=ліфт")
    assert subjects(page) == ["Ліфт стоїть"]
    assert "індекс" not in page.text

    client.submit(client.page("/desk/login"), action="/desk/login", login=world.account(), password=PASSWORD)
    assert "Пошуковий індекс пошкоджено" in client.page("/archive?q=ліфт").text


def test_a_hidden_question_leaves_the_list_before_the_index_knows(client, world, index):
    made = world.published(subject="Ліфт стоїть")
    world.published(subject="Ліфт гуде")
    index()
    world.hide(made)

    assert subjects(client.page("/archive?q=ліфт")) == ["Ліфт гуде"]
    assert count(client.page("/archive?q=ліфт")) == "Знайдено 1 звернення"


def test_pages_hold_twenty(client, world):
    for _ in range(21):
        world.accepted()

    assert len(subjects(client.page("/archive"))) == 20
    assert len(subjects(client.page("/archive?page=2"))) == 1
    assert len(subjects(client.page("/archive?page=7"))) == 1


def test_a_list_of_fifty_asks_the_database_no_more_than_one_of_five(client, world, index, queries):
    official = world.official()

    def asked(path):
        client.get(path)
        queries.clear()
        client.get(path)
        return len(queries)

    def make(number):
        for _ in range(number):
            world.published(official, may_publish_name=True, verdict=VerdictValue.SOLVED)
        corrected(world, "Яму засиплють")
        Promised(world, official, "Яму засиплють")
        index()

    make(5)
    few = [asked("/archive"), asked("/archive?q=яма"), asked("/")]
    make(15)
    many = [asked("/archive"), asked("/archive?q=яма"), asked("/")]

    assert few == many
    assert max(many) <= 16


def test_words_that_only_an_attached_file_has_are_shown_from_it(client, world, index):
    with world.inside():
        content = io.BytesIO(pdf("Акт обстеження: труба протікає біля каштана."))
        file = uploads.receive(content, "Петренко.pdf", "form", files=2, size=uploads.CITIZEN_BYTES).id
    world.looked_through(file)
    made = world.question(form_key="form", subject="Вода", text="У дворі мокро.")
    with world.inside() as session:
        edit = triage.Edit(public_attachments=frozenset({file}))
        triage.accept(SYSTEM, session.get(Question, made.id), edit)
        read_texts()
    index()

    (shown,) = of_class(client.page("/archive?q=каштани"), "p", "question-card__snippet")
    assert shown == "З файлу до питання, «Файл 1»: Акт обстеження: труба протікає біля каштана."
    (shown,) = of_class(client.page("/archive?q=двори"), "p", "question-card__snippet")
    assert shown == "У дворі мокро."
