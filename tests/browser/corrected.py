"""An answer that was corrected once, with another correction that waits."""

import io

from reception.domain.outcomes import Outcome
from reception.domain.roles import Actor, ActorKind
from reception.models import Question
from reception.services import corrections, uploads
from reception.services.respond import Reply
from tests.offices import ooxml


def corrected(world, text):
    """Let an official correct an answer twice; return its question, the ids of the one that waits and of an office file."""
    made = world.referred()
    with world.inside():
        key, content = f"answer-{made.referral_ids[0]}-0", io.BytesIO(ooxml("docx", words=f"{text} 067 123 45 67"))
        file = uploads.receive(content, f"{text[:60]}.docx", key, files=1, size=uploads.OFFICIAL_BYTES, office=True).id
    world.answer(made.referral_ids[0], text=text, form_key=key)
    world.publish(made)
    made = world.again(made)
    with world.inside() as session:
        answer = session.get(Question, made.id).answers[0]
        actor = Actor(ActorKind.OFFICIAL, referral_id=answer.referral_id)
        corrections.correct(actor, answer, Reply(text=f"{text} {text}", outcome=Outcome.EXPLAINED))
        checked = corrections.CheckedCorrection(text=answer.correction.text, outcome=Outcome.EXPLAINED, may_stay=True)
        corrections.publish_correction(world._librarian(), answer.question, answer.correction, checked)
        corrections.correct(actor, answer, Reply(text=text, outcome=Outcome.EXPLAINED))
        return made, answer.correction.id, file
