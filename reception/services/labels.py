"""Librarians label questions for themselves, and keep filters of the queue under names of their own."""

from contextlib import suppress

from sqlalchemy import delete, exists, select
from sqlalchemy.exc import IntegrityError

from reception.domain.errors import Invalid, NotFound
from reception.domain.events import Tag
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor
from reception.domain.text import clean_line
from reception.extensions import db
from reception.models import Label, Question, QuestionLabel, SavedFilter
from reception.permissions import require
from reception.services.journal import record
from reception.services.transaction import transaction

LONGEST = 40
MOST = 10
"""Labels of one question."""

LONGEST_NAME = 60
MOST_FILTERS = 30
LONGEST_QUERY = 300


def add(actor: Actor, question: Question, typed: str) -> None:
    """Give a question labels, several with commas between them. It contradicts nobody, so it makes no page old.

    Raises Invalid, with the field, if there is none, or too long a one, or too many.
    """
    names = dict.fromkeys(name for part in typed.split(",") if (name := clean_line(part).lower()))
    if not names:
        raise Invalid("label_needed", field="labels")
    if any(len(name) > LONGEST for name in names):
        raise Invalid("line_too_long", field="labels", limit=LONGEST)
    with transaction():
        require(actor, Permission.TRIAGE, question)
        _hold(question)
        there = set(db.session.scalars(_of(question)))
        wanted = [_label(name).id for name in sorted(names)]  # in one order, or two librarians might wait for each other
        new = [label_id for label_id in wanted if label_id not in there]
        if len(there) + len(new) > MOST:
            raise Invalid("too_many_labels", field="labels", limit=MOST)
        db.session.add_all(QuestionLabel(question_id=question.id, label_id=label_id) for label_id in new)
        if new:
            record(Tag.LABELLED, actor, question, added=new, removed=[])


def remove(actor: Actor, question: Question, label_id: int) -> None:
    """Take a label off a question; one that no question has is forgotten."""
    with transaction():
        require(actor, Permission.TRIAGE, question)
        this = (QuestionLabel.question_id == question.id, QuestionLabel.label_id == label_id)
        if db.session.execute(delete(QuestionLabel).where(*this)).rowcount:
            record(Tag.LABELLED, actor, question, added=[], removed=[label_id])
        _forget_unused()


def erase(question: Question) -> None:
    """Take all labels off a question, without a trace: its asker's term is over. Call it in a transaction."""
    db.session.execute(delete(QuestionLabel).where(QuestionLabel.question_id == question.id))
    _forget_unused()


def _forget_unused() -> None:
    """Forget labels that no question has, but none that somebody is giving to one at this moment."""
    unused = ~exists().where(QuestionLabel.label_id == Label.id)
    free = db.session.scalars(select(Label.id).where(unused).with_for_update(skip_locked=True)).all()
    # Looked at once more: a question may have got it between the look and the lock.
    db.session.execute(delete(Label).where(Label.id.in_(free), unused))


def _hold(question: Question) -> None:
    """Let whoever labels the same question at this moment wait, and then see what it has."""
    db.session.execute(select(Question.id).where(Question.id == question.id).with_for_update(key_share=True))


def _of(question: Question):
    return select(QuestionLabel.label_id).where(QuestionLabel.question_id == question.id)


def _label(name: str) -> Label:
    """Return the label of a name, made if it is new, and held: nobody forgets it until a question has it.

    Somebody else may be making or forgetting it at this moment, so it is looked for until it is there.
    """
    query = select(Label).where(Label.name == name).with_for_update(read=True, key_share=True)
    while (found := db.session.scalar(query)) is None:
        with suppress(IntegrityError), db.session.begin_nested():
            db.session.add(Label(name=name))
    return found


def keep_filter(actor: Actor, name: str, query: str) -> None:
    """Keep a filter of the queue; one of the same name gives way.

    Raises Invalid, with the field, for no name, too long a one, and too many filters.
    """
    name = clean_line(name)
    if not name:
        raise Invalid("field_needed", field="name")
    if len(name) > LONGEST_NAME:
        raise Invalid("line_too_long", field="name", limit=LONGEST_NAME)
    with transaction():
        require(actor, Permission.READ_STAFF)
        own = select(SavedFilter).where(SavedFilter.account_id == actor.account_id)
        kept = {row.name: row for row in db.session.scalars(own)}
        if name in kept:
            kept[name].query = query[:LONGEST_QUERY]
        elif len(kept) >= MOST_FILTERS:
            raise Invalid("too_many_filters", field="name", limit=MOST_FILTERS)
        else:
            db.session.add(SavedFilter(account_id=actor.account_id, name=name, query=query[:LONGEST_QUERY]))


def forget_filter(actor: Actor, filter_id: int) -> None:
    """Forget a filter of one's own. Raises NotFound for any other."""
    with transaction():
        row = db.session.get(SavedFilter, filter_id)
        if row is None or row.account_id != actor.account_id:
            raise NotFound
        db.session.delete(row)
