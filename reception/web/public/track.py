"""An asker follows the own question: by number and PIN, or by the link in a letter."""

from operator import itemgetter

from flask import Response, redirect, request, url_for
from flask_babel import gettext as _

from reception.current import settings
from reception.domain.errors import Invalid, NotFound, TooMany
from reception.domain.lifecycle import Action
from reception.domain.numbers import make_pin, parse_number
from reception.mail.compose import without_links
from reception.models import Attachment, Question
from reception.queries import asker, merged
from reception.queries.public_view import PublicAnswer
from reception.services import entry
from reception.services.move import allowed
from reception.web import files, persons
from reception.web.clients import at_terminal, client
from reception.web.event_words import event_text
from reception.web.excerpts import file_name
from reception.web.messages import say
from reception.web.public import own, public_text, returned
from reception.web.public.asker_pages import entry_page, show
from reception.web.public.forms import TrackForm
from reception.web.versions import compared

_INTERRUPTED = {
    "clarify": own.clarify_page,
    "verdict": own.verdict_page,
    "returned": returned.returned_page,
    "object_to_text": public_text.page,
}
"""The pages on which somebody may have typed when the half hour ended."""


def track() -> Response:
    """Ask for number and PIN, and let the asker in. The number may stand in the address, as on the receipt's QR code."""
    if request.method != "POST":
        return entry_page(TrackForm(number=request.args.get("number")))
    form = TrackForm()
    if not form.validate():
        return entry_page(form, Invalid("field_needed"))
    try:
        question = entry.by_pin(form.number.data, form.pin.data, client(), at_terminal())
    except (Invalid, TooMany) as error:
        form.pin.data, form.pin.errors = None, [say(error)]
        return entry_page(form, error)
    persons.remember_asker(question)
    # What was typed before the half hour ended goes on where it was typed.
    interrupted = _INTERRUPTED.get(form.then.data)
    return interrupted(question) if interrupted else _to_question(question)


def track_link(token: str) -> Response:
    """Open a question by the link of a letter: the page changes nothing, its button lets the asker in."""
    link = asker.link_of(token)
    if link is None:
        return show("public/track_link.html", 404, link=None)
    if request.method != "POST":
        return show("public/track_link.html", link=link, token=token)
    persons.remember_asker(link.question)
    return _to_question(link.question)


def _to_question(question: Question) -> Response:
    return redirect(url_for("public.track_question", number=question.number))


def track_question(number: str) -> Response:
    """Show the own question: where it stands, until when and why, what was said, what the asker may do."""
    canonical = parse_number(number, settings().number_prefix)
    question = asker.own_question(persons.asker(), canonical) if canonical else None
    if question is None:
        return redirect(url_for("public.track", number=canonical))
    if number != canonical:
        return _to_question(question)
    main = merged.main_of(question)
    return show(
        "public/track_question.html",
        question=question,
        main=main,
        parts=[(part, make_pin(settings().token_key, part.pin_nonce)) for part in question.parts],
        main_files=[_public_files(main, answer) for answer in main.answers] if main else [],
        timeline=_timeline(question),
        letters=[(letter, without_links(letter.body_text, _("your personal link"))) for letter in asker.letters(question)],
        readers=public_text.sides(question),
        may=allowed(question, persons.asker()),
        Action=Action,
        due=asker.running_term(question),
        earlier_of=lambda answer: compared(answer.earlier, answer.text, original=True),
        files_of=lambda owner: [_file_item(question, attachment) for attachment in owner.attachments],
    )


def _timeline(question: Question) -> list[dict[str, object]]:
    """Return what happened to the own question and, once merged, to the one that is answered for it, whose number is said."""
    lines = [{"at": e.at, "text": event_text(e), "detail": detail} for e, detail in asker.timeline(question)]
    if question.merged_into:
        number = question.merged_into.number
        lines += [{"at": e.at, "text": f"{number}: {event_text(e)}"} for e in merged.events_of_main(question)]
    return sorted(lines, key=itemgetter("at"))


def _public_files(main: merged.Main, answer: PublicAnswer) -> list[files.FileItem]:
    """Return the files of an answer to the other question: those that readers may open, on its public page."""
    if not main.is_public:
        return []
    return [
        files.item(file, url_for("public.file", number=main.number, file_id=file.id), file_name(n, file))
        for n, file in enumerate(answer.files, 1)
    ]


def _file_item(question: Question, attachment: Attachment) -> files.FileItem:
    return files.item(attachment, url_for("public.track_file", number=question.number, file_id=attachment.id))


def track_file(number: str, file_id: int) -> Response:
    """Give the asker a file of the own question or of its answers."""
    question = asker.own_question(persons.asker(), number)
    if question is None:
        return redirect(url_for("public.track", number=number))
    return files.send(asker.own_file(question, file_id))


def related(number: str, other: str) -> Response:
    """Open another question of the same letter: one that was made of it, or the letter itself."""
    question = asker.own_question(persons.asker(), number)
    if question is None:
        return redirect(url_for("public.track", number=number))
    for each in (*question.parts, question.split_from):
        if each is not None and each.number == other:
            persons.remember_asker(each)
            return _to_question(each)
    raise NotFound


def track_close() -> Response:
    """End the half hour at once."""
    persons.forget_asker()
    return redirect(url_for("public.track"))
