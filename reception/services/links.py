"""Links that let an official answer and an asker look: made, found, renewed, revoked."""

import datetime as dt

from reception.current import settings
from reception.domain import clock, tokens
from reception.domain.errors import NotAllowed
from reception.domain.events import Tag
from reception.domain.permission_names import Permission
from reception.domain.roles import SYSTEM, Actor
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import AnswerLink, AskerLink, Delegation, Holder, LinkVisit, Question, Referral, ReferralState
from reception.permissions import require
from reception.queries.links import may_be_renewed, newer
from reception.services.journal import record
from reception.services.limits import spend
from reception.services.post import post
from reception.services.transaction import transaction

ASKER_LINK_DAYS = 365


def make_answer_link(referral: Referral, delegation: Delegation | None = None) -> AnswerLink:
    """Give an official, or the colleague of a delegation, a link of the own for a referral."""
    nonce = tokens.new_nonce()
    token = tokens.derive_token(settings().token_key, "answer", nonce)
    link = AnswerLink(nonce=nonce, token_hash=tokens.hash_token(token), created_at=clock.now())
    link.delegation = delegation
    referral.links.append(link)
    return link


def make_asker_link(question: Question) -> AskerLink:
    """Give an asker a link to the own question, for letters."""
    nonce = tokens.new_nonce()
    token = tokens.derive_token(settings().token_key, "asker", nonce)
    now = clock.now()
    link = AskerLink(
        question=question,
        nonce=nonce,
        token_hash=tokens.hash_token(token),
        created_at=now,
        expires_at=now + dt.timedelta(days=ASKER_LINK_DAYS),
    )
    db.session.add(link)
    return link


def visited(link: AnswerLink, method: str) -> None:
    """Note in the access log that a link was opened: the only thing that opening one writes."""
    with transaction():
        db.session.add(LinkVisit(link_id=link.id, method=method, at=clock.now()))


def let_expire(referral: Referral) -> None:
    """Begin the days of grace: the referral is closed, its links go on to show what was sent."""
    for link in referral.links:
        link.expires_at = clock.now() + dt.timedelta(days=settings().link_grace_days)


def let_live(referral: Referral, until: dt.datetime) -> None:
    """Let the links of a referral that is closed live at least so long; what was revoked stays so."""
    for link in referral.links:
        if link.expires_at is not None:
            link.expires_at = max(link.expires_at, until)


def revoke_links(referral: Referral, person: Holder | None = None) -> None:
    """End all links of a referral at once, or those of one person."""
    for link in referral.links:
        if person is None or (link.stand_in is None and link.person == person):
            link.revoked_at = link.revoked_at or clock.now()


def revoke(actor: Actor, link: AnswerLink) -> None:
    """Revoke one link at the desk; a fresh one can be asked for, to the official's own address."""
    with transaction():
        question = link.referral.question
        require(actor, Permission.TRIAGE, question)
        link.revoked_at = link.revoked_at or clock.now()
        record(Tag.LINK_REVOKED, actor, question, referral_id=link.referral_id)


def renew(link: AnswerLink) -> None:
    """Mail a link that works to the address of whose link it was, which is not shown: a fresh one, and the old ones are revoked.

    Where a newer one works already, that is mailed once more: whoever finds an old letter cannot end the link of a new one.
    Raises NotAllowed if the referral was taken back or is the person's no more, TooMany after three a day.
    """
    with transaction():
        referral = link.referral
        if not may_be_renewed(link):
            raise NotAllowed("referral_closed")
        spend(f"renew:{referral.id}:{link.delegation_id or 0}", 3, dt.timedelta(days=1))
        fresh = newer(link) or _replace(link)
        record(Tag.LINK_RENEWED, SYSTEM, referral.question, referral_id=referral.id)
        post(("link_renewed",), Occasion(referral.question, (referral,), person=fresh.person))


def _replace(link: AnswerLink) -> AnswerLink:
    referral = link.referral
    revoke_links(referral, link.person)
    fresh = make_answer_link(referral, link.delegation)
    if referral.state is ReferralState.ANSWERED:
        fresh.expires_at = clock.now() + dt.timedelta(days=settings().link_grace_days)
    db.session.flush()
    return fresh
