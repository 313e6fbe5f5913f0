"""What earlier decisions suggest for a new question, and the decisions themselves. Nothing is taken by itself."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, func, select

from reception.domain.lifecycle import State
from reception.extensions import db
from reception.models import Authority, Learnt, Question, Topic
from reception.queries.choices import is_offered
from reception.queries.visibility import public
from reception.search.learning import Model, unpacked

NEWEST = 20_000
"""Decisions that are learnt from, the newest ones: learning takes the same time however old the archive is."""

NAMES = {"topic": (Topic, Question.topic_id), "authority": (Authority, Question.authority_id)}
_KEY = "reception_learnt"


@dataclass(frozen=True)
class Suggestion:
    """A topic or a body for a question, and the words of it for which it is suggested."""

    name: str
    row: Topic | Authority
    words: tuple[str, ...]


def suggestions(question: Question) -> list[Suggestion]:
    """Return what is suggested for a question's public text: of what is in use, is not chosen already, and where it is sure."""
    found = []
    for name, model in _models().items():
        guess = model.sure(_text(question.public_subject, question.public_text))
        kind, _column = NAMES[name]
        if guess and is_offered(kind, guess.label) and guess.label != getattr(question, f"{name}_id"):
            found.append(Suggestion(name, db.session.get(kind, guess.label), guess.words))
    return found


def _models() -> dict[str, Model]:
    """Return the models that are stored; each is unpacked once by each process."""
    stored = dict(db.session.execute(select(Learnt.name, Learnt.at).order_by(Learnt.name.desc())).all())
    kept = current_app.extensions.setdefault(_KEY, {})
    for name, at in stored.items():
        if name in NAMES and kept.get(name, (None,))[0] != at:
            kept[name] = at, unpacked(db.session.scalar(select(Learnt.body).where(Learnt.name == name)))
    return {name: kept[name][1] for name in stored if name in kept}


def decisions(name: str) -> Iterator[tuple[int, str]]:
    """Yield the newest decisions on a topic or a body in order of time, each with the text that it was made on.

    Only texts that readers may see: their words are kept, and nobody takes them out of what was learnt.
    """
    _kind, column = NAMES[name]
    newest = _decided(select(Question.id), column).order_by(Question.id.desc()).limit(NEWEST)
    wanted = select(column, Question.public_subject, Question.public_text).where(Question.id.in_(newest)).order_by(Question.id)
    for label, subject, text in db.session.execute(wanted):
        yield label, _text(subject, text)


def _text(subject: str, text: str) -> str:
    """Return what is read of a question: the subject only where it is more than the text's first words."""
    return text if text.startswith(subject.rstrip(".… ")) else f"{subject}\n{text}"


def decided(name: str) -> int:
    """Return how many decisions there are."""
    _kind, column = NAMES[name]
    return db.session.scalar(_decided(select(func.count(Question.id)), column)) or 0


def _decided(query: Select, column: ColumnElement[int]) -> Select:
    states = [State.RECEIVED] if column is Question.topic_id else [State.RECEIVED, State.ACCEPTED]
    return query.where(and_(public(), column.is_not(None), Question.state.not_in([*states, State.DECLINED])))
