"""What an asker reads of the own question: more than the public, less than the desk."""

from collections.abc import Iterator

from sqlalchemy import select

from reception.current import settings
from reception.domain import clock, tokens
from reception.domain.errors import NotFound
from reception.domain.events import SHAPES, Tag, standing
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import AskerLink, Attachment, Audience, Deadline, Event, Letter, LetterState, Question

TELL_OF_THE_OTHER = ("merged", "answered_alike")
"""Letters with words of the question with which the asker's own was joined."""


def sent_with(form_key: str | None) -> Question | None:
    """Return the question that was sent with a form. Its key is random, so whoever has it sent the form."""
    return db.session.scalar(select(Question).where(Question.form_key == form_key)) if form_key else None


def own_question(actor: Actor, number: str | None = None) -> Question | None:
    """Return the asker's own question, if it is the one of the number; to anybody else none."""
    if actor.question_id is None:
        return None
    question = db.session.get(Question, actor.question_id)
    return question if question and number in (None, question.number) else None


def link_of(token: str) -> AskerLink | None:
    """Return the asker's link of a token, unless it has expired."""
    digest = tokens.hash_token(token)
    link = db.session.scalar(select(AskerLink).where(AskerLink.token_hash == digest, AskerLink.expires_at > clock.now()))
    return link if link and tokens.same(link.token_hash, digest) else None


def notices_token(link: AskerLink) -> str:
    """Return the token by which one chooses, from a letter, which letters come: with it nothing else can be seen or done.

    It names the link and is derived from its nonce, so that the database holds none of it.
    """
    return f"{link.id}.{tokens.derive_token(settings().token_key, 'notices', link.nonce)}"


def link_to_choose_by(token: str) -> AskerLink | None:
    """Return the asker's link of a token of `notices_token`; it holds as long as the asker's contacts are kept."""
    number = token.partition(".")[0]
    if not number.isascii() or not number.isdigit() or len(number) > 12:
        return None
    link = db.session.get(AskerLink, int(number))
    return link if link and link.question.asker and tokens.same(notices_token(link), token) else None


def timeline(question: Question) -> Iterator[tuple[Event, str | None]]:
    """Yield what the asker may know of what happened, oldest first, each with what somebody wrote on the occasion."""
    requests = {c.id: c for c in question.clarifications}
    returns = {each.id: each for each in question.returns}
    for event in standing(question.events):
        if not SHAPES[event.tag].asker:
            continue
        clarification = requests.get(event.data.get("clarification_id"))
        match event.tag:
            case Tag.ASKED:
                yield event, clarification and clarification.request
            case Tag.CLARIFIED:
                yield event, clarification and clarification.reply
            case Tag.RETURNED | Tag.COMPLETED:
                row = returns.get(event.data["return_id"])
                yield event, row and (row.note if event.tag is Tag.RETURNED else row.added)
            case Tag.DECLINED:  # its sentence says the reason
                yield event, None
            case Tag.REGISTERED:
                yield event, event.data["incoming"] and f"№ {event.data['incoming']}"
            case _:
                yield event, event.data.get("reason")


def letters(question: Question) -> list[Letter]:
    """Return the letters that were written to the asker, oldest first; not those that a librarian may still take back.

    Of a joined question, not what they tell of the other one while that is taken down.
    """
    kept_back = TELL_OF_THE_OTHER if question.merged_into and question.merged_into.hidden_at else ()
    written = (each for each in question.letters if each.audience is Audience.ASKER and each.name not in kept_back)
    standing = (each for each in written if each.state is not LetterState.STOPPED)
    return [letter for letter in standing if letter.attempts or letter.next_attempt_at <= clock.now()]


def running_term(question: Question) -> Deadline | None:
    """Return the entry of the ledger by which the date that runs now was counted."""
    return next((entry for entry in reversed(question.deadlines) if entry.due_on == question.due_on), None)


def own_file(question: Question, file_id: int) -> Attachment:
    """Return a file that came with the question or with one of its answers. Raises NotFound for any other."""
    files = [*question.attachments, *(file for answer in question.answers for file in answer.attachments)]
    for file in files:
        if file.id == file_id:
            return file
    raise NotFound
