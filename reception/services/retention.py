"""What is known of an asker is kept as long as the law has appeals kept, and no longer (Instruction 348, five years)."""

from dateutil.relativedelta import relativedelta
from sqlalchemy import delete, or_, select, update
from sqlalchemy.orm import aliased

from reception.current import settings
from reception.domain import clock
from reception.domain.events import Tag
from reception.domain.lifecycle import FINAL
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.models import Asker, AskerLink, Audience, Letter, Merge, Question, Return
from reception.services import corrections, cuts, delegating, labels, objections, promises, public_files, uploads
from reception.services.journal import record
from reception.services.transaction import transaction

BATCH = 200


def erase_contacts() -> int:
    """Erase name, contacts, letters and links of askers whose questions ended long ago; return of how many questions.

    The question, its answer and the journal stay; of the originals goes what the library had cut, and of their files those
    that readers never saw, such as a letter on paper. The term is the setting `retention_years`, from the last change.
    """
    files = []
    with transaction():
        questions = db.session.scalars(_overdue()).all()
        for question in questions:
            db.session.execute(delete(Letter).where(Letter.question_id == question.id, Letter.audience == Audience.ASKER))
            db.session.execute(delete(AskerLink).where(AskerLink.question_id == question.id))
            db.session.execute(update(Merge).where(Merge.question_id == question.id).values(objection=None))
            db.session.execute(update(Return).where(Return.question_id == question.id).values(note=None, added=None))
            db.session.delete(question.asker)
            cuts.erase(question)
            labels.erase(question)
            delegating.erase(question)
            files += uploads.forget(question)
            files += corrections.erase(question)
            files += public_files.erase(question)
            objections.erase(question)
            promises.erase(question)
            if question.recording:
                question.recording.late_reason = None
            record(Tag.CONTACTS_ERASED, SYSTEM, question)
    uploads.remove(files)
    return len(questions)


def _overdue():
    before = clock.now() - relativedelta(years=settings().retention_years)
    ended = Question.state.in_(FINAL), Question.changed_at < before
    # What is merged ends with the question that is answered for it.
    main = aliased(Question)
    main_ended = or_(main.id.is_(None), main.state.in_(FINAL) & (main.changed_at < before))
    rows = select(Question).join(Asker).outerjoin(main, Question.merged_into_id == main.id)
    return rows.where(*ended, main_ended).order_by(Question.id).limit(BATCH)
