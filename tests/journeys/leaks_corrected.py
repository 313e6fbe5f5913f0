"""The town's official corrects an answer; each word that readers must not see is marked."""

from reception.domain.outcomes import Outcome
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Question
from reception.services import corrections, respond
from tests.journeys.leaks_recorded import PUBLIC_ANSWER, mark
from tests.pdfs import pdf


def corrected(town, made):
    """Let the official correct the answer twice, the second time because of something that readers should never have seen.

    Then one correction goes back, and one waits.
    """
    for text, earlier_shown in ((mark("shownonce"), True), (PUBLIC_ANSWER, False)):
        _sent(town, made)
        with town.world.inside() as session:
            question = session.get(Question, made.id)
            checked = corrections.CheckedCorrection(outcome=Outcome.POSITIVE, text=text, earlier_shown=earlier_shown)
            corrections.publish_correction(SYSTEM, question, question.answers[-1].correction, checked)
    _sent(town, made)
    with town.world.inside() as session:
        question = session.get(Question, made.id)
        corrections.send_back(SYSTEM, question, question.answers[-1].correction, mark("correctionreason"))
    _sent(town, made)


def _sent(town, made):
    """Let the official send a correction with marked words and a marked file."""
    with town.world.inside() as session:
        answer = session.get(Question, made.id).answers[-1]
        key = corrections.form_key(answer)
    town.upload(key, f"{mark('correctionfile')}.pdf", pdf(mark("correctionpdf")))
    with town.world.inside() as session:
        answer = session.get(Question, made.id).answers[-1]
        actor = Actor(ActorKind.OFFICIAL, referral_id=answer.referral_id)
        text = f"{mark('correction')} {len(answer.versions)}"
        corrections.correct(actor, answer, respond.Reply(text=text, outcome=Outcome.POSITIVE, form_key=key))
