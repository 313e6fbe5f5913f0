"""Addresses of officials that do not work: what each server said, what waits for them, and who could be asked instead."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import joinedload

from reception.domain.errors import NotFound
from reception.domain.lifecycle import WITH_OFFICIALS
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import AT_HAND, LEAVING, Letter, Official, Question, Referral
from reception.queries.officials import stand_in
from reception.queries.visibility import visible_to


@dataclass(frozen=True)
class Refused:
    """An official whose address a mail server refused."""

    official: Official
    words: str
    """What the server said last; empty if nobody knows."""
    referrals: list[Referral]
    """What this one has, by the date that is due; the question comes with each."""
    letters: int
    """How many letters wait until the address works."""
    deputy: Official | None
    """Who can be asked instead."""


def paused() -> ColumnElement[bool]:
    """The condition under which a letter waits: the address of its official does not work."""
    return select(Official.id).where(Official.id == Letter.official_id, Official.address_refused_at.is_not(None)).exists()


def refused_count() -> int:
    """Return how many officials have an address that does not work."""
    return db.session.scalar(select(func.count()).select_from(Official).where(_is_refused())) or 0


def refused_addresses(actor: Actor) -> list[Refused]:
    """Return the officials whose addresses do not work, those who have been silent longest first."""
    whom = (Official.authority, Official.successor, Official.deputy)
    query = select(Official).where(_is_refused()).options(*(joinedload(each) for each in whom))
    officials = list(db.session.scalars(query.order_by(Official.address_refused_at, Official.id)))
    ids = [official.id for official in officials]
    words, letters = _words(ids), _unsent(ids)
    referrals = _referrals(actor, ids)
    return [
        Refused(each, words.get(each.id, ""), referrals.get(each.id, []), letters.get(each.id, 0), stand_in(each))
        for each in officials
    ]


def refused_address(actor: Actor, official_id: int) -> Refused:
    """Return one of them. Raises NotFound for an address that works."""
    found = next((each for each in refused_addresses(actor) if each.official.id == official_id), None)
    if found is None:
        raise NotFound
    return found


def leaving(official: Official) -> int:
    """Return how many letters to an official are on their way out."""
    return _unsent([official.id]).get(official.id, 0)


def _is_refused() -> ColumnElement[bool]:
    return Official.address_refused_at.is_not(None)


def _words(ids: Iterable[int]) -> dict[int, str]:
    query = select(Letter.official_id, Letter.error).where(Letter.official_id.in_(ids), Letter.error.is_not(None))
    return {row.official_id: row.error for row in db.session.execute(query.order_by(Letter.id))}


def _unsent(ids: Iterable[int]) -> dict[int, int]:
    query = select(Letter.official_id, func.count()).where(Letter.official_id.in_(ids), Letter.state.in_(LEAVING))
    return dict(db.session.execute(query.group_by(Letter.official_id)).all())


def _referrals(actor: Actor, ids: Iterable[int]) -> dict[int, list[Referral]]:
    found: dict[int, list[Referral]] = {}
    at_hand = (Referral.official_id.in_(ids), Referral.state.in_(AT_HAND), Question.state.in_(WITH_OFFICIALS))
    query = select(Referral).join(Referral.question).where(*at_hand, visible_to(actor))
    for referral in db.session.scalars(query.options(joinedload(Referral.question)).order_by(Referral.due_on, Referral.id)):
        found.setdefault(referral.official_id, []).append(referral)
    return found
