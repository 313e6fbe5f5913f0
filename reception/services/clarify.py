"""The asker is asked, and clarifies once."""

from dataclasses import dataclass

from reception.domain import clock
from reception.domain.errors import Invalid, NotAllowed
from reception.domain.lifecycle import Action
from reception.domain.placeholders import refuse_places
from reception.domain.privacy.marks import Part
from reception.domain.roles import Actor, ActorKind
from reception.domain.text import checked_text, clean_text
from reception.extensions import db
from reception.mail.letters import Occasion
from reception.models import Choice, Clarification, Question
from reception.services import cuts, dates, wartime
from reception.services.for_readers import require_checked
from reception.services.move import check, move
from reception.services.respond import must_be_open
from reception.services.transaction import transaction
from reception.services.undoable import undoable


def ask_asker(actor: Actor, question: Question, request: str, version: int | None = None) -> None:
    """Ask the asker for a clarification. The clock runs on. Raises Invalid if nothing is asked, NotAllowed if an official asks
    who has answered or given back the question."""
    with transaction(), undoable(actor, question, Action.ASK_ASKER):
        for referral in question.referrals:
            if actor.kind is ActorKind.OFFICIAL and referral.id == actor.referral_id:
                must_be_open(referral, actor)
        check(question, Action.ASK_ASKER, actor, version)
        request = checked_text(request, "text")
        if actor.kind is ActorKind.STAFF:
            refuse_places(request, "text")
        clarification = Clarification(
            request=request,
            asked_at=clock.now(),
            referral_id=actor.referral_id,
            account_id=actor.account_id,
        )
        question.clarifications.append(clarification)
        question.resume_state = question.state
        db.session.flush()
        occasion = Occasion(question, clarification=clarification)
        move(question, Action.ASK_ASKER, actor, occasion=occasion, clarification_id=clarification.id)


def clarify(actor: Actor, question: Question, reply: str) -> None:
    """Take the asker's one reply to the last request; the question goes on where it was."""
    with transaction():
        check(question, Action.CLARIFY, actor)
        clarification = question.clarifications[-1]
        if clarification.replied_at:
            raise NotAllowed("clarified_already")
        clarification.reply = checked_text(reply, "text")
        clarification.replied_at = clock.now()
        wartime.look(question, clarification.reply)
        occasion = Occasion(question, clarification=clarification)
        move(question, Action.CLARIFY, actor, occasion=occasion, clarification_id=clarification.id)
        question.resume_state = None


@dataclass(frozen=True)
class PublicClarification:
    """What readers are to see of a clarification, and what the librarian says of it."""

    request: str
    reply: str
    may_stay: bool = False
    wartime_checked: bool = False


def publish_clarification(
    actor: Actor, question: Question, clarification: Clarification, public: PublicClarification, version: int | None = None
) -> None:
    """Make the checked texts of a clarification public; an empty reply takes both back.

    Raises Invalid if there is no reply yet, or personal data are left that readers would see.
    """
    with transaction():
        check(question, Action.PUBLISH_CLARIFICATION, actor, version)
        if not clarification.reply:
            raise Invalid("text_needed", field="reply")
        texts = {"request": None, "reply": None}
        if clean_text(public.reply):
            texts = {name: checked_text(getattr(public, name), name) for name in texts}
            require_checked(actor, question, texts, public.may_stay, public.wartime_checked)
            for part in (Part.REQUEST, Part.REPLY):
                cuts.keep(actor, question, part, getattr(clarification, part), texts[part], clarification=clarification)
        clarification.public_request, clarification.public_reply = texts["request"], texts["reply"]
        shown = clarification.public_reply is not None
        move(question, Action.PUBLISH_CLARIFICATION, actor, clarification_id=clarification.id, shown=shown)


def go_on(actor: Actor, question: Question, version: int | None = None) -> None:
    """Wait no longer for the asker's clarification, or for the author of an appeal that was returned: it goes on where it was."""
    with transaction():
        awaits_author = question.is_returned
        move(question, Action.GO_ON, actor, version)
        if awaits_author:
            question.outcome = None
            question.returns[-1].choice, question.returns[-1].chosen_at = Choice.WENT_ON, clock.now()
            dates.enter_library_duty(question, "went_on")
        question.resume_state = None
