"""Whatever happens to questions, no official is reminded of what is owed no longer, and nobody outside working hours."""

import datetime as dt
import random
import re

import pytest
from sqlalchemy import select

from reception.current import terms
from reception.domain import clock as house_clock
from reception.domain.lifecycle import WITH_OFFICIALS
from reception.domain.roles import Actor, ActorKind
from reception.models import Official, Question, Referral, ReferralState, Reminder
from reception.services import asker, delivery, publish, refer, reminders, respond, triage


class Town:
    """Officials, questions, and a hand that does things to them at random – as far as they can be done."""

    def __init__(self, world, clock, smtp, seed):
        self.world, self.clock, self.smtp, self.chance = world, clock, smtp, random.Random(seed)
        body = world.authority()
        self.officials = [world.official(body, name=f"Посадовець {n}", email=f"o{n}@city.example") for n in range(3)]
        with world.inside() as session:
            session.get(Official, self.officials[0]).is_head = True
            session.commit()
        self.made = [world.referred(self.chance.choice(self.officials)) for _ in range(9)]
        self.read, self.reminded = 0, 0

    def live(self, steps):
        """Let many things happen; after each, letters leave and are read."""
        acts = [self.answer, self.not_ours, self.recall, self.withdraw, self.hide, self.send_back, self.extend, self.refer]
        for _ in range(steps):
            self.clock.advance(hours=self.chance.choice((1, 3, 5, 9, 20, 26)))
            with self.world.inside():
                reminders.remind()
            if self.chance.random() < 0.3:
                with self.world.inside() as session:
                    question = session.get(Question, self.chance.choice(self.made).id)
                    try:
                        self.chance.choice(acts)(question)
                    except Exception:  # noqa: BLE001 – what cannot be done in this state is not done
                        session.rollback()
            if self.chance.random() < 0.6:
                with self.world.inside():
                    delivery.send_due()
                self.look()

    def look(self):
        """Assert of every reminder that came that it is owed at this moment."""
        new, self.read = self.smtp.messages[self.read :], len(self.smtp.messages)
        for letter in new:
            if not re.search("на вашу відповідь|запізню", letter.subject):
                continue
            now = house_clock.local(house_clock.now())
            with self.world.inside() as session:
                assert terms().calendar.is_working(now.date())
                assert 9 <= now.hour < 18
                for number in re.findall(r"МК-\d{4}-\d+", letter.text):
                    question = session.scalars(select(Question).where(Question.number == number)).one()
                    assert question.state in WITH_OFFICIALS
                    assert question.hidden_at is None
                    assert question.open_referrals
                    self.reminded += 1

    def open(self, question):
        return question.open_referrals[0]

    def answer(self, question):
        self.world.answer(self.open(question).id)

    def not_ours(self, question):
        referral = self.open(question)
        respond.not_ours(Actor(ActorKind.OFFICIAL, referral_id=referral.id), referral, "Не наше")

    def recall(self, question):
        refer.recall(self.world._librarian(), question, "Помилка")

    def withdraw(self, question):
        if self.chance.random() < 0.3:
            asker.withdraw(Actor(ActorKind.ASKER, question_id=question.id), question)

    def hide(self, question):
        (triage.unhide if question.hidden_at else triage.hide)(
            self.world._librarian(), question, *["Причина"][: not question.hidden_at]
        )

    def send_back(self, question):
        publish.send_back(self.world._librarian(), question, "Немає строку")

    def extend(self, question):
        referral = self.open(question)
        until = referral.due_on + dt.timedelta(days=3)
        respond.extend(Actor(ActorKind.OFFICIAL, referral_id=referral.id), referral, until, "Огляд")

    def refer(self, question):
        refer.refer(self.world._librarian(), question, [self.chance.choice(self.officials)])


@pytest.mark.parametrize("seed", range(6))
def test_no_reminder_after_what_ends_the_waiting(world, clock, smtp, seed):
    clock.set(dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC))
    town = Town(world, clock, smtp, seed)
    clock.advance(days=22)
    town.live(90)
    assert town.reminded
    with world.inside() as session:
        rows = session.scalars(select(Reminder)).all()
        assert len({(row.referral_id, row.step, row.due_on) for row in rows}) == len(rows)
        letters = {(row.official_id, house_clock.day_of(row.sent_at), row.letter_id) for row in rows if row.sent_at}
        assert len({each[:2] for each in letters}) == len(letters)  # one letter a day
        ended = session.scalars(select(Referral).where(Referral.state != ReferralState.OPEN)).all()
        assert all(row.sent_at <= each.closed_at for each in ended for row in each.reminders if row.sent_at and each.closed_at)
