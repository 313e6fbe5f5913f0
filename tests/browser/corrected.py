"""An answer that was corrected once, with another correction that waits."""

from reception.domain.outcomes import Outcome
from reception.domain.roles import Actor, ActorKind
from reception.models import Question
from reception.services import corrections
from reception.services.respond import Reply


def corrected(world, text):
    """Let an official correct an answer twice; return its question, and the id of the correction that waits."""
    made = world.published(text=text)
    with world.inside() as session:
        answer = session.get(Question, made.id).answers[0]
        actor = Actor(ActorKind.OFFICIAL, referral_id=answer.referral_id)
        corrections.correct(actor, answer, Reply(text=f"{text} {text}", outcome=Outcome.EXPLAINED))
        checked = corrections.CheckedCorrection(text=answer.correction.text, outcome=Outcome.EXPLAINED, may_stay=True)
        corrections.publish_correction(world._librarian(), answer.question, answer.correction, checked)
        corrections.correct(actor, answer, Reply(text=text, outcome=Outcome.EXPLAINED))
        return made, answer.correction.id
