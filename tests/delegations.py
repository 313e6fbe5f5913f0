"""What the tests of questions that are passed on between officials share."""

from reception.domain import tokens
from reception.domain.roles import Actor, ActorKind
from reception.models import Referral
from reception.services import delegating
from reception.services.delegating import Colleague

HNATIUK = {"name": "Тарас Гнатюк", "post": "інспектор", "email": "hnatiuk@city.example"}


def holder_of(referral) -> Actor:
    """Return whoever has a referral now."""
    return Actor(ActorKind.OFFICIAL, referral_id=referral.id, link_id=referral.holder.link.id)


def pass_on(world, referral_id, **colleague) -> int:
    """Let whoever has a referral delegate it; return the id of the step."""
    with world.inside() as session:
        referral = session.get(Referral, referral_id)
        return delegating.delegate(holder_of(referral), referral, Colleague(**HNATIUK | colleague)).id


def hand_back(world, referral_id, reason="") -> None:
    """Let the colleague who has a referral give it back."""
    with world.inside() as session:
        referral = session.get(Referral, referral_id)
        delegating.hand_back(holder_of(referral), referral, reason)


def first_link(world, referral_id) -> str:
    """Return the address in the letter to the official, whoever has the referral now."""
    with world.inside() as session:
        nonce = session.get(Referral, referral_id).links[0].nonce
    return f"/answer/{tokens.derive_token(world._settings.token_key, 'answer', nonce)}"
