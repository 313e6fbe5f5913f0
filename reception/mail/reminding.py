"""The letter that reminds: one a day to an official, of all that is due, each with its own link."""

from collections.abc import Iterator
from dataclasses import dataclass

from reception.domain import clock
from reception.mail.compose import answer_mark
from reception.mail.letters import Message, letter
from reception.models import Addressee, Audience, Official, Referral


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
    to = reminding.to
    yield Message(
        audience=Audience.OFFICIAL,
        to_name=to.name,
        to_address=to.email or "",
        language=to.language,
        question=None,
        official_id=to.id if isinstance(to, Official) else None,
        context={"reminding": reminding, "mark": answer_mark, "today": clock.today()},
    )
