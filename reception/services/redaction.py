"""A PDF before readers get it: its text is looked through, a librarian says what is to be hidden, and a copy is made.

Readers get the copy alone: pictures of the pages with black boxes burnt in, which hold no text, or, where nothing is to be
hidden, the same pages without what is not seen on them. Staff keep the original too.
"""

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reception.current import settings
from reception.domain import clock
from reception.domain.errors import Invalid
from reception.domain.privacy.findings import Finding, Kind
from reception.domain.privacy.marks import places_of
from reception.domain.privacy.wartime import WarCue, cues
from reception.domain.roles import Actor
from reception.models import Attachment, Blackout, Question
from reception.queries.suspects import suspects
from reception.services import outside, pdf_pages, reader_copies

PATIENCE = pdf_pages.SECONDS + 5
"""Seconds of the clock for which the librarian waits."""

MOST_BOXES = 1_000


@dataclass(frozen=True, order=True)
class Box:
    """A place on a page, the first of which is 1, in ten thousandths of it from its upper left corner."""

    page: int
    x0: int
    y0: int
    x1: int
    y1: int


@dataclass(frozen=True)
class Spot:
    """What on a page may have to be hidden: a piece of its text, and the boxes over it, one a line."""

    key: str
    words: str
    boxes: tuple[Box, ...]
    kind: Kind | None = None


@dataclass(frozen=True)
class Page:
    """A page: its size in points, what in it may be personal data, and whether it has any text at all."""

    number: int
    width: float
    height: float
    text: str
    places: Sequence[Sequence[int]]
    spots: tuple[Spot, ...]

    def spots_of(self, words: str) -> Iterable[Spot]:
        """Yield the places of words that the librarian names."""
        for start, end in places_of(self.text, words):
            yield _spot(self.number, self.text, self.places, start, end, None)


@dataclass(frozen=True)
class Document:
    """A PDF as it was looked through."""

    pages: tuple[Page, ...]

    @property
    def has_text(self) -> bool:
        """There is a text layer. A scan has none: only a person sees what stands on it."""
        return any(page.text.strip() for page in self.pages)

    @property
    def cues(self) -> list[WarCue]:
        """What in it asks for a second look in time of war."""
        return cues(*(page.text for page in self.pages))


def look(question: Question, attachment: Attachment) -> Document:
    """Return what a PDF holds. Raises Invalid if it is locked, too long, or cannot be drawn."""
    found = json.loads(_run(attachment, "words"))["pages"]
    return Document(tuple(_page(question, number, page) for number, page in enumerate(found, 1)))


def picture(attachment: Attachment, number: int) -> bytes:
    """Return a page as a PNG. Raises Invalid as `look`, and for a page that is not there."""
    return _run(attachment, "page", str(number))


def _page(question: Question, number: int, found: dict[str, Any]) -> Page:
    text, places = found["text"], found["places"]
    spots = tuple(_spot(number, text, places, each.start, each.end, each) for each in suspects(question, text))
    return Page(number, found["width"], found["height"], text, places, spots)


def _spot(page: int, text: str, places: Sequence[Sequence[int]], start: int, end: int, finding: Finding | None) -> Spot:
    boxes = tuple(_boxes(page, text, places, start, end))
    return Spot(f"{page}:{start}:{end}", " ".join(text[start:end].split()), boxes, finding and finding.kind)


def _boxes(page: int, text: str, places: Sequence[Sequence[int]], start: int, end: int) -> Iterable[Box]:
    """Yield one box for each run of signs on one line, a little larger than they."""
    for run in re.finditer(r"[^\r\n]+", text[start:end]):
        # A space that the program has put in between has no place of its own.
        found = places[start + run.start() : start + run.end()]
        signs = [place for place in found if _part(place, place, 0) and _part(place, place, 1)]
        # On a page that lies on its side lines run downwards.
        across = max((1, 0), key=lambda side: _part(signs[0], signs[min(1, len(signs) - 1)], side)) if signs else 1
        line: list[Sequence[int]] = []
        for place in signs:
            if line and not _part(line[-1], place, across):
                yield _around(page, line)
                line = []
            line.append(place)
        if line:
            yield _around(page, line)


def _part(one: Sequence[int], other: Sequence[int], side: int) -> float:
    """Return which part of one place another covers from left to right (0) or from top to bottom (1)."""
    both = min(one[side + 2], other[side + 2]) - max(one[side], other[side])
    return max(0, both) / max(1, one[side + 2] - one[side])


def _around(page: int, places: Sequence[Sequence[int]]) -> Box:
    x0, y0 = min(place[0] for place in places), min(place[1] for place in places)
    x1, y1 = max(place[2] for place in places), max(place[3] for place in places)
    edge = max(10, (y1 - y0) // 8)
    return _within(Box(page, x0 - edge, y0 - edge, x1 + edge, y1 + edge))


def _within(box: Box) -> Box:
    sides = (min(max(side, 0), pdf_pages.WHOLE) for side in (box.x0, box.y0, box.x1, box.y1))
    return Box(box.page, *sides)


@dataclass(frozen=True)
class Looked:
    """What the librarian says of a PDF that was looked through."""

    document: Document
    wartime_checked: bool = False
    may_stay: bool = False


def blacken(actor: Actor, question: Question, attachment: Attachment, looked: Looked, boxes: Iterable[Box]) -> None:
    """Make the copy for readers with these boxes burnt in; an earlier copy goes.

    Raises Invalid if there is no box, a box is none or outside the pages, or the copy cannot be made.
    """
    wanted = sorted({_within(box) for box in boxes})
    if not wanted:
        raise Invalid("box_needed", field="boxes")
    if len(wanted) > MOST_BOXES or not all(_is_on(looked.document, box) for box in wanted):
        raise Invalid("box_wrong", field="boxes")
    content = _run(attachment, "burn", json.dumps([[box.page, box.x0, box.y0, box.x1, box.y1] for box in wanted]))
    _keep(actor, question, attachment, looked, content, wanted)


def _is_on(document: Document, box: Box) -> bool:
    return 1 <= box.page <= len(document.pages) and box.x0 < box.x1 and box.y0 < box.y1


def give_out_whole(actor: Actor, question: Question, attachment: Attachment, looked: Looked) -> None:
    """Say that nothing on the pages is to be hidden; the copy for readers lacks only what is not seen on them.

    Raises Invalid as `look`; while something in the text may be personal data and nobody has said that it may stay.
    """
    if not looked.may_stay and any(page.spots for page in looked.document.pages):
        raise Invalid("personal_data_left", field="may_stay")
    _keep(actor, question, attachment, looked, _run(attachment, "strip"), [])


def _keep(actor: Actor, question: Question, attachment: Attachment, looked: Looked, content: bytes, boxes: list[Box]) -> None:
    now = clock.now()
    blackouts = [Blackout(page=b.page, x0=b.x0, y0=b.y0, x1=b.x1, y1=b.y1, account_id=actor.account_id, at=now) for b in boxes]
    words = (page.text for page in looked.document.pages)
    reader_copies.replace(
        actor, question, attachment, content, words=words, wartime_checked=looked.wartime_checked, blackouts=blackouts
    )


def _run(attachment: Attachment, *task: str) -> bytes:
    if not attachment.is_pdf:
        raise Invalid("file_no_pdf")
    try:
        ended = outside.run(pdf_pages, settings().uploads / attachment.stored_as, *task, patience=PATIENCE)
    except FileNotFoundError:
        raise Invalid("pdf_unreadable") from None
    if ended.code:
        # Below zero: the system ended it, for it took more work or memory than it may.
        raise Invalid(pdf_pages.REFUSALS.get(ended.code, "pdf_too_hard"), pages=pdf_pages.PAGES)
    if ended.code is None:
        raise Invalid("pdf_too_hard")
    return ended.printed
