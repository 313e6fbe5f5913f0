"""The letter that reminds: one a day to an official, of all that is due, each with its own link."""

from collections.abc import Iterator
from dataclasses import dataclass

from reception.domain import clock
from reception.mail.compose import answer_mark
from reception.mail.letters import letter
from reception.mail.occasions import Message, to_official
from reception.models import Addressee, Referral


@dataclass(frozen=True)
class Reminding:
    """What one official or colleague is reminded of: the own referrals, and those of others whose superior this one is."""

    to: Addressee
    own: tuple[Referral, ...] = ()
    of_others: tuple[Referral, ...] = ()


@letter
def reminder(reminding: Reminding) -> Iterator[Message]:
    """Remind an official, or the colleague who has it now, of what is due soon or late, and of what is long late with those
    below."""
    yield to_official(reminding.to, reminding=reminding, mark=answer_mark, today=clock.today())
