"""Questions that ask the same are joined: one is answered for all, and every asker is told.

Only public questions are, and those of one person: a formal appeal and an information request each have a right to an answer
of their own (Law 393/96-ВР, art. 15, 18; Law 2939-VI, art. 14, 20), so another person's never stands for it.
"""

from collections.abc import Collection

from sqlalchemy import select

from reception.domain import clock
from reception.domain.errors import Invalid, NotAllowed
from reception.domain.events import Tag
from reception.domain.kinds import Kind
from reception.domain.lifecycle import Action, State
from reception.domain.phones import telling_digits
from reception.domain.roles import SYSTEM, Actor
from reception.domain.text import LONGEST_REASON, checked_text, clean_text
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import Asker, Merge, Question
from reception.services import claims, dates
from reception.services.journal import record
from reception.services.move import check, move
from reception.services.post import post
from reception.services.refer import take_back
from reception.services.transaction import transaction
from reception.services.undoable import undoable


def merge(actor: Actor, question: Question, number: str, version: int | None = None) -> Question:
    """Join a question with the one of a number; return that one, or the one into which it has been merged itself.

    What was merged into the question goes along. Officials who have it are told that no answer is expected.
    Raises Invalid, for the field "into", if the two may not be joined.
    """
    with transaction(), undoable(actor, question, Action.MERGE):
        main = _locked(question, number)
        check(question, Action.MERGE, actor, version)
        must_fit(question, main)
        claims.check_free(actor, main, Action.MERGE)
        told = take_back(question)
        question.resume_state = State.ACCEPTED if question.state is State.REFERRED else question.state
        followers = list(question.duplicates)
        _join(actor, question, main)
        move(question, Action.MERGE, actor, occasion=Occasion(question, told), into=main.number)
        dates.stop(question)
        for each in followers:
            _leave(each)
            _join(actor, each, main)
            record(Tag.MERGED, actor, each, into=main.number)
            post(("merged",), Occasion(each))
        return main


def unmerge(actor: Actor, question: Question, reason: str, version: int | None = None) -> None:
    """Part a question from the one it was merged into: it goes on where it was, by the date that ran then."""
    with transaction():
        check(question, Action.UNMERGE, actor, version)
        main = question.merged_into
        reason = clean_text(reason)
        _leave(question)
        record(Tag.PARTED, actor, main, number=question.number)
        occasion = Occasion(question, reason=reason)
        move(question, Action.UNMERGE, actor, occasion=occasion, into=main.number, reason=reason)
        _go_on(question)


def unjoin(actor: Actor, question: Question, follower_ids: Collection[int]) -> None:
    """Take a joining back at once, as if it had never been; what had come along follows the question again. Call it in a
    transaction."""
    main = question.merged_into
    followers = [each for each in main.duplicates if each.id in follower_ids]
    for each in (question, *followers):
        db.session.delete(_leave(each))
        record(Tag.PARTED, actor, main, number=each.number)
    db.session.flush()
    for each in followers:
        db.session.refresh(each, ["merges"])
        each.merges[-1].ended_at, each.merged_into = None, question
        record(Tag.UNDONE, actor, each, event_id=max(event.id for event in each.events if event.tag is Tag.MERGED))
    db.session.flush()
    _count_askers(question)


def object_to(actor: Actor, question: Question, words: str) -> None:
    """Take the asker's word that it is another matter: the question goes on where it was. Raises Invalid without words."""
    with transaction():
        check(question, Action.OBJECT, actor)
        main = question.merged_into
        row = _leave(question)
        row.objection = checked_text(words, "text", LONGEST_REASON)
        record(Tag.PARTED, actor, main, number=question.number)
        move(question, Action.OBJECT, actor, into=main.number, merge_id=row.id)
        _go_on(question)


def drop_out(actor: Actor, question: Question) -> None:
    """End the joining of a question that its asker withdraws, if it was joined with another. Call it in a transaction."""
    if question.merged_into:
        record(Tag.PARTED, actor, question.merged_into, number=question.number)
        _leave(question)
        question.resume_state = None


def release(question: Question) -> None:
    """Let what was merged into a question go on by itself, since that one will not be answered. Call it in a transaction."""
    for each in list(question.duplicates):
        _leave(each)
        record(Tag.PARTED, SYSTEM, question, number=each.number)
        move(each, Action.RELEASE, SYSTEM, into=question.number)
        _go_on(each)


def take_as_joined(question: Question, main: Question) -> None:
    """Put a question that comes from another system where it was there: joined with another. Call it in a transaction."""
    question.state, question.resume_state = State.DUPLICATE, question.state
    _join(SYSTEM, question, main)
    dates.stop(question)


def _locked(question: Question, number: str) -> Question:
    """Return the question to join with, both held against whoever would join, answer or withdraw one at this moment."""
    found = db.session.scalar(select(Question).where(Question.number == number))
    if found is None:
        raise Invalid("number_unknown", field="into")
    while True:
        main = found.merged_into or found
        both = select(Question).where(Question.id.in_((question.id, found.id, main.id))).order_by(Question.id)
        db.session.scalars(both.with_for_update(of=Question).execution_options(populate_existing=True)).all()
        if (found.merged_into or found) is main:
            return main


def must_fit(question: Question, other: Question) -> None:
    """Raise Invalid, for the field "into", if a question may not be joined with another, or with what that was joined with."""
    main = other.merged_into or other
    if main is question:
        raise Invalid("merge_self", field="into")
    if question.published_at or question.waiting_answers:
        raise Invalid("merge_answered", field="into")
    if main.state in (State.DECLINED, State.WITHDRAWN):
        raise Invalid("merge_ended", field="into", number=main.number)
    if not main.may_publish or main.hidden_at:
        raise Invalid("merge_not_public", field="into", number=main.number)
    if question.public_at and not main.public_at:
        raise Invalid("merge_not_yet_public", field="into", number=main.number)
    if main.kind is not question.kind:
        raise Invalid("merge_kinds", field="into")
    if question.kind is not Kind.PUBLIC_QUESTION and not _same_person(question.asker, main.asker):
        raise Invalid("merge_own_right", field="into")


def _join(actor: Actor, question: Question, main: Question) -> None:
    counted = [main, *(each for each in main.duplicates if each is not question)]
    same = any(_same_person(question.asker, each.asker) for each in counted)
    question.merged_into = main
    db.session.add(
        Merge(question=question, into=main, account_id=actor.account_id, at=clock.now(), same_asker=same),
    )
    main.changed_at = clock.now()  # whoever answers or withdraws it at this moment looks again
    record(Tag.JOINED, actor, main, number=question.number)
    db.session.flush()


def _leave(question: Question) -> Merge:
    row = next((row for row in reversed(question.merges) if row.ended_at is None), None)
    if row is None:
        raise NotAllowed("not_in_this_state", state=question.state.value)
    row.ended_at = clock.now()
    main, question.merged_into = question.merged_into, None
    main.changed_at = clock.now()
    db.session.flush()
    _count_askers(main)
    return row


def _count_askers(main: Question) -> None:
    """Say anew of each question joined with another whether its asker is counted already."""
    counted = [main]
    holding = select(Merge).where(Merge.into_id == main.id, Merge.ended_at.is_(None)).order_by(Merge.id)
    for row in db.session.scalars(holding):
        row.same_asker = any(_same_person(row.question.asker, each.asker) for each in counted)
        counted.append(row.question)


def _go_on(question: Question) -> None:
    question.resume_state = None
    dates.resume(question, "unmerged")


def _same_person(one: Asker | None, other: Asker | None) -> bool:
    """Tell whether two askers are surely one person: by the e-mail, or by name and telephone."""
    if one is None or other is None:
        return False
    if one.email and other.email:
        return one.email.casefold() == other.email.casefold()
    digits = telling_digits(one.phone)
    if not (digits and one.name and other.name):
        return False
    return one.name.casefold() == other.name.casefold() and digits == telling_digits(other.phone)
