"""What one does from the list of one's own questions: have all their links mailed, choose how letters come."""

import datetime as dt

from reception.domain.errors import NotAllowed, NotFound
from reception.domain.events import Tag
from reception.domain.roles import Actor
from reception.mail.own import Several, daily_chosen, own_links
from reception.models import AnswerLink, Holder
from reception.queries.own import open_referrals, same_person
from reception.services.enclosures import post_links
from reception.services.journal import record
from reception.services.limits import spend
from reception.services.post import post
from reception.services.transaction import transaction

MOST = 100
"""Links in one letter: the most urgent; once those are answered, the next letter has the others."""

A_DAY = 3
_DAY = dt.timedelta(days=1)


def mail_links(actor: Actor, link: AnswerLink) -> None:
    """Mail whoever has a link one letter with the links to all of the own open questions, to the known address only.

    Raises NotAllowed if there is no open question or no address, TooMany after three a day.
    """
    with transaction():
        person = link.person
        referrals = open_referrals(person, MOST)
        if not referrals or not person.can_be_reached:
            raise NotAllowed("nothing_to_mail")
        _spend("own", person)
        post_links(own_links.__name__, [same_person(person, each) for each in referrals])
        record(Tag.LINKS_MAILED, actor, link.referral.question, count=len(referrals))


def choose_letters(actor: Actor, link: AnswerLink, once_a_day: bool) -> None:
    """Let an official have one letter a day instead of one a question, or again one a question.

    A letter to the known address says so: a link may be in other hands. What waits for the letter of the day leaves with it.
    Raises NotFound for a colleague's link, TooMany after three changes a day.
    """
    with transaction():
        person = link.person
        if not person.is_official:
            raise NotFound
        official = person.official
        if official.daily_letter is once_a_day:
            return
        _spend("daily", person)
        official.daily_letter = once_a_day
        before, after = {"daily_letter": not once_a_day}, {"daily_letter": once_a_day}
        record(Tag.DIRECTORY_CHANGED, actor, what="official", name=official.name, before=before, after=after)
        post((daily_chosen.__name__,), Several(person))


def _spend(what: str, person: Holder) -> None:
    spend(f"{what}:{(person.email or '').lower()}", A_DAY, _DAY)
