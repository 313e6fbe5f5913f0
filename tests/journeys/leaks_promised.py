"""The town's official promises something; what is said of it since is marked wherever readers must not see it."""

import datetime as dt

from reception.domain import clock
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import Said
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.mail.letters_on_promises import Asking, promise_due
from reception.models import Question
from reception.services import incoming, promises, publish, refer, respond, triage
from reception.services.links import make_answer_link
from reception.services.post import post
from tests.journeys.leaks_recorded import PUBLIC_ANSWER, PUBLIC_SUBJECT, PUBLIC_TEXT, mark
from tests.pdfs import pdf


def promised(town):
    """A question whose answer promised something: put off, in words that are checked, then done, in words that are not yet."""
    made, due = town.ask("promised"), clock.today() + dt.timedelta(days=30)
    town.do(triage.accept, made, triage.Edit(public_subject=PUBLIC_SUBJECT, public_text=PUBLIC_TEXT, wartime_checked=True))
    town.do(refer.refer, made, (town.official,), mark("message"))
    promise = {"outcome": Outcome.EXPLAINED, "commitment": Commitment.PLANNED, "promised_on": due}
    town.respond(respond.answer, town.last_referral(made), respond.Reply(text=PUBLIC_ANSWER, **promise))
    with town.world.inside() as session:
        publish.publish(SYSTEM, session.get(Question, made.id), publish.Publication(outcome=Outcome.EXPLAINED))
    town.upload("promised-later", f"{mark('promisefile')}.pdf", pdf(mark("promisepdf")))
    later = due + dt.timedelta(days=30)
    row_id = _said(town, made, promises.Word(said=Said.LATER, text=mark("promiseword"), day=later, form_key="promised-later"))
    with town.world.inside() as session:
        rows = session.get(Question, made.id).answers[-1].promise.reports
        row = next(each for each in rows if each.id == row_id)
        promises.publish_words(SYSTEM, row, promises.PublicWords(text=PUBLIC_ANSWER))
    _writes(town, made)
    _said(town, made, promises.Word(said=Said.DONE, text=mark("promisedone"), day=clock.today()))
    return made


def _writes(town, made):
    """The official replies by mail to a letter that asks."""
    with town.world.inside() as session:
        promise = session.get(Question, made.id).answers[-1].promise
        link = make_answer_link(promise.answer.referral)
        promise.link, promise.asked_official = link, promise.answer.referral.official
        session.flush()
        [letter] = post((promise_due.__name__,), Asking(promise, promise.asked, link))
        session.commit()
        head = f"From: {letter.to_address}\nSubject: Re: {mark('mailsubject')}\nIn-Reply-To: {letter.message_id}\n"
        assert incoming.receive(f"{head}\n{mark('promisemail')}\n".encode()).promise_id


def _said(town, made, word):
    with town.world.inside() as session:
        promise = session.get(Question, made.id).answers[-1].promise
        return promises.report(Actor(ActorKind.OFFICIAL, referral_id=promise.answer.referral_id), promise, word).id
