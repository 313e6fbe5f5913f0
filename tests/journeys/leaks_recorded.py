"""A secret letter on paper, and the marks by which secrets are told."""

from sqlalchemy import func, select

from reception.domain.outcomes import Outcome
from reception.domain.recording import HandedOver
from reception.domain.roles import Actor, ActorKind
from reception.models import Account, Letter, Question
from reception.services import handover, recording, refer, respond
from tests.pdfs import pdf

MARK = "zzleak"
PHONE = "0509998877"
PUBLIC_SUBJECT = "Публічна назва про сквер"
PUBLIC_TEXT = "Публічний текст про лавку у сквері, дзвоніть [телефон]."
PUBLIC_ANSWER = "Публічна відповідь: лавку полагодять."


def mark(name):
    """Return the marker of one private field."""
    return f"{MARK}{name}"


def recorded(town):
    """A question that a marked librarian recorded from a letter on paper, and whose answer was told by telephone."""
    recorder = librarian(town)
    town.upload("form-recorded", f"{mark('scan')}.pdf", pdf(mark("scanpdf")))
    made = town.world.recorded(
        subject=f"{mark('subject')} на папері",
        text=f"Текст {mark('text')}",
        name=mark("name"),
        phone=PHONE,
        days_ago=2,
        late_reason=mark("late"),
        may_publish=True,
        form_key="form-recorded",
        actor=recorder,
    )
    town.files = []
    town.accept(made)
    town.upload("form-paper", f"{mark('paper')}.pdf", pdf(mark("paperpdf")))
    town.do(recording.attach_paper, made, "form-paper")
    town.do(refer.refer, made, (town.official,), mark("message"))
    reply = respond.Reply(text=mark("toldanswer"), outcome=Outcome.POSITIVE)
    town.respond(respond.answer, town.last_referral(made), reply)
    town.publish(made)
    with town.world.inside() as session:
        last = session.scalar(select(func.max(Letter.id)).where(Letter.question_id == made.id))
        handover.note_attempt(recorder, session.get(Question, made.id), last)
        handover.hand_over(recorder, session.get(Question, made.id), HandedOver.BY_PHONE, last)
    return made


def librarian(town):
    """Return a librarian whose name is marked."""
    town.world.account(login="recorder", name=mark("recorder"))
    with town.world.inside() as session:
        return Actor(ActorKind.STAFF, account_id=session.scalars(select(Account.id).where(Account.login == "recorder")).one())
