"""What a librarian took out of a text is kept with the original, by kind and place; its words go with the asker's data."""

from collections.abc import Mapping
from typing import NamedTuple

from sqlalchemy import delete, update

from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.privacy.marks import CutPiece, Part, cut_pieces, with_marks
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Answer, Clarification, Cut, Question, Revision, Verdict
from reception.queries.suspects import suspects


class Of(NamedTuple):
    """Which text was cut: one of the question itself, of an answer, of a verdict or of a clarification."""

    part: Part
    answer: Answer | None = None
    verdict: Verdict | None = None
    clarification: Clarification | None = None


def keep(
    actor: Actor,
    question: Question,
    part: Part,
    original: str,
    public: str,
    answer: Answer | None = None,
    verdict: Verdict | None = None,
    clarification: Clarification | None = None,
) -> None:
    """Keep what the marks of a public text stand for, instead of what was kept for it before. Call it in a transaction."""
    of_it = Of(part, answer, verdict, clarification)
    before = _cuts_of(question, of_it)
    question.cuts = [cut for cut in question.cuts if cut not in before] + [
        Cut(
            **of_it._asdict(), kind=piece.kind, starts=piece.start, ends=piece.end,
            account_id=actor.account_id, at=clock.now(),
        )
        for piece in cut_pieces(original, public, suspects(question, original))
    ]  # fmt: skip


def require_clean(question: Question, texts: Mapping[str, str], may_stay: bool) -> None:
    """Refuse texts that are to become public, by field, while something in them may be personal data.

    Raises Invalid, with the field, unless a librarian has looked at the suspects and said that they may stay.
    """
    if not may_stay:
        for field, text in texts.items():
            if suspects(question, text):
                raise Invalid("personal_data_left", field=field)


def erase(question: Question) -> None:
    """Put marks into the originals for what was cut, and forget the cuts and the edits, which hold the words as well.

    Only retention may: till then an original never changes.
    """
    for part, column in ((Part.SUBJECT, Question.subject), (Part.TEXT, Question.text)):
        _erase_in(Question, question.id, column, getattr(question, column.key), _pieces(question, Of(part)))
    for answer in question.answers:
        _erase_in(Answer, answer.id, Answer.text, answer.text, _pieces(question, Of(Part.ANSWER, answer=answer)))
    for verdict in question.verdicts:
        pieces = _pieces(question, Of(Part.COMMENT, verdict=verdict))
        _erase_in(Verdict, verdict.id, Verdict.comment, verdict.comment, pieces)
    for clarification in question.clarifications:
        for part, column in ((Part.REQUEST, Clarification.request), (Part.REPLY, Clarification.reply)):
            pieces = _pieces(question, Of(part, clarification=clarification))
            _erase_in(Clarification, clarification.id, column, getattr(clarification, column.key), pieces)
    db.session.execute(delete(Revision).where(Revision.question_id == question.id))
    question.cuts = []


def _cuts_of(question: Question, of_it: Of) -> list[Cut]:
    return [cut for cut in question.cuts if Of(cut.part, cut.answer, cut.verdict, cut.clarification) == of_it]


def _pieces(question: Question, of_it: Of) -> list[CutPiece]:
    return [CutPiece(cut.kind, cut.starts, cut.ends) for cut in _cuts_of(question, of_it)]


def _erase_in(model: type, id: int, column, original: str | None, pieces: list[CutPiece]) -> None:
    # Past the mapper, which keeps originals from being changed.
    if pieces:
        db.session.execute(update(model).where(model.id == id).values({column: with_marks(original, pieces)}))
