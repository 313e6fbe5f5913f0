"""Labels of questions, for staff alone."""

from collections.abc import Iterable

from sqlalchemy import select

from reception.extensions import db
from reception.models import Label, QuestionLabel, SavedFilter


def labels() -> list[Label]:
    """Return the labels that questions have, by name."""
    return list(db.session.scalars(select(Label).order_by(Label.name)))


def labels_of(question_ids: Iterable[int]) -> dict[int, list[Label]]:
    """Return the labels of questions, by question."""
    query = select(QuestionLabel.question_id, Label).join(Label, Label.id == QuestionLabel.label_id)
    found: dict[int, list[Label]] = {}
    for question_id, label in db.session.execute(query.where(QuestionLabel.question_id.in_(question_ids)).order_by(Label.name)):
        found.setdefault(question_id, []).append(label)
    return found


def names_of(label_ids: set[int]) -> dict[int, str]:
    """Return the names of labels by their numbers, of those that are still in use."""
    return dict(db.session.execute(select(Label.id, Label.name).where(Label.id.in_(label_ids))).all()) if label_ids else {}


def saved_filters(account_id: int) -> list[SavedFilter]:
    """Return the filters that a librarian keeps, by name."""
    own = SavedFilter.account_id == account_id
    return list(db.session.scalars(select(SavedFilter).where(own).order_by(SavedFilter.name)))
