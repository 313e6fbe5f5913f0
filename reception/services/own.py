"""What one does from the list of one's own questions: have all their links mailed, choose how letters come."""

import datetime as dt

from reception.domain.errors import NotAllowed, NotFound
from reception.domain.events import Tag
from reception.domain.roles import Actor
from reception.extensions import db
from reception.mail.own import Several, daily_chosen, own_links
from reception.models import AnswerLink, Enclosure, Holder, Letter
from reception.queries.office import is_alive
from reception.queries.own import open_referrals, same_person
from reception.services.journal import record
from reception.services.limits import spend
from reception.services.links import make_answer_link
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
        [letter] = post((own_links.__name__,), Several(person, tuple(referrals)))
        for referral in referrals:
            referral.awaits_daily = False
        enclose(letter, [same_person(person, each) for each in referrals])
        record(Tag.LINKS_MAILED, actor, link.referral.question, count=len(referrals))


def enclose(letter: Letter, people: list[Holder]) -> None:
    """Put into a letter the link of each referral, by the person who has it; a fresh one where the last has ended."""
    for each in people:
        link = each.link if each.link and is_alive(each.link) else make_answer_link(each.referral, each.delegation)
        letter.enclosures.append(Enclosure(link=link))
    db.session.flush()


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
