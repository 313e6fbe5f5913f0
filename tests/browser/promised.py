"""A question whose answer promised something, for the walk through every page."""

import datetime as dt

from reception.domain import clock
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import Said
from reception.domain.roles import Actor, ActorKind
from reception.models import Question
from reception.services import promises


class Promised:
    """A question whose answer promised something that was put off and is to be asked about, and the pages of it."""

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
            promise.desk_since = clock.now()
            self.promise = promise.id
            session.commit()

    def office(self) -> dict[str, list[str]]:
        """What the official sees."""
        return {"office.promise": [f"/answer/{self.token}/promise"]}

    def desk(self) -> dict[str, list[str]]:
        """What librarians see."""
        where = f"/desk/q/{self.number}/promises"
        pages = {"promise": f"{where}/{self.promise}", "promise_words": f"{where}/words/{self.said}"}
        pages["promises"] = "/desk/promises"
        return {f"desk.{name}": [address] for name, address in pages.items()}
