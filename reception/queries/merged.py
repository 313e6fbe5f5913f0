"""Questions that ask the same: what the asker of one may read of the other, and where readers find what was merged.

Of the question that is answered for several, the askers of the others read what readers do, and before it is public only
where it stands: they are strangers to its asker.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from reception.domain.events import SHAPES, Tag, standing
from reception.domain.lifecycle import State
from reception.extensions import db
from reception.models import Authority, Event, Question
from reception.queries.public_view import PublicAnswer, public_view


@dataclass(frozen=True)
class Main:
    """The question into which another was merged, as the other's asker may see it."""

    number: str
    state: State
    subject: str | None
    """The public one; None while the question is not public."""
    authority: Authority | None
    due_on: dt.date | None
    due_at: dt.datetime | None
    answers: tuple[PublicAnswer, ...]
    """Those that were given out, in the text that readers get; none while the question is taken down."""
    is_public: bool
    supporters: int


def main_of(question: Question) -> Main | None:
    """Return what the asker of a merged question may see of the one that is answered for it."""
    main = question.merged_into
    if main is None:
        return None
    shown = public_view(main)
    is_public = main.public_at is not None and main.hidden_at is None
    return Main(
        number=main.number,
        state=main.state,
        subject=shown.subject if is_public else None,
        authority=main.authority,
        due_on=shown.due_on,
        due_at=main.due_at,
        answers=() if main.hidden_at else shown.answers,
        is_public=is_public,
        supporters=main.supporters,
    )


WITHOUT_WORDS = frozenset({Tag.ASKED, Tag.CLARIFIED, Tag.WENT_ON})
"""What happened to the other question that its own asker reads in full; others learn that it happened."""


def events_of_main(question: Question) -> Iterator[Event]:
    """Yield what happened to the question that is answered for a merged one and may be told to others, since it was merged."""
    main, since = question.merged_into, question.merges[-1].at
    for event in standing(main.events):
        if event.at >= since and (SHAPES[event.tag].public or event.tag in WITHOUT_WORDS):
            yield event


def public_main(number: str) -> str | None:
    """Return the number of the public question that stands for a merged one, if that was meant for readers itself."""
    main = aliased(Question)
    meant = (Question.number == number, Question.may_publish, Question.hidden_at.is_(None))
    shown = (main.public_at.is_not(None), main.hidden_at.is_(None))
    return db.session.scalar(select(main.number).join(Question, Question.merged_into_id == main.id).where(*meant, *shown))
