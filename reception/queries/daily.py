"""What waits for the letter of the day."""

import datetime as dt
from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from reception.extensions import db
from reception.models import AnswerLink, Official, Referral
from reception.queries.reminders import awaited


def waiting() -> list[Referral]:
    """Return the referrals of which their officials are not told yet, locked: of two workers the second finds none."""
    beside = (contains_eager(Referral.question), joinedload(Referral.official))
    links = selectinload(Referral.links).joinedload(AnswerLink.delegation)
    query = select(Referral).join(Referral.question).where(*awaited(), Referral.awaits_daily).options(*beside, links)
    query = query.options(selectinload(Referral.delegations)).order_by(Referral.due_on, Referral.id)
    return list(db.session.scalars(query.with_for_update(of=Referral)))


def by_official(referrals: list[Referral], before: dt.datetime) -> dict[Official, list[Referral]]:
    """Return what was referred before an instant, by who gets it."""
    found: defaultdict[Official, list[Referral]] = defaultdict(list)
    for referral in referrals:
        if referral.sent_at < before and referral.official.can_be_reached:
            found[referral.official].append(referral)
    return dict(found)
