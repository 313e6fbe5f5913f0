"""One question as the desk reads it: everything but the asker's contacts, which are read through a service."""

from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from reception.domain.errors import Invalid, NotFound
from reception.extensions import db
from reception.models import (
    Account,
    Answer,
    AnswerLink,
    AnswerVersion,
    Attachment,
    DeclineReason,
    Delegation,
    Event,
    Letter,
    Official,
    Promise,
    Question,
    Referral,
    Reminder,
)
from reception.queries.corrections import files_of


@dataclass(frozen=True)
class Line:
    """A line of the journal and the name of who acted: a librarian's or an official's; of others the kind says enough."""

    event: Event
    name: str | None


def load_parts(question: Question) -> None:
    """Read what belongs to the parts of a question at once, however many officials have it."""
    whose = (joinedload(Referral.official), joinedload(Referral.suggested_authority))
    referrals = select(Referral).where(Referral.question_id == question.id).options(*whose, selectinload(Referral.links))
    referrals = referrals.options(selectinload(Referral.delegations))
    referrals = referrals.options(selectinload(Referral.reminders).joinedload(Reminder.official))
    of_answer = (selectinload(Answer.attachments), selectinload(Answer.versions).selectinload(AnswerVersion.attachments))
    answers = select(Answer).where(Answer.question_id == question.id).options(*of_answer)
    answers = answers.options(joinedload(Answer.promise).selectinload(Promise.reports))
    for name, query, order in (("referrals", referrals, Referral.id), ("answers", answers, Answer.id)):
        set_committed_value(question, name, db.session.scalars(query.order_by(order)).all())


def journal(question: Question) -> list[Line]:
    """Return all that happened to a question, oldest first, each with who did it."""
    accounts = {event.account_id for event in question.events if event.account_id}
    links = {event.link_id for event in question.events if event.link_id}
    librarians = _pairs(select(Account.id, Account.name).where(Account.id.in_(accounts)))
    officials = _pairs(_named().where(AnswerLink.id.in_(links)))
    return [Line(event, librarians.get(event.account_id) or officials.get(event.link_id)) for event in question.events]


def _named() -> Select[tuple[int, str]]:
    """Select the links and the names of those whose links they are."""
    name = func.coalesce(Official.name, Delegation.name, Referral.official_name)
    return select(AnswerLink.id, name).join(AnswerLink.referral).outerjoin(AnswerLink.delegation).outerjoin(AnswerLink.stand_in)


def names_of(account_ids: set[int | None]) -> dict[int, str]:
    """Return the names of librarians."""
    return _pairs(select(Account.id, Account.name).where(Account.id.in_(account_ids - {None})))


def _pairs(query: Select[tuple[int, str]]) -> dict[int, str]:
    return dict(db.session.execute(query).all())


def of_number(number: str) -> Question:
    """Return the question of a number for staff who typed it. Raises Invalid, for the field "into", if there is none."""
    found = db.session.scalar(select(Question).where(Question.number == number))
    if found is None:
        raise Invalid("number_unknown", field="into")
    return found


def reasons() -> list[DeclineReason]:
    """Return the reasons for which a question may be declined."""
    return list(db.session.scalars(select(DeclineReason).where(DeclineReason.is_active).order_by(DeclineReason.id)))


def file_of(question: Question, file_id: int) -> Attachment | None:
    """Return a file that came with the question, with an answer to it or with a correction of one."""
    files = [*question.attachments, *(file for answer in question.answers for file in files_of(answer))]
    return next((file for file in files if file.id == file_id), None)


def link_of(question: Question, link_id: int) -> AnswerLink | None:
    """Return a link by which an official may answer the question."""
    links = (link for referral in question.referrals for link in referral.links)
    return next((link for link in links if link.id == link_id), None)


def letter_of(question: Question, letter_id: int) -> Letter | None:
    """Return a letter that was written about the question."""
    return next((letter for letter in question.letters if letter.id == letter_id), None)


def busy(question: Question) -> set[int]:
    """Return the officials who have the question at hand."""
    return {referral.official_id for referral in question.at_hand}


def letter_about_none(letter_id: int) -> Letter:
    """Return a letter about no single question. Raises NotFound."""
    letter = db.session.get(Letter, letter_id)
    if letter is None or letter.question_id is not None:
        raise NotFound
    return letter
