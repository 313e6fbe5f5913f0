"""The letter of the day: what is not urgent comes to an official who wants it so in one letter, when the office opens.

Which questions these are is read from the state of things when the letter is written, and looked at again when it leaves:
what was taken back, withdrawn, merged or taken down meanwhile is not in it. The authority's term counts from the sending all
the same: the official has chosen to read of it later.
"""

import datetime as dt

from sqlalchemy import delete, select

from reception.current import settings, terms
from reception.domain import clock
from reception.domain.kinds import Pace
from reception.domain.lifecycle import Action, row_of
from reception.extensions import db
from reception.mail.compose import render
from reception.mail.letters import Occasion
from reception.mail.own import Several, daily
from reception.models import AnswerLink, Enclosure, Holder, Letter, LetterState, Referral, ReferralState
from reception.queries.daily import by_official, waiting
from reception.queries.office import is_alive
from reception.queries.reminders import is_awaited
from reception.services.links import make_answer_link
from reception.services.own import enclose
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
            people = [Holder(each) for each in referrals]
            [letter] = post((NAME,), Several(people[0], tuple(referrals)))
            enclose(letter, people)
            for each in referrals:
                each.awaits_daily = False
        return len(letters) + len(urgent)


def _may_begin(opened: dt.datetime) -> bool:
    """Tell whether the office is open, and what was sent before it opened can no longer be undone."""
    now, undoing = clock.now(), dt.timedelta(seconds=settings().undo_seconds)
    return settings().reminders.is_open(now, terms().calendar) and now >= opened + undoing


def may_leave(letter: Letter) -> bool:
    """Make the letter of the day anew from what still waits for an answer; of nothing there is none.

    What is not in it, but was not told of in another way, is in a later one.
    """
    if letter.name != NAME:
        return True
    with transaction():
        left = [each for each in letter.enclosures if letter.official.can_be_reached and _is_wanted(each.link)]
        for each in set(letter.enclosures) - set(left):
            _put_off(each.link)
            db.session.delete(each)
        if not left:
            letter.state = LetterState.SETTLED
            return False
        people = [each.link.person for each in left]
        [message] = daily(Several(people[0], tuple(each.referral for each in people)))
        letter.to_address = message.to_address
        letter.subject, letter.body_text, letter.body_html = render(NAME, message)
        return True


def _is_wanted(link: AnswerLink) -> bool:
    return is_alive(link) and link.is_holders and is_awaited(link.referral, link.referral.due_on)


def _put_off(link: AnswerLink) -> None:
    """Let a later letter tell of a question that this one does not: it was taken down for now, or the link was ended at the
    desk. Whoever has another link or has passed the question on knows of it."""
    referral = link.referral
    holder = referral.holder
    referral.awaits_daily = referral.state is ReferralState.OPEN and holder.is_official and holder.link is link
    if referral.awaits_daily and not is_alive(link):
        make_answer_link(referral)
