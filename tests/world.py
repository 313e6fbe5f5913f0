"""A small town for the tests: its people and bodies, and questions at every stage, all made by the real services.

Each verb runs in an application context of its own and returns plain values (ids, numbers), so that a test may use it
beside `client`. To look at what became of it: `with world.inside() as session: …`.
"""

import contextlib
import datetime as dt
import itertools
from dataclasses import dataclass

from sqlalchemy import select

from reception.domain import clock, tokens
from reception.domain.kinds import Kind, VerdictValue
from reception.domain.lifecycle import Action
from reception.domain.numbers import make_pin
from reception.domain.outcomes import Outcome
from reception.domain.recording import ConsentGiven, Protocol, Way
from reception.domain.roles import SYSTEM, Actor, ActorKind, Role
from reception.domain.submission import Submission
from reception.extensions import db
from reception.mail.compose import subscription_token
from reception.models import (
    Account,
    Attachment,
    Authority,
    Branch,
    CannedText,
    DeclineReason,
    Official,
    Question,
    Referral,
    Subscription,
    Topic,
)
from reception.queries.asker import notices_token
from reception.queries.selection import read_query
from reception.services import asker, directory, publish, refer, respond, subscriptions, triage
from reception.services.recording import record_question
from reception.services.submit import submit

PASSWORD = "correct horse battery"


@dataclass(frozen=True)
class Made:
    """A question at some stage, by its plain values."""

    id: int
    number: str
    pin: str
    referral_ids: tuple[int, ...] = ()
    answer_ids: tuple[int, ...] = ()


class World:
    """Verbs that make things. Names are told apart by a running number where they must be."""

    def __init__(self, app) -> None:
        self.app = app
        self.count = itertools.count(1)

    @contextlib.contextmanager
    def inside(self):
        """Give the database session within the application."""
        with self.app.app_context():
            yield db.session

    def add(self, thing) -> int:
        """Store a row and return its id."""
        with self.inside() as session:
            session.add(thing)
            session.commit()
            return thing.id

    def topic(self, name="Дороги і тротуари", slug=None, official_topic=9) -> int:
        n = next(self.count)
        return self.add(
            Topic(slug=slug or f"topic-{n}", name_uk=name, name_en="Roads", official_topic=official_topic, position=n)
        )

    def branch(self, name="Бібліотека-філія № 2", code=None) -> int:
        return self.add(
            Branch(code=code or f"{next(self.count):02d}", name_uk=name, name_en="Branch No. 2", phone="(0512) 00-00-02")
        )

    def authority(self, name="Департамент ЖКГ", slug=None) -> int:
        n = next(self.count)
        return self.add(Authority(slug=slug or f"body-{n}", name_uk=name, name_en="Housing Department", kind="city"))

    def official(self, authority_id=None, name="Олена Коваль", post="начальниця відділу", email=None) -> int:
        email = email or f"official{next(self.count)}@city.example"
        return self.add(Official(authority_id=authority_id or self.authority(), name=name, post=post, email=email))

    def reason(self, code=None, public=True) -> int:
        row = DeclineReason(
            code=code or f"reason-{next(self.count)}",
            title_uk="Не питання до влади міста",
            title_en="Not a matter for the city",
            text_uk="Зверніться до служби 102.",
            text_en="Please call 102.",
            is_public=public,
        )
        return self.add(row)

    def text(self, action=Action.DECLINE, text="Питання {number}.", code=None, **more) -> int:
        """A ready text of the catalogue."""
        code = code or f"text-{next(self.count)}"
        texts = {"title_uk": "Коротко", "title_en": "In short", "text_uk": text, "text_en": text}
        return self.add(CannedText(**texts | {"code": code, "action": action} | more))

    def account(self, role=Role.MODERATOR, login=None, name="Марія Бондар", branch_id=None) -> str:
        """Make a librarian with the password PASSWORD; return the login."""
        from reception.services.accounts import add_account

        login = login or f"{role.value}{next(self.count)}"
        with self.inside():
            add_account(SYSTEM, login=login, name=name, role=role, password=PASSWORD, branch_id=branch_id)
        return login

    def staff(self, role=Role.MODERATOR) -> Actor:
        """Return a librarian as services know one."""
        login = self.account(role)
        with self.inside() as session:
            account = session.scalar(select(Account).where(Account.login == login))
            return Actor(ActorKind.STAFF, account_id=account.id, role=account.role)

    def question(self, **given) -> Made:
        """Let a citizen ask. Anything of Submission may be given."""
        defaults = {
            "subject": "Яма на вулиці Степовій",
            "text": "На вулиці Степовій біля зупинки велика яма. Коли її відремонтують?",
            "kind": Kind.PUBLIC_QUESTION,
            "name": "Іван Петренко",
            "email": "petrenko@mail.example",
            "may_process": True,
            "may_publish": True,
        }
        with self.inside():
            return self._made(submit(Submission(**defaults | given)))

    def recorded(self, way=Way.DICTATED, consent=ConsentGiven.ORAL, days_ago=0, late_reason="", actor=None, **given) -> Made:
        """Let a librarian record a question for somebody who has no e-mail; anything of Submission may be given."""
        received_at = clock.now() - dt.timedelta(days=days_ago) if days_ago else None
        protocol = Protocol(way=way, consent=consent, read_back=True, received_at=received_at, late_reason=late_reason)
        defaults = {"subject": "Немає світла", "text": "У під’їзді немає світла.", "name": "Ганна Петренко", "may_process": True}
        with self.inside():
            return self._made(record_question(actor or self._librarian(), Submission(**defaults | given), protocol))

    def accepted(self, topic_id=None, authority_id=None, public_text=None, **given) -> Made:
        """A question that a librarian took up."""
        made = self.question(**given)
        with self.inside() as session:
            edit = triage.Edit(topic_id=topic_id, authority_id=authority_id, public_text=public_text, may_stay=True)
            triage.accept(self._librarian(), session.get(Question, made.id), edit)
        return made

    def referred(self, *official_ids, message="", **given) -> Made:
        """A question that officials have at hand."""
        made = self.accepted(**given)
        ids = official_ids or (self.official(),)
        with self.inside() as session:
            refer.refer(self._librarian(), session.get(Question, made.id), ids, message)
        return self.again(made)

    def answered(self, *official_ids, text="Яму засиплють до п’ятниці.", outcome=Outcome.POSITIVE, **given) -> Made:
        """A question whose answer waits for the librarian."""
        made = self.referred(*official_ids, **given)
        for referral_id in made.referral_ids:
            self.answer(referral_id, text=text, outcome=outcome)
        return self.again(made)

    def published(self, *official_ids, outcome=Outcome.POSITIVE, verdict=None, **given) -> Made:
        """A question whose answer is public, if the asker agreed."""
        made = self.answered(*official_ids, outcome=outcome, **given)
        self.publish(made, outcome)
        if verdict:
            self.judge(made, verdict)
        return self.again(made)

    def answer(self, referral_id, text="Яму засиплють до п’ятниці.", outcome=Outcome.POSITIVE, **more) -> int:
        """Let the official of a referral answer."""
        with self.inside() as session:
            actor = Actor(ActorKind.OFFICIAL, referral_id=referral_id)
            reply = respond.Reply(text=text, outcome=outcome, **more)
            return respond.answer(actor, session.get(Referral, referral_id), reply).id

    def publish(self, made, outcome=Outcome.POSITIVE) -> None:
        """Let a librarian publish the waiting answers as they are."""
        with self.inside() as session:
            publication = publish.Publication(outcome=outcome, may_stay=True)
            publish.publish(self._librarian(), session.get(Question, made.id), publication)

    def looked_through(self, *file_ids) -> None:
        """Let files count as looked through by a librarian, without a copy for readers."""
        with self.inside() as session:
            for file in session.scalars(select(Attachment).where(Attachment.id.in_(file_ids))):
                file.checked_at = clock.now()
            session.commit()

    def judge(self, made, verdict=VerdictValue.SOLVED, comment="") -> None:
        """Let the asker give a verdict."""
        with self.inside() as session:
            actor = Actor(ActorKind.ASKER, question_id=made.id)
            asker.judge(actor, session.get(Question, made.id), verdict, comment)

    def hide(self, made, reason="Прохання заявника") -> None:
        """Let a librarian take a question down."""
        with self.inside() as session:
            triage.hide(self._librarian(), session.get(Question, made.id), reason)

    def cleaned(self, made, **texts) -> None:
        """Let a librarian change the public texts of a question."""
        with self.inside() as session:
            triage.edit(self._librarian(), session.get(Question, made.id), triage.Edit(**texts, may_stay=True))

    def renamed(self, model, row_id, name) -> None:
        """Let an administrator give a topic or a body another name."""
        with self.inside() as session:
            directory.save(self.staff(Role.ADMINISTRATOR), model, {"name_uk": name}, session.get(model, row_id))

    def state(self, made) -> str:
        """Return where a question stands."""
        with self.inside() as session:
            return session.get(Question, made.id).state.value

    def again(self, made) -> Made:
        """Return the plain values of a question as they are now."""
        with self.inside() as session:
            return self._made(session.get(Question, made.id))

    def token_of(self, referral_id) -> str:
        """Return the token of a referral's newest link, as its letter carries it."""
        with self.inside() as session:
            link = session.get(Referral, referral_id).links[-1]
            return tokens.derive_token(self._settings.token_key, "answer", link.nonce)

    def asker_token(self, made) -> str:
        """Return the token of the asker's link, as the letters carry it."""
        with self.inside() as session:
            link = session.get(Question, made.id).asker_links[-1]
            return tokens.derive_token(self._settings.token_key, "asker", link.nonce)

    def notices_token(self, made) -> str:
        """Return the token by which an asker chooses which letters come, as the letters carry it."""
        with self.inside() as session:
            return notices_token(session.get(Question, made.id).asker_links[-1])

    def subscribed(self, query="", email="reader@mail.example", confirmed=True, language="uk") -> str:
        """Let a reader subscribe to new answers; return the token of the letters' links."""
        with self.inside() as session:
            subscriptions.subscribe(email, read_query(query), language, "client")
            token = subscription_token(session.scalars(select(Subscription).order_by(Subscription.id.desc())).first())
            if confirmed:
                subscriptions.confirm(token)
            return token

    @property
    def _settings(self):
        return self.app.extensions["reception_settings"]

    def _librarian(self) -> Actor:
        return Actor(ActorKind.STAFF, role=Role.MODERATOR)

    def _made(self, question) -> Made:
        return Made(
            question.id,
            question.number,
            make_pin(self._settings.token_key, question.pin_nonce),
            tuple(referral.id for referral in question.referrals),
            tuple(answer.id for answer in question.answers),
        )
