"""Whom a question can be handed to: those who are there now, in the place of those who are not."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from reception.extensions import db
from reception.models import Authority, Official, Question


@dataclass
class Offer:
    """One official. `instead_of`: who have left, and whose tasks are this one's now; `deputy`: whom to ask while this one
    cannot be reached."""

    official: Official
    instead_of: list[Official] = field(default_factory=list)

    @property
    def deputy(self) -> Official | None:
        """Return who can be asked while this one cannot be reached."""
        return None if self.official.can_be_reached else stand_in(self.official)


@dataclass
class Group:
    """A body with those who answer for it. `comes_first`: it is the one to ask; `after`: bodies whose tasks it has taken over."""

    authority: Authority
    offers: list[Offer]
    comes_first: bool
    after: list[Authority]


def stand_in(official: Official) -> Official | None:
    """Return who can be asked in the place of an official: the one who came after, else the deputy; the first who is there
    and can be reached."""
    waiting, seen = [official.successor, official.deputy], {official.id}
    while waiting:
        other = waiting.pop(0)
        if other is None or other.id in seen:
            continue
        if other.is_in_office and other.can_be_reached:
            return other
        seen.add(other.id)
        waiting += [other.successor, other.deputy]
    return None


def groups(question: Question) -> list[Group]:
    """Return the bodies with those who may answer for them, those to ask first before the others.

    To ask first: whom the citizen or the librarian named, whom another body suggested, who answers for the topic; in the
    place of a body that is over, the one that has its tasks.
    """
    everybody = _everybody()
    offers = {official.id: Offer(official) for official in everybody if official.is_in_office}
    for gone in (official for official in everybody if official.id not in offers):
        if (other := stand_in(gone)) is not None:
            offers[other.id].instead_of.append(gone)
    bodies = list(db.session.scalars(select(Authority).options(joinedload(Authority.successor)).order_by(Authority.name_uk)))
    wanted = _wanted(question, bodies)
    made = []
    for body in bodies:
        own = [offer for offer in offers.values() if offer.official.authority_id == body.id]
        if own:
            after = [gone for gone in wanted if not gone.is_current and gone.heir is body]
            made.append(Group(body, own, body in wanted or bool(after), after))
    return sorted(made, key=lambda group: not group.comes_first)


def _everybody() -> Iterable[Official]:
    whom = (Official.authority, Official.successor, Official.deputy)
    query = select(Official).join(Official.authority).options(*(joinedload(each) for each in whom))
    return db.session.scalars(query.order_by(Authority.name_uk, Official.name)).all()


def _wanted(question: Question, bodies: list[Authority]) -> list[Authority]:
    named = {question.authority_id} | {referral.suggested_authority_id for referral in question.referrals}
    of_topic = set(db.session.scalars(select(Authority.id).where(Authority.topics.any(id=question.topic_id))))
    return [body for body in bodies if body.id in named | of_topic]
