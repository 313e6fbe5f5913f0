"""No private word gets out: every address of the site is walked by a stranger, and whatever else readers get is read."""

import itertools
import json
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from reception.models import Attachment, Authority, Cut, Letter
from reception.queries.archive import similar
from reception.queries.engine import engine
from reception.services import alerts, exports, indexing, triage
from reception.services.attachment_texts import read_texts
from tests.journeys.leaks import PUBLIC_FILE, Town
from tests.journeys.leaks_recorded import MARK, PHONE, PUBLIC_ANSWER, PUBLIC_SUBJECT, PUBLIC_TEXT, mark

PRIVATE = re.compile(f"{MARK}|{PHONE}", re.IGNORECASE)
STAFF = {"desk", "admin"}
SEARCHES = ("/archive", "/feed.atom", "/api/v1/questions")


@pytest.fixture
def town(world, caplog):
    """The town, its index up to date; what is logged meanwhile is kept."""
    caplog.set_level("DEBUG", logger="reception")
    caplog.set_level("INFO")
    town = Town(world)
    with world.inside():
        while read_texts():
            pass
        indexing.rebuild()
    return town


@pytest.fixture
def stranger(app):
    """A browser of somebody whom nobody knows. Pages are not checked here, only read."""
    return FlaskClient(app, app.response_class)


def values(town):
    """Return what may stand in an address, by the name that the URL map has for it."""
    with town.world.inside() as session:
        files = list(session.scalars(select(Attachment.id)))
    return {
        "number": [made.number for made in town.all],
        "file_id": files[:2],
        "slug": [*town.slugs(Authority), "nazva"],
        "token": ["x"],
        "filename": ["css/reception.css"],
    }


def addresses(app, town):
    """Return every address that can be read, with each value in its places. A name that is not known here is an error, but
    for staff pages, which a stranger does not reach: say above what may stand in its place."""
    known = values(town)
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods:
            names = sorted(rule.arguments)
            if rule.endpoint.split(".")[0] in STAFF:
                known = dict.fromkeys(names, [1]) | known
            for chosen in itertools.product(*(known[name] for name in names)):
                yield rule, rule.build(dict(zip(names, chosen, strict=True)))[1]


def leaks(text):
    return sorted(set(PRIVATE.findall(text)))


def test_no_address_tells_a_stranger_anything_private(app, town, stranger, caplog):
    walked, told, public = set(), [], 0
    for rule, address in addresses(app, town):
        with stranger.get(address) as response:
            assert response.status_code < 500, f"{address} gave {response.status}"
            text = response.get_data().decode("utf-8", "replace") + str(response.headers)
        walked.add(rule.endpoint)
        told += [f"{address}: {found}" for found in leaks(text)]
        public += PUBLIC_SUBJECT in text

    assert not told
    assert public >= 6, "the public words should be seen on the first page, in archive, question, feed, API"
    assert {f"public.{name}" for name in ("home", "archive", "question", "file", "stats", "feed", "sitemap")} <= walked
    assert not leaks(caplog.text)


def test_what_was_cut_is_kept_with_the_original_for_staff_alone(town):
    """The walk above would have met it: the piece is a telephone that must not be met."""
    with town.world.inside() as session:
        words = [cut.words for cut in session.scalars(select(Cut).where(Cut.question_id == town.all[0].id))]
    assert any(leaks(each) for each in words)


def test_searching_for_a_private_word_finds_nothing(town, stranger):
    for word in ("subject", "text", "name", "email", "note", "rawanswer", "unpublished", "privatetext", "hiddentext", "comment"):
        assert stranger.get("/api/v1/questions", query_string={"q": mark(word)}).json["total"] == 0
        with town.world.inside():
            assert engine().search(mark(word), {}).total == 0


def test_of_attached_files_only_those_that_readers_may_open_are_found(town, stranger):
    """Of the question that everybody sees one file is public; the others of it, and those of all other questions, are not."""
    assert stranger.get("/api/v1/questions", query_string={"q": "ліхтар"}).json["total"] == 1
    assert "<mark>ліхтарі</mark>" in stranger.get("/archive", query_string={"q": "листом про ліхтар"}).text
    with town.world.inside() as session:
        assert [text for text in session.scalars(select(Attachment.text)) if text] == [PUBLIC_FILE]
        for stage in ("private", "hidden", "declined", "withdrawn", "new"):
            assert engine().search(mark(f"{stage}pdf"), {}).total == 0


def test_what_was_public_when_its_file_was_read_is_not_found_once_it_is_hidden(town):
    town.do(triage.hide, town.all[0], "Прохання заявника")
    with town.world.inside():
        indexing.catch_up()
        assert engine().search("ліхтар", {}).total == 0


def test_what_is_found_by_public_words_shows_only_public_words(town, stranger):
    for path, q in itertools.product(SEARCHES, ("сквер", "лавка", "полагодити", "Петренко", PHONE)):
        text = stranger.get(path, query_string={"q": q}).text
        assert not leaks(text.replace(q, "")), f"{path}?q={q}"
    assert PUBLIC_SUBJECT in stranger.get("/archive", query_string={"q": "лавка"}).text


def test_similar_questions_are_public_questions(town, stranger):
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', stranger.get("/ask").text)[1]

    text = stranger.post("/ask/similar", data={"q": PUBLIC_TEXT, "csrf_token": token}).text

    assert PUBLIC_SUBJECT in text
    assert not leaks(text)
    with town.world.inside():
        assert not leaks(repr(similar(f"{mark('text')} {mark('privatetext')} сквер")))


def test_the_index_holds_nothing_private(town, settings):
    files = [path for path in settings.index.rglob("*") if path.is_file()]

    assert any("лавк".encode() in path.read_bytes() for path in files), "the index should hold the public words readably"
    assert not [path.name for path in files if MARK.encode() in path.read_bytes().lower() or PHONE.encode() in path.read_bytes()]


def test_the_public_export_holds_nothing_private(town):
    with town.world.inside():
        text = json.dumps(list(exports.export_public()), ensure_ascii=False, default=str)

    assert PUBLIC_ANSWER in text
    assert not leaks(text)


def test_letters_to_subscribers_hold_nothing_private(world, clock):
    """Those who want to hear of everything, or just of the private words, are told of what is public."""
    for query in ("", "q=сквер", f"q={mark('text')}", f"q={mark('name')}", f"q={PHONE}"):
        world.subscribed(query)
    clock.advance(minutes=1)
    Town(world)
    with world.inside() as session:
        indexing.rebuild()
        clock.advance(minutes=11)
        assert alerts.write_due() == 2
        letters = session.scalars(select(Letter).where(Letter.name == alerts.NAME)).all()
        texts = [letter.subject + letter.body_text + letter.body_html for letter in letters]

    assert all(PUBLIC_SUBJECT in text for text in texts)
    assert not leaks("".join(texts))


def test_whoever_asked_the_same_reads_nothing_private_of_the_other(town, stranger, world):
    """Neither on the own page nor in letters, whatever happens to the question that is answered for both."""
    main, again = town.asked_twice()
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', stranger.get("/track").text)[1]
    entered = {"number": again.number, "pin": again.pin, "csrf_token": token}
    page = stranger.post("/track", data=entered, follow_redirects=True).text
    with world.inside() as session:
        letters = session.scalars(select(Letter).where(Letter.question_id == again.id)).all()
        texts = [letter.subject + letter.body_text + letter.body_html for letter in letters]

    assert main.number in page
    assert PUBLIC_ANSWER in page
    assert any(PUBLIC_ANSWER in text for text in texts)
    assert not leaks(page)
    assert not leaks("".join(texts))
