"""The pages of officials, for the walk through every page."""

from sqlalchemy import select

from reception.domain import clock
from reception.models import Letter, Referral
from reception.services import incoming, links
from tests.delegations import first_link

STEPS = {
    "not_ours": "not-ours", "more_time": "more-time", "ask_asker": "ask", "registered": "registered", "mine": "mine",
    "delegate": "delegate",
}  # fmt: skip


def acknowledged(world, made) -> None:
    """Let an office's program say that it has registered a question."""
    with world.inside() as session:
        of_referral = Letter.question_id == made.id, Letter.name == "referral"
        thread = session.scalar(select(Letter.message_id).where(*of_referral))
        head = f"From: office@city.example\nIn-Reply-To: {thread}\nAuto-Submitted: auto-replied\n"
        said = f"Зареєстровано за № К-401/2 від {clock.today():%d.%m.%Y}."
        assert incoming.receive(f"{head}\n{said}\n".encode()).registered_number


def of_officials(places) -> dict[str, list[str]]:
    """Return what officials see, and colleagues to whom they have passed a question on."""
    open_, sent, over, corrected, colleagues = (
        f"/answer/{places.world.token_of(made.referral_ids[0])}"
        for made in (places.referred, places.answered, places.hidden, places.corrected, places.passed_on)
    )
    with places.world.inside() as session:
        links.revoke(places.world._librarian(), session.get(Referral, places.hidden.referral_ids[0]).links[-1])
    first = first_link(places.world, places.passed_on.referral_ids[0])
    return {f"office.{name}": [f"{open_}/{path}"] for name, path in STEPS.items()} | {
        "office.answer": [open_, sent, over, corrected, "/answer/nothing", first, colleagues],
        "office.correct": [f"{corrected}/correct"],
        "office.hand_back": [f"{colleagues}/give-back"],
    }
