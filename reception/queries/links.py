"""Links to answer by: why one no longer leads to its referral, whether a fresh one may be had, who has used it and when."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select

from reception.extensions import db
from reception.models import AnswerLink, Enclosure, Event, Letter, LinkVisit, Question, ReferralState
from reception.queries.office import is_alive

OPENED = LinkVisit.method == "GET"
"""A visit that may have been a person's: HEAD is a program's, and a page fetched before anybody asked for it is nobody's."""

MOVED = "links_moved"
"""The letter that brings fresh links to an official's new address."""


class Over(StrEnum):
    """Why a link is over: each has a page with its own words."""

    RECALLED = "recalled"
    NOT_OURS = "not_ours"
    PASSED_BACK = "passed_back"
    """It was a colleague's, and the colleague does not have the question any more."""
    REPLACED = "replaced"
    REVOKED = "revoked"
    EXPIRED = "expired"


_ENDED = {ReferralState.RECALLED: Over.RECALLED, ReferralState.NOT_OURS: Over.NOT_OURS}


def why_over(link: AnswerLink) -> Over:
    """Return why a link is over."""
    if link.referral.state in _ENDED:
        return _ENDED[link.referral.state]
    if link.delegation and not link.delegation.is_standing:
        return Over.PASSED_BACK
    if newer(link):
        return Over.REPLACED
    return Over.REVOKED if newest(link).revoked_at else Over.EXPIRED


def newest(link: AnswerLink) -> AnswerLink:
    """Return the last link of the same person to the same referral."""
    return link if link.stand_in else link.person.link


def newer(link: AnswerLink) -> AnswerLink | None:
    """Return the link of the same person to the same referral that works in place of this one, if there is one."""
    last = newest(link)
    return last if last is not link and is_alive(last) else None


def may_be_renewed(link: AnswerLink) -> bool:
    """Tell whether a fresh link may be mailed: the person has the referral or has answered it, and can be reached."""
    if link.stand_in:
        return False
    if link.referral.state not in (ReferralState.OPEN, ReferralState.ANSWERED) or not link.person.can_be_reached:
        return False
    return link.delegation is None or link.delegation.is_standing


@dataclass(frozen=True)
class Use:
    """What was done by a link: how often and when it was opened, and the last act, a line of the journal."""

    times: int = 0
    first: dt.datetime | None = None
    last: dt.datetime | None = None
    act: Event | None = None


def was_opened(links: Iterable[AnswerLink]) -> bool:
    """Tell whether any of some links was ever opened: then their letter has been read, whatever a mail server says."""
    visits = select(LinkVisit.id).where(LinkVisit.link_id.in_([link.id for link in links]), OPENED)
    return db.session.scalar(visits.limit(1)) is not None


def mailed_anew(question: Question) -> dict[int, Letter]:
    """Return by the id of a link of a question the letter that brought it to an official's new address."""
    links = [link.id for referral in question.referrals for link in referral.links]
    wanted = Enclosure.link_id.in_(links), Letter.name == MOVED
    query = select(Enclosure.link_id, Letter).join(Enclosure.letter).where(*wanted)
    return dict(db.session.execute(query.order_by(Letter.id)).all())


def uses(question: Question) -> dict[int, Use]:
    """Return by the id of each link of a question what was done by it; opening is told from acting."""
    links = [link.id for referral in question.referrals for link in referral.links]
    opened = select(LinkVisit.link_id, func.count(), func.min(LinkVisit.at), func.max(LinkVisit.at))
    rows = db.session.execute(opened.where(LinkVisit.link_id.in_(links), OPENED).group_by(LinkVisit.link_id))
    found = {link_id: (times, first, last) for link_id, times, first, last in rows}
    acts = {event.link_id: event for event in question.events if event.link_id}
    return {link_id: Use(*found.get(link_id, ()), act=acts.get(link_id)) for link_id in links}
