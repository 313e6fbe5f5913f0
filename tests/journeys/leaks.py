"""A town full of secrets: every private field holds a marker, so that whatever leaks can be told."""

import datetime as dt
import io

from PIL import Image
from sqlalchemy import select

from reception.domain import clock
from reception.domain.kinds import AppealKind, Kind, VerdictValue
from reception.domain.outcomes import Outcome
from reception.domain.roles import SYSTEM, Actor, ActorKind
from reception.models import Account, Question, Referral
from reception.services import (
    asker,
    claims,
    clarify,
    classify,
    labels,
    merge,
    objections,
    publish,
    redaction,
    refer,
    registration,
    respond,
    returning,
    split,
    triage,
    uploads,
)
from tests import delegations
from tests.journeys.leaks_corrected import corrected
from tests.journeys.leaks_mailed import mailed
from tests.journeys.leaks_promised import promised
from tests.journeys.leaks_recorded import PHONE, PUBLIC_ANSWER, PUBLIC_SUBJECT, PUBLIC_TEXT, mark, recorded
from tests.pdfs import pdf

PUBLIC_FILE = "Публічний лист про ліхтарі."


class Town:
    """Questions at every stage, each private word of them marked."""

    def __init__(self, world):
        self.world = world
        self.official = world.official(email=f"{mark('official')}@city.example")
        self.librarian = Actor(ActorKind.STAFF)
        world.text(text=mark("readytext"), title_uk=mark("readytitle"), code=mark("readycode"))
        self.all = [self.full_life(), self.private(), self.hidden(), self.declined(), self.withdrawn(), mailed(self), self.new()]
        self.all += [self.declined_openly(), recorded(self), promised(self), *self.duplicates(), self.split_up(), self.returned()]

    def ask(self, stage, **given):
        """Let somebody with a marked name and address ask with marked words."""
        personal = {
            "name": f"{mark('name')} Петренко",
            "email": f"{mark('email')}@mail.example",
            "phone": PHONE,
            "residence": mark("residence"),
            "kind": Kind.APPEAL,
            "form_key": f"form-{stage}",
        }
        readable = pdf(PUBLIC_FILE if stage == "full" else mark(f"{stage}pdf"))
        self.files = [
            self.upload(f"form-{stage}", f"{mark('file')}.pdf", readable),
            self.upload(f"form-{stage}", f"{mark('file')}.pdf", pdf(mark("privatepdf"))),
            self.upload(f"form-{stage}", f"{mark('file')}.png", self.picture()),
        ]
        words = {"subject": f"{mark('subject')} у сквері", "text": f"Текст {mark('text')}, дзвоніть {PHONE}."}
        return self.world.question(**words | personal | given)

    def picture(self):
        """Return the bytes of a picture."""
        picture = io.BytesIO()
        Image.new("RGB", (4, 4)).save(picture, "PNG")
        return picture.getvalue()

    def upload(self, form_key, name, content):
        """Keep a file under a marked name."""
        with self.world.inside():
            return uploads.receive(io.BytesIO(content), name, form_key, files=9, size=10_000).id

    def do(self, service, made, *arguments, **more):
        """Let the librarian do something to a question."""
        with self.world.inside() as session:
            service(SYSTEM, session.get(Question, made.id), *arguments, **more)

    def respond(self, service, referral_id, *arguments):
        """Let the official do something with a referral."""
        with self.world.inside() as session:
            service(Actor(ActorKind.OFFICIAL, referral_id=referral_id), session.get(Referral, referral_id), *arguments)

    def last_referral(self, made):
        """Return the id of the newest referral of a question."""
        return self.world.again(made).referral_ids[-1]

    def accept(self, made, subject=PUBLIC_SUBJECT, text=PUBLIC_TEXT):
        """Take a question up with a cleaned public text; one of its files is public."""
        self.world.looked_through(*self.files)
        edit = triage.Edit(public_subject=subject, public_text=text, public_attachments=frozenset(self.files[:1]))
        self.do(triage.accept, made, edit)

    def publish(self, made, text=PUBLIC_ANSWER):
        """Publish the waiting answers with a cleaned text."""
        with self.world.inside() as session:
            question = session.get(Question, made.id)
            texts = {answer.id: text for answer in question.waiting_answers}
            publish.publish(SYSTEM, question, publish.Publication(outcome=Outcome.POSITIVE, texts=texts))

    def full_life(self):
        """A question that goes through everything and has an answer that waits for publication."""
        made = self.ask("full")
        self.accept(made)
        self.do(triage.note, made, mark("note"))
        self.do(labels.add, made, mark("label"))
        self.shared_work(made)
        self.do(clarify.ask_asker, made, mark("request"))
        self.as_asker(clarify.clarify, made, mark("reply"))
        self.give_out_clarification(made)
        self.blacken(made)
        self.do(refer.refer, made, (self.official,), mark("message"))
        self.respond(respond.not_ours, self.last_referral(made), mark("notours"))
        self.do(refer.refer, made, (self.official,), mark("message"))
        first = self.last_referral(made)
        self.extend(first)
        self.respond(respond.answer, first, respond.Reply(text=mark("rawanswer"), outcome=Outcome.POSITIVE))
        self.do(publish.send_back, made, mark("sendback"))
        self.respond(respond.answer, first, respond.Reply(text=mark("secondanswer"), outcome=Outcome.POSITIVE))
        self.publish(made)
        corrected(self, made)
        self.as_asker(objections.object_to_text, made, mark("objection"))
        self.do(objections.resolve, made, False, mark("objectionreply"))
        self.as_asker(objections.object_to_text, made, mark("objectionagain"))
        self.as_asker(asker.judge, made, VerdictValue.NOT_SOLVED, mark("comment"))
        self.do(refer.refer, made, (self.official,), mark("message"))
        again = self.last_referral(made)
        for _ in range(2):
            delegations.pass_on(self.world, again, email=f"{mark('colleague')}@city.example", message=mark("word"))
            delegations.hand_back(self.world, again, mark("handback"))
        self.respond(respond.answer, again, respond.Reply(text=mark("unpublished"), outcome=Outcome.EXPLAINED))
        return made

    def shared_work(self, made):
        """Let a librarian with a marked name have a question in hand and to see to, and keep a filter under a marked name."""
        login = self.world.account(name=mark("librarian"))
        with self.world.inside() as session:
            account = session.scalar(select(Account).where(Account.login == login))
            librarian = Actor(ActorKind.STAFF, account_id=account.id, role=account.role)
            question = session.get(Question, made.id)
            claims.claim(librarian, question)
            claims.assign(librarian, question, account_id=account.id)
            claims.release(librarian, question)
            labels.keep_filter(librarian, mark("filter"), "tab=all")
            claims.claim(librarian, session.get(Question, self.ask("claimed").id))

    def give_out_clarification(self, made):
        """Make the last clarification public in other words."""
        with self.world.inside() as session:
            question = session.get(Question, made.id)
            public = clarify.PublicClarification("Публічне запитання", "Публічне уточнення")
            clarify.publish_clarification(SYSTEM, question, question.clarifications[-1], public)

    def blacken(self, made):
        """Let readers open a file in which all that is private is black, under a name of the library's."""
        with self.world.inside() as session:
            question = session.get(Question, made.id)
            shown, file, _picture = question.attachments
            looked = redaction.Looked(redaction.look(question, file), wartime_checked=True)
            boxes = [spot.boxes[0] for spot in looked.document.pages[0].spots_of(mark("privatepdf"))]
            redaction.blacken(SYSTEM, question, file, looked, boxes)
            names = {file.id: "Публічна назва файлу"}
            edit = triage.Edit(public_attachments=frozenset({shown.id, file.id}), file_names=names)
            triage.edit(SYSTEM, question, edit)

    def extend(self, referral_id):
        """Let the official take more time, for a marked reason."""
        with self.world.inside() as session:
            referral = session.get(Referral, referral_id)
            actor = Actor(ActorKind.OFFICIAL, referral_id=referral_id)
            respond.extend(actor, referral, referral.due_on + dt.timedelta(days=3), mark("extend"))

    def as_asker(self, service, made, *arguments):
        """Let the asker do something with the own question."""
        with self.world.inside() as session:
            service(Actor(ActorKind.ASKER, question_id=made.id), session.get(Question, made.id), *arguments)

    def returned(self):
        """An appeal that went back to its author, who completed it; it is with an official, and complains of somebody."""
        made = self.ask("returned")
        edit = triage.Edit(public_subject=PUBLIC_SUBJECT, public_text=PUBLIC_TEXT, wartime_checked=True)
        self.do(triage.accept, made, edit)
        self.do(returning.return_to_author, made, ["essence"], mark("returnnote"))
        supplied = returning.Supplied(name=f"{mark('newname')} Іваненко", residence=mark("newhome"), text=mark("added"))
        self.as_asker(returning.complete, made, supplied)
        whom = self.world.official(name=mark("complainedof"))
        complaint = {"appeal_kind": AppealKind.COMPLAINT, "complained_official_id": whom}
        self.do(classify.classify, made, classify.Decision(kind=Kind.INFORMATION_REQUEST), mark("classreason"))
        self.do(classify.classify, made, classify.Decision(kind=Kind.APPEAL, **complaint), mark("classreason"))
        self.do(refer.refer, made, (self.official,), "")
        with self.world.inside() as session:
            referral = session.get(Referral, self.last_referral(made))
            registration.register(SYSTEM, referral, clock.today(), mark("incoming"))
        return made

    def private(self):
        """A question that was answered and is nobody else's business."""
        made = self.ask("private", may_publish=False)
        self.accept(made, mark("privatesubject"), mark("privatetext"))
        self.do(refer.refer, made, (self.official,), "")
        reply = respond.Reply(text=mark("privateanswer"), outcome=Outcome.POSITIVE)
        self.respond(respond.answer, self.last_referral(made), reply)
        self.publish(made, mark("privateanswer"))
        return made

    def hidden(self):
        """A question that was public, and was taken down."""
        made = self.ask("hidden")
        self.accept(made, mark("hiddensubject"), mark("hiddentext"))
        self.do(triage.hide, made, "Прохання заявника")
        return made

    def declined(self):
        """A question that was not taken."""
        made = self.ask("declined")
        self.do(triage.decline, made, self.world.reason(), mark("decline"))
        return made

    def declined_openly(self):
        """A question that was not taken, as readers may see; what the librarian added is the asker's."""
        made = self.ask("openly")
        self.do(triage.edit, made, triage.Edit(public_subject=PUBLIC_SUBJECT, public_text=PUBLIC_TEXT))
        self.do(triage.decline, made, self.world.reason(), mark("decline"), None, triage.Edit())
        return made

    def withdrawn(self):
        """A question that was public until its asker took it back."""
        made = self.ask("withdrawn")
        self.accept(made, mark("withdrawnsubject"), mark("withdrawntext"))
        self.as_asker(asker.withdraw, made)
        return made

    def duplicates(self):
        """Questions that were merged: one that was public before into a public one, another into one that is none yet."""
        main, again, first = self.ask("main"), self.ask("again"), self.ask("first")
        for made in (main, again):
            self.accept(made, *((PUBLIC_SUBJECT, PUBLIC_TEXT) if made is main else (mark("againsubject"), mark("againtext"))))
        self.do(merge.merge, again, main.number)
        self.as_asker(merge.object_to, again, mark("objection"))
        self.do(merge.merge, again, main.number)
        self.do(merge.merge, self.ask("second"), first.number)
        return [main, again, first]

    def split_up(self):
        """A letter that was public and was then split, with its file going with one of the parts."""
        made = self.ask("split")
        self.accept(made, mark("splitsubject"), mark("splittext"))
        words = {"subject": mark("partsubject"), "text": mark("parttext"), "kind": Kind.PUBLIC_QUESTION}
        parts = [split.Part(**words, file_ids=self.files), split.Part(**words)]
        self.do(split.split, made, parts)
        return made

    def asked_twice(self):
        """A question that was answered, and one of somebody else who asks the same and hides nothing."""
        made = self.ask("twice", kind=Kind.PUBLIC_QUESTION)
        self.accept(made)
        other = {"name": "Ольга Бойко", "email": "boiko@mail.example", "kind": Kind.PUBLIC_QUESTION}
        again = self.world.question(subject="Знову лавка", text="Коли полагодять лавку?", **other)
        self.do(merge.merge, again, made.number)
        self.do(clarify.ask_asker, made, mark("request"))
        self.as_asker(clarify.clarify, made, mark("reply"))
        self.do(refer.refer, made, (self.official,), mark("message"))
        self.extend(self.last_referral(made))
        self.respond(respond.answer, self.last_referral(made), respond.Reply(text=mark("rawanswer"), outcome=Outcome.POSITIVE))
        self.do(publish.send_back, made, mark("sendback"))
        reply = respond.Reply(text=mark("secondanswer"), outcome=Outcome.POSITIVE)
        self.respond(respond.answer, self.last_referral(made), reply)
        self.publish(made)
        self.as_asker(asker.judge, made, VerdictValue.NOT_SOLVED, mark("comment"))
        return made, again

    def new(self):
        """A question that nobody has looked at."""
        return self.ask("new")

    def slugs(self, model):
        """Return the values that addresses have for topics or authorities."""
        with self.world.inside() as session:
            return list(session.scalars(select(model.slug)))
