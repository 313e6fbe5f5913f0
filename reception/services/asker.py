"""The asker acts on the own question: withdraws it, judges the result."""

from reception.domain import clock
from reception.domain.kinds import VerdictValue
from reception.domain.lifecycle import Action
from reception.domain.roles import Actor
from reception.domain.text import checked_text
from reception.mail.letters import Occasion
from reception.models import Question, Verdict
from reception.services import dates, merge, wartime
from reception.services.move import check, move
from reception.services.refer import take_back
from reception.services.transaction import transaction


def withdraw(actor: Actor, question: Question) -> None:
    """Take one's question back before it is answered; officials who wait are told and their links end."""
    with transaction():
        check(question, Action.WITHDRAW, actor)
        merge.drop_out(actor, question)
        move(question, Action.WITHDRAW, actor, occasion=Occasion(question, take_back(question)))
        dates.stop(question)
        merge.release(question)


def judge(actor: Actor, question: Question, value: VerdictValue, comment: str = "") -> None:
    """Give one's verdict on the result; "not solved" puts the question before the librarian again."""
    with transaction():
        disputes = value is VerdictValue.NOT_SOLVED
        action = Action.DISPUTE if disputes else Action.VERDICT
        check(question, action, actor)
        comment = checked_text(comment, "comment", missing=None)
        question.verdicts.append(Verdict(value=value, comment=comment or None, at=clock.now()))
        question.verdict = value
        wartime.look(question, comment)
        move(question, action, actor, value=value.value)
        if disputes:
            dates.enter_library_duty(question, "disputed", "dispute.look")
