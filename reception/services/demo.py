"""A year of a reception, played through the services that serve real questions, each step at its own time."""

import datetime as dt
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select, update

from reception.domain import clock
from reception.extensions import db
from reception.models import Account, AnswerLink, Authority, Letter, LetterState, Question, Referral, ReferralState
from reception.services.catalogue import load_catalogues
from reception.services.demo_cast import FOLDER, settle
from reception.services.demo_steps import Story
from reception.services.transaction import transaction

BEFORE_THE_FIRST = dt.timedelta(days=1)
LIVE = dt.timedelta(days=2)
"""Letters as young as this are really sent, so that the mailbox has something to read."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Scene:
    """One thing that happens: when, in whose story, and the step; None for the question itself."""

    at: dt.datetime
    story: Story
    step: dict[str, Any] | None

    def play(self) -> None:
        """Let it happen at its time."""
        with clock.travel(self.at):
            self.story.take(self.step)


def is_new() -> bool:
    """Tell whether nobody has used this installation yet."""
    return not any(db.session.scalar(select(func.count()).select_from(model)) for model in (Account, Authority, Question))


def play(progress: Progress = lambda done, total: None) -> None:
    """Make the demo: the town first, then what happened in it, in the order of time. All of it, or nothing if it is cut off.

    `progress` is told how many of how many scenes are played.
    """
    scenes = sorted(_scenes(), key=lambda scene: scene.at)
    with transaction():
        with clock.travel(scenes[0].at - BEFORE_THE_FIRST):
            load_catalogues()
            settle()
        for number, scene in enumerate(scenes, 1):
            scene.play()
            progress(number, len(scenes))
        _deliver_the_past()


def _scenes() -> Iterator[Scene]:
    lines = (FOLDER / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    for number, written in enumerate(map(json.loads, lines)):
        story = Story(number, written)
        day = clock.today() - dt.timedelta(days=written["days_ago"])
        at = dt.datetime.combine(day, dt.time(written["hour"]), clock.KYIV).astimezone(dt.UTC)
        yield Scene(at, story, None)
        for step in written["steps"]:
            at += dt.timedelta(hours=step["after"])
            yield Scene(at, story, step)


def _deliver_the_past() -> None:
    """Let old letters have arrived. Those of the last days are really sent, and those by whose link an answer is awaited."""
    awaited = select(AnswerLink.id).join(Referral).where(Referral.state == ReferralState.OPEN)
    queued = Letter.state == LetterState.QUEUED
    live = or_(Letter.created_at > clock.now() - LIVE, func.coalesce(Letter.answer_link_id, 0).in_(awaited))
    arrived = {"state": LetterState.SENT, "attempts": 1, "sent_at": Letter.created_at}
    for condition, values in ((~live, arrived), (live, {"next_attempt_at": clock.now()})):
        letters = update(Letter).where(queued, condition).values(values)
        db.session.execute(letters, execution_options={"synchronize_session": False})
