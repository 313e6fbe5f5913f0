"""The form by which an official corrects an answer."""

from reception.models import Answer, AnswerVersion, Draft
from reception.services.corrections import form_key
from reception.web.office.forms import AnswerForm


class CorrectionForm(AnswerForm):
    """The whole answer as it should be. `form_key` belongs to the answer and the round: sent twice it is one correction."""

    @classmethod
    def of_answer(cls, answer: Answer, last: Answer | AnswerVersion, draft: Draft | None = None) -> "CorrectionForm":
        """Return the form as it opens: with the draft, else with the text that was sent last."""
        form = cls(formdata=None, text=last.text, version=0)
        form.result.data = (last.commitment or last.outcome).value
        form.promised_on.data = last.promised_on.isoformat() if last.promised_on else None
        form.form_key.data = form_key(answer)
        return form.resumed(draft)


def own_key(answer: Answer, given: str | None) -> str:
    """Return the key that a form brought if it is of this answer, else the one of now."""
    keys = {f"correction-{answer.id}-{n}" for n in range(len(answer.versions))}
    return given if given in keys else form_key(answer)
