"""The index follows the journal: what becomes public is found, what is hidden is not, whatever happened to the index."""

import contextlib
import shutil

import pytest
from sqlalchemy import select

from reception.domain.events import Tag
from reception.domain.roles import ActorKind
from reception.models import Authority, Event, Topic
from reception.queries.documents import documents
from reception.queries.engine import engine
from reception.queries.index_state import index_state
from reception.search.document import Document
from reception.search.hits import IndexUnusable
from reception.services import indexing
from reception.services.indexing import Checked, catch_up, check, rebuild

# The reader lets go of an index that was replaced without closing it: another thread may still be reading.
pytestmark = pytest.mark.filterwarnings("ignore:unclosed file", "ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture
def indexed(world):
    """Bring the index up and say which questions it holds."""

    def ids():
        with world.inside():
            catch_up()
            return engine().ids() if engine().position() else set()

    return ids


def found(world, words) -> list[int]:
    with world.inside():
        return list(engine().search(words, {}).ids)


def test_an_empty_house_has_nothing_to_index(world):
    with world.inside():
        assert catch_up() == 0
        assert engine().position() == 0


def test_a_question_is_found_once_it_is_public(world, indexed):
    made = world.question()
    assert indexed() == set()

    public = world.accepted(subject="Ліхтар біля школи")

    assert indexed() == {public.id}
    assert found(world, "ліхтарі") == [public.id]
    assert made.id not in indexed()


def test_an_answer_is_found_once_it_is_published(world, indexed):
    made = world.answered(text="Замінимо водогін.")
    indexed()
    assert found(world, "водогін") == []

    world.publish(made)
    indexed()

    assert found(world, "водогони") == [made.id]


def test_what_is_hidden_leaves_the_index(world, indexed):
    made = world.published()
    assert indexed() == {made.id}

    world.hide(made)

    assert indexed() == set()


def test_doing_it_again_does_nothing(world, indexed):
    world.published()
    indexed()

    with world.inside():
        assert catch_up() == 0


def test_more_than_a_batch_comes_in_several_steps(world, indexed, monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 2)
    first = world.accepted()
    indexed()
    made = {first.id} | {world.accepted(email=None).id for _ in range(5)}

    assert indexed() == made


def test_an_event_that_appears_behind_the_position_is_read(world, indexed):
    """As on PostgreSQL, where an id is given out before its transaction commits."""
    late = world.accepted(subject="Запізніла подія")
    other = world.accepted()
    with world.inside() as session:
        rows = list(session.scalars(select(Event).where(Event.question_id == late.id)))
        engine().apply([a_document(other.id)], [late.id], max(row.id for row in rows) + 10)

    assert late.id in indexed()


def test_an_index_that_is_lost_or_broken_is_built_anew(world, indexed, settings):
    made = world.published()
    indexed()
    shutil.rmtree(settings.index)
    assert indexed() == {made.id}

    (settings.index / "CURRENT").write_text("{")
    assert indexed() == {made.id}


def test_a_rebuild_says_how_far_it_is(world, monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 2)
    for _ in range(3):
        world.accepted(email=None)
    steps = []

    with world.inside():
        assert rebuild(lambda done, total: steps.append((done, total))) == 3

    assert steps == [(0, 3), (2, 3), (3, 3)]


def test_a_check_finds_and_repairs_what_differs(world, indexed):
    kept, lost = world.accepted(), world.accepted()
    indexed()
    with world.inside():
        engine().apply([a_document(999)], [lost.id], engine().position())

        assert check() == Checked(missing=1, extra=1)
        assert engine().ids() == {kept.id, lost.id}
        assert check() == Checked(missing=0, extra=0)


def test_events_without_a_question_are_no_trouble(world, indexed):
    made = world.accepted()
    indexed()
    world.add(Event(tag=Tag.ACCOUNT_CHANGED, actor=ActorKind.SYSTEM, at=indexing.clock.now(), data={}))

    assert indexed() == {made.id}
    with world.inside():
        assert index_state().lag == 0


def test_what_another_process_built_anew_is_followed_from_where_it_stands(world, indexed):
    first = world.accepted()
    indexed()
    with world.inside():
        before = engine().position()
    second = world.accepted()
    assert indexed() == {first.id, second.id}
    with world.inside():
        engine().rebuild(documents([first.id]), before)

    assert indexed() == {first.id, second.id}


def test_a_check_undoes_nothing_that_is_written_meanwhile(world, indexed, monkeypatch):
    first = world.accepted()
    indexed()
    late = []

    def ids_and_then_a_question():
        monkeypatch.undo()
        found = engine().ids()
        late.append(world.accepted(subject="Новий ліхтар").id)
        catch_up()
        return found

    with world.inside():
        monkeypatch.setattr(engine(), "ids", ids_and_then_a_question)
        check()

    assert indexed() == {first.id, *late}
    assert found(world, "ліхтар") == late


def test_a_new_name_of_a_topic_or_a_body_is_found(world, indexed):
    topic, body = world.topic("Дороги"), world.authority("Відділ А")
    made = world.accepted(topic_id=topic, authority_id=body)
    indexed()
    world.renamed(Topic, topic, "Шляхи")
    world.renamed(Authority, body, "Департамент Б")

    indexed()

    assert found(world, "шляхи") == found(world, "департамент б") == [made.id]


def test_a_rename_that_is_half_written_is_written_again(world, indexed, monkeypatch):
    topic = world.topic("Дороги")
    made = [world.accepted(topic_id=topic).id for _ in range(3)]
    indexed()
    world.renamed(Topic, topic, "Зоопарки")
    monkeypatch.setattr(indexing, "BATCH", 2)
    with world.inside():
        real, calls = engine().apply, []

        def fails_at_first(*batch):
            calls.append(batch)
            if len(calls) == 2:
                raise IndexUnusable("busy")
            real(*batch)

        with monkeypatch.context() as patch, contextlib.suppress(IndexUnusable):
            patch.setattr(engine(), "apply", fails_at_first)
            catch_up()

    indexed()

    assert sorted(found(world, "зоопарки")) == made


def a_document(question_id) -> Document:
    names = "number subject question answer attachments topic authority outcome branch state verdict"
    texts = dict.fromkeys(names.split(), "")
    return Document(id=question_id, asked_on=indexing.clock.today(), answered_on=None, **texts)
