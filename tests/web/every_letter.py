"""A town in which every letter of the house is written and leaves by real SMTP. A new letter needs a step here."""

import datetime as dt

from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.domain.kinds import Kind, VerdictValue
from reception.domain.mail_causes import MailCause
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import Said
from reception.domain.requisites import Requisite
from reception.domain.roles import SYSTEM, Actor, ActorKind, Role
from reception.mail.smtp_errors import NotSent
from reception.models import Account, Answer, Delegation, Letter, Official, Question, Referral
from reception.queries.promises import LETTERS
from reception.services import (
    alerts,
    asker,
    clarify,
    classify,
    corrections,
    daily,
    delegating,
    delivery,
    directory,
    hold_pen,
    incoming,
    indexing,
    links,
    merge,
    objections,
    outages,
    own,
    promise_letters,
    promises,
    publish,
    readdress,
    refer,
    registration,
    reminders,
    respond,
    responsible,
    returning,
    split,
    triage,
)
from reception.services.transaction import transaction
from tests.delegations import hand_back, pass_on

MONDAY = dt.datetime(2026, 3, 2, 11, tzinfo=house_clock.KYIV)


class EveryLetter:
    """Walks questions through all that writes a letter, and sends what is written after every story."""

    def __init__(self, world, clock) -> None:
        self.world, self.clock = world, clock
        self.librarian = world._librarian()
        clock.set(MONDAY)
        self.body = world.authority()
        self.olena = world.official(self.body, email="olena.koval@city.example")
        self.taras = world.official(self.body, name="Тарас Гнатюк", email="taras@city.example")
        world.subscribed("")
        stories = self.a_full_life, self.side_ways, self.several_in_one, self.reminded, self.told_of_new_answers, self.promised
        for story in (*stories, self.passed_on, self.moved, self.corrected, self.sent_on, self.mail_trouble):
            story()
            self.send()

    def send(self) -> None:
        """Let everything leave that may."""
        with self.world.inside():
            delivery.send_due()

    def staff(self, service, made, *arguments, **more) -> None:
        """Let the librarian do something to a question."""
        with self.world.inside() as session:
            service(self.librarian, session.get(Question, made.id), *arguments, **more)

    def asks(self, service, made, *arguments) -> None:
        """Let the asker do something with the own question."""
        with self.world.inside() as session:
            service(Actor(ActorKind.ASKER, question_id=made.id), session.get(Question, made.id), *arguments)

    def official(self, service, made, *arguments, at=0) -> None:
        """Let an official do something with the referral."""
        with self.world.inside() as session:
            referral = session.get(Question, made.id).referrals[at]
            service(Actor(ActorKind.OFFICIAL, referral_id=referral.id, link_id=referral.links[-1].id), referral, *arguments)

    def replies(self, made) -> None:
        """Let the official answer by mail."""
        with self.world.inside() as session:
            wanted = select(Letter).where(Letter.question_id == made.id, Letter.name == "referral")
            letter = session.scalars(wanted.order_by(Letter.id)).first()
            head = f"From: {letter.to_address}\nSubject: Re: {letter.subject}\nIn-Reply-To: {letter.message_id}\n"
            incoming.receive(f"{head}\nПолагодимо у травні.\n".encode())

    def joined(self, made, **given):
        """A question of somebody else that is joined with another."""
        other = self.world.accepted(name="Ольга Бойко", email="boiko@mail.example", **given)
        self.staff(merge.merge, other, made.number)
        return other

    def a_full_life(self) -> None:
        """A question that goes through nearly everything, and those who asked the same."""
        made = self.world.accepted()
        parted = self.joined(made)
        self.staff(merge.unmerge, parted, "Інша яма.")
        self.joined(made)
        self.staff(refer.refer, made, (self.olena, self.taras))
        self.send()
        for each in (1, 0):
            self.staff(responsible.make_responsible, made, self.world.again(made).referral_ids[each], "Це міський двір.")
        self.official(registration.register, made, house_clock.today(), "01-15/7")
        self.official(respond.extend, made, house_clock.today() + dt.timedelta(days=40), "Чекаємо на матеріали.")
        self.staff(clarify.ask_asker, made, "У якому дворі?")
        self.asks(clarify.clarify, made, "У другому.")
        self.replies(made)
        self.official(respond.answer, made, respond.Reply(text="Засиплемо.", outcome=Outcome.POSITIVE))
        self.staff(publish.send_back, made, "Назвіть дату.")
        self.official(respond.answer, made, respond.Reply(text="До 6 березня.", outcome=Outcome.POSITIVE, form_key="again"))
        self.world.publish(made)
        self.asks(objections.object_to_text, made, "Моє ім’я!")
        self.staff(objections.resolve, made, False, "Імені там немає.")
        self.asks(asker.judge, made, VerdictValue.NOT_SOLVED)
        self.staff(triage.close, made, "Яму засипано.")
        self.staff(triage.reopen, made, "Яма знову тут.")

    def side_ways(self) -> None:
        """Questions that end otherwise, and links."""
        world = self.world
        given_back = world.referred(self.olena, self.taras)
        self.official(respond.not_ours, given_back, "Це до водоканалу.")
        recalled, withdrawn, readdressed = (world.referred(self.olena) for _ in range(3))
        again, main = world.referred(self.olena), world.accepted()
        appeal, returned = world.referred(self.olena, kind=Kind.PUBLIC_QUESTION), world.accepted(name="Іван")
        self.send()
        self.staff(refer.recall, recalled, "Помилкова адреса.")
        self.asks(asker.withdraw, withdrawn)
        self.staff(readdress.readdress, readdressed, readdressed.referral_ids[0], self.taras, "Це його двір.")
        self.staff(merge.merge, again, main.number)
        self.staff(triage.decline, world.question(), world.reason())
        self.staff(classify.classify, appeal, classify.Decision(kind=Kind.INFORMATION_REQUEST), "Просять документ.")
        self.staff(classify.classify, returned, classify.Decision(kind=Kind.APPEAL), "Це звернення за законом.")
        self.staff(returning.return_to_author, returned, set(Requisite), "Допишіть прізвище.")
        words = {"subject": "Яма", "text": "Яма.", "kind": Kind.PUBLIC_QUESTION}
        self.staff(split.split, world.accepted(), [split.Part(**words), split.Part(**words)])
        with world.inside() as session:
            link = session.get(Referral, appeal.referral_ids[0]).links[-1]
            links.revoke(self.librarian, link)
            links.renew(link)

    def passed_on(self) -> None:
        """A question that goes to a colleague, comes back in every way, and is answered by the colleague."""
        made = self.world.referred(self.olena)
        [referral] = made.referral_ids
        pass_on(self.world, referral)
        hand_back(self.world, referral, "Не моя вулиця.")
        step = pass_on(self.world, referral)
        with self.world.inside() as session:
            delegating.undelegate(self.librarian, session.get(Delegation, step), "Не той відділ.")
        pass_on(self.world, referral)
        self.world.answer(referral)

    def moved(self) -> None:
        """An official whose address is another, once the letter has left to the one before."""
        nina = self.world.official(self.body, name="Ніна Марчук")
        self.world.referred(nina)
        self.send()
        with self.world.inside() as session:
            directory.save(SYSTEM, Official, {"email": "marchuk@city.example"}, session.get(Official, nina))

    def several_in_one(self) -> None:
        """Letters about several questions: those asked for, and the one of the day."""
        made = self.world.referred(self.olena)
        self.official(lambda actor, referral: own.mail_links(actor, referral.links[-1]), made)
        self.official(lambda actor, referral: own.choose_letters(actor, referral.links[-1], True), made)
        for _ in range(2):
            self.world.referred(self.olena)
        self.clock.set(dt.datetime(2026, 3, 3, 9, 10, tzinfo=house_clock.KYIV))
        with self.world.inside() as session:
            assert daily.write() == 1
            session.get(Official, self.olena).daily_letter = False
            session.commit()

    def reminded(self) -> None:
        """An official with questions that are due, and the head of the body, who is told of those that are late."""
        self.clock.set(dt.datetime(2026, 3, 31, 10, tzinfo=house_clock.KYIV))
        with self.world.inside() as session:
            session.get(Official, self.taras).is_head = True
            session.commit()
            assert reminders.remind()
            delivery.send_due()
        self.clock.set(dt.datetime(2026, 4, 13, 10, tzinfo=house_clock.KYIV))
        with self.world.inside():
            assert reminders.remind()

    def told_of_new_answers(self) -> None:
        """Readers who subscribed."""
        self.world.published(self.taras, subject="Лавка у сквері")
        self.clock.advance(hours=1)
        with self.world.inside():
            indexing.catch_up()
            assert alerts.write_due()

    def promised(self) -> None:
        """Officials who promise something: one is asked until it is put off and at last done, of another it comes to nothing."""
        made = [self.world.referred(official) for official in (self.olena, self.taras)]
        due = dt.date(2026, 5, 25)
        for each in made:
            promise = {"outcome": Outcome.EXPLAINED, "commitment": Commitment.PLANNED, "promised_on": due}
            self.world.answer(each.referral_ids[0], **promise)
            self.world.publish(each, Outcome.EXPLAINED)
        for days in (-6, 1, 10):
            self.clock.set(dt.datetime.combine(due + dt.timedelta(days=days), dt.time(10), house_clock.KYIV))
            with self.world.inside():
                assert promise_letters.ask()
            self.send()
        self.writes_of_promise(made[1])
        later = house_clock.today() + dt.timedelta(days=30)
        self.says(made[0], promises.Word(said=Said.LATER, text="Немає асфальту.", day=later))
        self.says(made[0], promises.Word(said=Said.DONE, text="Засипано.", day=house_clock.today()))
        self.says(made[1], promises.Word(said=Said.NOT_DONE, text="Коштів не буде."))

    def writes_of_promise(self, made) -> None:
        """Let an official reply by mail to the letter that asks."""
        with self.world.inside() as session:
            asked = Letter.question_id == made.id, Letter.name.in_(LETTERS)
            letter = session.scalars(select(Letter).where(*asked).order_by(Letter.id.desc())).first()
            head = f"From: {letter.to_address}\nSubject: Re: {made.number}\nIn-Reply-To: {letter.message_id}\n"
            assert incoming.receive(f"{head}\nКоштів не буде.\n".encode()).promise_id

    def says(self, made, word) -> None:
        """Let an official say what became of a promise."""
        with self.world.inside() as session:
            promise = session.get(Question, made.id).answers[0].promise
            promises.report(Actor(ActorKind.OFFICIAL, referral_id=made.referral_ids[0], link_id=promise.link_id), promise, word)

    def corrected(self) -> None:
        """An answer that its official corrects twice: the library sends one correction back and gives the other out."""
        made = self.world.published(self.olena)
        self.joined(made)
        self.corrects(made, "Яму засиплють колись.")
        with self.world.inside() as session:
            answer = session.get(Answer, made.answer_ids[0])
            corrections.send_back(self.librarian, answer.question, answer.correction, "Назвіть дату.")
        self.corrects(made, "Яму засиплють до суботи.")
        with self.world.inside() as session:
            answer = session.get(Answer, made.answer_ids[0])
            checked = corrections.CheckedCorrection(text="Яму засиплють до суботи.", outcome=Outcome.POSITIVE, may_stay=True)
            corrections.publish_correction(self.librarian, answer.question, answer.correction, checked)

    def corrects(self, made, text) -> None:
        """Let the official correct the answer."""
        with self.world.inside() as session:
            answer = session.get(Answer, made.answer_ids[0])
            actor = Actor(ActorKind.OFFICIAL, referral_id=answer.referral_id)
            corrections.correct(actor, answer, respond.Reply(text=text, outcome=Outcome.POSITIVE))

    def sent_on(self) -> None:
        """Mail that fits nowhere, for an official."""
        with self.world.inside() as session:
            message = incoming.receive(b"From: somebody@mail.example\nSubject: Garden\n\nDobryi den\n")
            hold_pen.forward(self.librarian, message, session.get(Official, self.olena))

    def mail_trouble(self) -> None:
        """A mail server that lets nobody in for a while, and then does again: the administrator is told of both."""
        login = self.world.account(Role.ADMINISTRATOR)
        with self.world.inside() as session, transaction():
            session.scalar(select(Account).where(Account.login == login)).email = "admin@library.example"
            outages.failed(NotSent("535", "535 no", MailCause.LOGIN_REFUSED))
        self.clock.advance(hours=1)
        with self.world.inside():
            outages.watch()
        self.send()
