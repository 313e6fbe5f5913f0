"""A PDF that readers are to get: looked through page by page, with black boxes where the librarian says."""

from collections.abc import Iterator
from dataclasses import dataclass

from flask import Response, flash, make_response, render_template, request
from flask_babel import ngettext

from reception.domain.errors import Invalid, NotFound
from reception.models import Attachment, Question
from reception.services import redaction
from reception.services.redaction import Box, Document, Looked, Spot
from reception.web import persons
from reception.web.desk import marking, readers_copy, safety
from reception.web.desk.forms_files import FileForm, line_for
from reception.web.messages import say


@dataclass(frozen=True)
class Seen:
    """What the page shows: the document, the spots that are ticked, and the boxes beside them."""

    document: Document
    chosen: frozenset[str]
    boxes: tuple[Box, ...]

    def boxes_of(self, number: int) -> Iterator[tuple[Box, bool]]:
        """Yield the boxes on a page, each with whether it will be black."""
        for spot in self.document.pages[number - 1].spots:
            for box in spot.boxes:
                yield box, spot.key in self.chosen
        for box in self.boxes:
            if box.page == number:
                yield box, True


def file_page(number: str, file_id: int, page: int) -> Response:
    """Give a librarian one page of a PDF as a picture."""
    _question, file = _found(number, file_id)
    try:
        content = redaction.picture(file, page)
    except Invalid:
        raise NotFound from None
    return Response(content, mimetype="image/png")


def file_copy(number: str, file_id: int) -> Response:
    """Give a librarian what readers get of a PDF."""
    return readers_copy.send(_found(number, file_id)[1])


def check_file(number: str, file_id: int) -> Response:
    """Show what in a PDF may have to be hidden, and make the copy that readers get."""
    question, file = _found(number, file_id)
    if back := readers_copy.not_now(question):
        return back
    form = FileForm()
    try:
        document = redaction.look(question, file)
    except Invalid as error:
        return _page(question, file, form, None, say(error), error.status)
    if not form.validate_on_submit():
        return _page(question, file, form, _first_look(file, document, form))
    return _submitted(question, file, form, document)


def _found(number: str, file_id: int) -> tuple[Question, Attachment]:
    return readers_copy.found(number, file_id, lambda file: file.is_pdf)


def _first_look(file: Attachment, document: Document, form: FileForm) -> Seen:
    """Show all spots ticked; of a file that was blackened before, what was black then."""
    before = {Box(b.page, b.x0, b.y0, b.x1, b.y1) for b in file.blackouts}
    spots = [spot for page in document.pages for spot in page.spots]
    chosen = [spot for spot in spots if not file.checked_at or before.issuperset(spot.boxes)]
    others = sorted(before.difference(box for spot in chosen for box in spot.boxes))
    form.boxes.data = "\n".join(map(line_for, others))
    return Seen(document, frozenset(spot.key for spot in chosen), tuple(others))


def _submitted(question: Question, file: Attachment, form: FileForm, document: Document) -> Response:
    chosen = frozenset(request.form.getlist("spot"))
    boxes: list[Box] = []
    try:
        boxes = form.typed_boxes()
        boxes += _named(form, document)
        if request.form.get("do") == "look":
            return _page(question, file, form, Seen(document, chosen, tuple(boxes)))
        readers_copy.require_safety(question)
        looked = Looked(document, safety.ticked(), marking.may_stay())
        if request.form.get("do") == "whole":
            redaction.give_out_whole(persons.staff(), question, file, looked)
        else:
            redaction.blacken(persons.staff(), question, file, looked, [*boxes, *_boxes_of(document, chosen)])
    except Invalid as error:
        form.refuse(error)
        return _page(question, file, form, Seen(document, chosen, tuple(boxes)), status=error.status)
    return readers_copy.made("desk.check_file", question, file)


def _named(form: FileForm, document: Document) -> list[Box]:
    """Return the boxes over words that the librarian names, and write them where boxes are written."""
    if not form.words.data:
        return []
    spots = [spot for page in document.pages for spot in page.spots_of(form.words.data)]
    if not spots:
        raise Invalid("words_not_in_file", field="words")
    boxes = [box for spot in spots for box in spot.boxes]
    form.boxes.data = "\n".join(filter(None, [form.boxes.data, *map(line_for, boxes)]))
    form.words.data = ""
    flash(ngettext("%(num)s place is found and boxed.", "%(num)s places are found and boxed.", len(spots)), "success")
    return boxes


def _boxes_of(document: Document, chosen: frozenset[str]) -> Iterator[Box]:
    spots: Iterator[Spot] = (spot for page in document.pages for spot in page.spots if spot.key in chosen)
    return (box for spot in spots for box in spot.boxes)


def _page(
    question: Question,
    file: Attachment,
    form: FileForm,
    seen: Seen | None,
    refused: str = "",
    status: int = 200,
) -> Response:
    html = render_template(
        "desk/check_file.html",
        question=question,
        file=file,
        form=form,
        seen=seen,
        refused=refused,
        war_cues=seen.document.cues if seen else [],
    )
    return make_response(html, status)
