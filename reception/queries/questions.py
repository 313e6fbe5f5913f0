"""Public questions as readers see them, in a constant number of queries."""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload, undefer
from sqlalchemy.orm.attributes import set_committed_value

from reception.domain.errors import NotFound
from reception.domain.roles import PUBLIC
from reception.extensions import db
from reception.models import Answer, Asker, Attachment, Authority, Promise, Question
from reception.queries.public_view import PublicFile, PublicQuestion, public_view
from reception.queries.visibility import find, visible_to

_PARTS = (
    joinedload(Question.topic),
    joinedload(Question.authority).selectinload(Authority.former_names),
    joinedload(Question.branch),
    joinedload(Question.decline_reason),
    selectinload(Question.answers).selectinload(Answer.attachments),
    # Few answers have any of these: they come with the answers, not by queries of their own.
    selectinload(Question.answers).joinedload(Answer.versions),
    selectinload(Question.answers).joinedload(Answer.promise).joinedload(Promise.reports),
    selectinload(Question.attachments),
    selectinload(Question.verdicts),
    selectinload(Question.clarifications),
    selectinload(Question.events),
    selectinload(Question.deadlines),
    selectinload(Question.referrals),
    undefer(Question.supporters),
)


def public_question(number: str) -> PublicQuestion:
    """Return the question of a number. Raises NotFound, or Withdrawn with the reason if it was taken down."""
    return public_view(find(PUBLIC, number))


def public_questions(ids: Sequence[int]) -> list[PublicQuestion]:
    """Return the public questions among some ids, in the order of the ids."""
    wanted = select(Question).where(Question.id.in_(ids), visible_to(PUBLIC)).options(*_PARTS)
    questions = db.session.scalars(wanted).all()
    _load_names(questions)
    views = {question.id: public_view(question) for question in questions}
    return [views[each] for each in ids if each in views]


def _load_names(questions: Iterable[Question]) -> None:
    """Load those askers whose names may be published, at once; of nobody else is the row even read."""
    named = {question.id: question for question in questions if question.may_publish_name}
    if not named:
        return
    askers = {asker.question_id: asker for asker in db.session.scalars(select(Asker).where(Asker.question_id.in_(named)))}
    for question_id, question in named.items():
        set_committed_value(question, "asker", askers.get(question_id))


def file_texts(files: Iterable[PublicFile]) -> dict[int, str]:
    """Return by id what stands in some files that readers may open, as far as it was read; nothing for those without text."""
    ids = [file.id for file in files]
    if not ids:
        return {}
    rows = db.session.execute(select(Attachment.id, Attachment.text).where(Attachment.id.in_(ids), Attachment.text != ""))
    return dict(rows.all())


def public_file(number: str, file_id: int) -> Attachment:
    """Return a file that readers may open. Raises as `public_question`; NotFound for a file that is not public or not its."""
    question = find(PUBLIC, number)
    if all(file.id != file_id for file in public_view(question).all_files):
        raise NotFound
    return db.session.get(Attachment, file_id)
