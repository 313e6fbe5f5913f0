"""A question whose answer promised something, for the walk through every page."""

import datetime as dt

from reception.domain import clock
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import Said
from reception.domain.roles import Actor, ActorKind
from reception.mail.letters_on_promises import Asking, promise_due
from reception.models import Question
from reception.services import incoming, promises
from reception.services.links import make_answer_link
from reception.services.post import post


class Promised:
    """A question whose answer promised something that was put off, of which a reply by mail waits, and the pages of it."""

    def __init__(self, world, official, words) -> None:
        made, due = world.referred(official, text=words), clock.today() + dt.timedelta(days=30)
        promise = {"outcome": Outcome.EXPLAINED, "commitment": Commitment.PLANNED, "promised_on": due}
        world.answer(made.referral_ids[0], text=words, **promise)
        world.publish(made, Outcome.EXPLAINED)
        self.number, self.token = made.number, world.token_of(made.referral_ids[0])
        with world.inside() as session:
            promise = session.get(Question, made.id).answers[0].promise
            word = promises.Word(said=Said.LATER, text=f"{words} 067 123 45 67", day=due + dt.timedelta(days=30))
            self.said = promises.report(Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0]), promise, word).id
            self.promise = promise.id
            self._replies(session, promise, words)

    def _replies(self, session, promise, words) -> None:
        """Let the official reply by mail to a letter that asks: it waits to be confirmed."""
        link = make_answer_link(promise.answer.referral)
        promise.link, promise.asked_official = link, promise.answer.referral.official
        promise.reports[-1].at -= dt.timedelta(hours=1)
        session.flush()
        [letter] = post((promise_due.__name__,), Asking(promise, promise.asked, link))
        session.commit()
        head = f"From: {letter.to_address}\nSubject: Re: x\nIn-Reply-To: {letter.message_id}\n"
        assert incoming.receive(f"{head}\n{words}\n".encode()).promise_id

    def office(self) -> dict[str, list[str]]:
        """What the official sees."""
        return {"office.promise": [f"/answer/{self.token}/promise"]}

    def desk(self) -> dict[str, list[str]]:
        """What librarians see."""
        where = f"/desk/q/{self.number}/promises"
        pages = {"promise": f"{where}/{self.promise}", "promise_words": f"{where}/words/{self.said}"}
        pages["promises"] = "/desk/promises"
        return {f"desk.{name}": [address] for name, address in pages.items()}
