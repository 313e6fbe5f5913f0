"""Letters that hold several personal links: what is put into one, and what still is in it when it leaves.

Days may pass between the writing and the leaving. What was answered, taken back, withdrawn, merged, taken down or passed on
meanwhile is not in such a letter, nor a link that has ended; of nothing there is none.
"""

from collections.abc import Iterable

from reception.extensions import db
from reception.mail.own import Several, daily, links_moved, own_links
from reception.models import AnswerLink, Enclosure, Holder, Letter, LetterState, ReferralState
from reception.queries.office import is_alive
from reception.queries.reminders import is_awaited
from reception.services.links import make_answer_link
from reception.services.post import post, rewrite
from reception.services.transaction import transaction

_FIRST = (daily.__name__, links_moved.__name__)
"""Without these letters their readers would have no link; the other one brings again what was in earlier letters."""

_NAMES = (*_FIRST, own_links.__name__)


def post_links(name: str, people: Iterable[Holder]) -> Letter:
    """Write a letter with one person's link to each of several referrals; a fresh one where the last has ended.

    Call it in a transaction.
    """
    people = list(people)
    [letter] = post((name,), _of(people))
    for each in people:
        link = each.link if each.link and is_alive(each.link) else make_answer_link(each.referral, each.delegation)
        letter.enclosures.append(Enclosure(link=link))
    db.session.flush()
    return letter


def may_leave(letter: Letter) -> bool:
    """Make a letter that holds several links anew, of those that still lead to what waits for its reader's answer."""
    if letter.name not in _NAMES:
        return True
    with transaction():
        left = [each for each in letter.enclosures if _is_wanted(each.link)]
        for each in set(letter.enclosures) - set(left):
            if letter.name in _FIRST:
                _put_off(each.link)
            db.session.delete(each)
        if not left:
            letter.state = LetterState.SETTLED
            return False
        rewrite(letter, _of([each.link.person for each in left]))
        for each in left:
            each.link.referral.awaits_daily = False
        return True


def _of(people: list[Holder]) -> Several:
    return Several(people[0], tuple(each.referral for each in people))


def _is_wanted(link: AnswerLink) -> bool:
    return is_alive(link) and link.is_holders and link.person.can_be_reached and is_awaited(link.referral)


def _put_off(link: AnswerLink) -> None:
    """Let a later letter tell of a question that this one does not: it was taken down for now, or the link was ended at the
    desk. Whoever has another link or has passed the question on knows of it."""
    referral = link.referral
    holder = referral.holder
    referral.awaits_daily = referral.state is ReferralState.OPEN and holder.is_official and holder.link is link
    if referral.awaits_daily and not is_alive(link):
        make_answer_link(referral)
