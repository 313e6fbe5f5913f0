"""The letter of the day: what is not urgent comes to an official who wants it so in one letter, when the office opens.

Which questions these are is read from the state of things when the letter is written, and looked at again when it leaves
(`services/enclosures.py`). The authority's term counts from the sending all the same: the official has chosen to read of it
later.
"""

import datetime as dt

from sqlalchemy import delete, select

from reception.current import settings, terms
from reception.domain import clock
from reception.domain.kinds import Pace
from reception.domain.lifecycle import Action, row_of
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.mail.own import daily
from reception.models import AnswerLink, Enclosure, Holder, Letter, LetterState, Referral
from reception.queries.daily import by_official, waiting
from reception.services import working_hours
from reception.services.enclosures import post_links
from reception.services.post import post
from reception.services.transaction import transaction

NAME = daily.__name__
SOON = 2
"""Working days: what is due within so many goes at once."""

_AT_ONCE = (Pace.URGENT, Pace.SHORTENED)


def waits(referral: Referral) -> bool:
    """Tell whether a referral may wait for the letter of the day: its official wants one, and it is not urgent."""
    if not referral.official.daily_letter or referral.due_at or referral.question.pace in _AT_ONCE:
        return False
    return referral.due_on > terms().calendar.add_working(clock.today(), SOON)


def forget(referral: Referral) -> bool:
    """Take a referral out of the letter of the day; tell whether that was where its official would have read of it first."""
    waited, referral.awaits_daily = referral.awaits_daily, False
    unsent = select(Letter.id).where(Letter.name == NAME, Letter.state == LetterState.QUEUED, Letter.attempts == 0)
    own = select(AnswerLink.id).where(AnswerLink.referral_id == referral.id)
    held = delete(Enclosure).where(Enclosure.letter_id.in_(unsent), Enclosure.link_id.in_(own))
    gone = db.session.execute(held.execution_options(synchronize_session=False)).rowcount
    return waited or bool(gone)


def remember(letter_id: int, link_id: int) -> None:
    """Put a link from which it was taken out back into a letter of the day; into a later one if that is on its way."""
    letter = db.session.get(Letter, letter_id, with_for_update=True, populate_existing=True)
    if letter and letter.state is LetterState.QUEUED and letter.attempts == 0:
        db.session.add(Enclosure(letter_id=letter_id, link_id=link_id))
    else:
        db.session.get(AnswerLink, link_id).referral.awaits_daily = True


def write() -> int:
    """Write the letters of the day once the office is open; return how many. What may not wait any more leaves by itself."""
    opened = dt.datetime.combine(clock.today(), settings().reminders.opens, clock.KYIV)
    with transaction():
        found = waiting()
        urgent = [each for each in found if not waits(each) and each.official.can_be_reached]
        for each in urgent:
            each.awaits_daily = False
            post(row_of(Action.REFER).letters[:1], Occasion(each.question, (each,)))
        letters = by_official([each for each in found if each not in urgent], opened) if _may_begin(opened) else {}
        for referrals in letters.values():
            post_links(NAME, [Holder(each) for each in referrals])
            for each in referrals:
                each.awaits_daily = False
        return len(letters) + len(urgent)


def _may_begin(opened: dt.datetime) -> bool:
    """Tell whether the office is open, and what was sent before it opened can no longer be undone."""
    return working_hours.are_now() and clock.now() >= opened + dt.timedelta(seconds=settings().undo_seconds)
