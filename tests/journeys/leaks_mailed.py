"""Private fields of what comes by mail, for the leak test."""

from sqlalchemy import select

from reception.models import Letter
from reception.services import incoming, refer, triage
from tests.journeys.leaks_recorded import PUBLIC_SUBJECT, PUBLIC_TEXT, mark


def mailed(town):
    """A question to which an official and a stranger wrote by mail, the latter of an authority's registration."""
    made = town.ask("mailed")
    town.do(triage.accept, made, triage.Edit(public_subject=PUBLIC_SUBJECT, public_text=PUBLIC_TEXT))
    town.do(refer.refer, made, (town.official,), mark("message"))
    with town.world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.question_id == made.id, Letter.name == "referral")).one()
        for sender in (letter.to_address, f"{mark('stranger')}@mail.example"):
            head = f"From: {sender}\nSubject: Re: {mark('mailsubject')}\nIn-Reply-To: {letter.message_id}\n"
            row = incoming.receive(f"{head}\n{mark('mailtext')}\n".encode())
        row.referral_id, row.registered_number = town.last_referral(made), mark("mailregistered")
        session.commit()
    return made
