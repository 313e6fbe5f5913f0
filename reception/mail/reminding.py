"""The letter that reminds: one a day to an official, of all that is due, each with its own link."""

from collections.abc import Iterator
from dataclasses import dataclass

from reception.domain import clock
from reception.mail.compose import answer_mark
from reception.mail.letters import Message, letter
from reception.models import Audience, Official, Referral


@dataclass(frozen=True)
class Reminding:
    """What one official is reminded of: the own referrals, and those of others whose superior this one is."""

    official: Official
    own: tuple[Referral, ...] = ()
    of_others: tuple[Referral, ...] = ()


@letter
def reminder(reminding: Reminding) -> Iterator[Message]:
    """Remind an official of what is due soon or late, and of what is long late with those below."""
    official = reminding.official
    yield Message(
        audience=Audience.OFFICIAL,
        to_name=official.name,
        to_address=official.email or "",
        language=official.language,
        question=None,
        official_id=official.id,
        context={"reminding": reminding, "mark": answer_mark, "today": clock.today()},
    )
