"""A librarian's own words in place of a letter's: its links come back where the words for them stand."""

import re
from collections.abc import Iterator
from itertools import groupby

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from reception.domain.errors import Invalid
from reception.domain.placeholders import refuse_places
from reception.domain.text import LONGEST_TEXT, checked_text
from reception.mail.compose import MARKS, NOTICES_MARK, without_links
from reception.models import Letter

LANGUAGES = ("uk", "en")
GIVE_AN_ANSWER = frozenset({"answered", "answered_alike", "corrected", "corrected_alike"})
"""Letters that quote what was answered: these words are the official's own, as the page shows them."""

_FOOT = re.compile(r"^-- ?$", re.MULTILINE)


def link_words() -> str:
    """Return the words that stand for the personal link while a letter is looked at, in the librarian's language."""
    return _("[personal link]")


def choice_words() -> str:
    """Return the words that stand for the link by which an asker chooses which letters come."""
    return _("[link: which letters come]")


def _words_for(mark: str) -> str:
    return choice_words() if mark == NOTICES_MARK else link_words()


def shown(letter: Letter) -> str:
    """Return a letter's text for a librarian: words stand where its links will."""
    return without_links(letter.body_text.replace(NOTICES_MARK, choice_words()), link_words()).strip()


def reword(letter: Letter, typed: str, field: str) -> bool:
    """Put a librarian's text into a letter and make its HTML of it; tell whether it differs from the letter's own.

    The answer that a letter quotes stays as it was given, whatever was typed there. Raises Invalid, with the field, if the
    text is empty or too long, has places left to fill, or the answer or the personal link has gone, without which nothing
    can be done.
    """
    text = checked_text(typed, field, LONGEST_TEXT)
    if text == shown(letter):
        return False
    refuse_places("\n".join(words for quoted, words in _blocks(text) if not quoted or letter.name not in GIVE_AN_ANSWER), field)
    text = _with_the_links(letter, text, field)
    text = _with_the_answer(letter, text, field)
    if text == letter.body_text.strip():
        return False
    letter.body_text = text + "\n"
    letter.body_html = _html(letter, text)
    return True


def _with_the_links(letter: Letter, text: str, field: str) -> str:
    """Return a text with the marks of its letter's links in place of the words for them."""
    for mark in MARKS:
        text = text.replace(mark, "")
    for mark in (mark for mark in MARKS if mark in letter.body_text):
        for words in _in_every_language(mark):
            text = text.replace(words, mark)
        if mark not in text and mark != NOTICES_MARK:
            raise Invalid("link_needed", field=field, words=link_words())
    return _with_the_foot(letter, text)


def _with_the_foot(letter: Letter, text: str) -> str:
    """Return a text with its letter's foot if it has lost it: every letter says why it came and how to stop."""
    foot = _FOOT.search(letter.body_text)
    lost = not _FOOT.search(text) or (NOTICES_MARK in letter.body_text and NOTICES_MARK not in text)
    if not foot or not lost:
        return text
    return _FOOT.split(text)[0].rstrip() + "\n\n" + letter.body_text[foot.start() :].strip()


def _with_the_answer(letter: Letter, text: str, field: str) -> str:
    """Return a text with the answers that its letter quotes in place of what was typed there."""
    if letter.name not in GIVE_AN_ANSWER:
        return text
    answers, blocks = [words for quoted, words in _blocks(letter.body_text) if quoted], list(_blocks(text))
    if sum(quoted for quoted, _words in blocks) != len(answers):
        raise Invalid("answer_stays", field=field)
    given = iter(answers)
    return "\n".join(next(given) if quoted else words for quoted, words in blocks)


def _blocks(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the runs of lines that are quoted, and of those that are not."""
    for quoted, lines in groupby(text.split("\n"), key=lambda line: line.startswith(">")):
        yield quoted, "\n".join(lines)


def _in_every_language(mark: str) -> Iterator[str]:
    for language in LANGUAGES:
        with force_locale(language):
            yield _words_for(mark)


def _html(letter: Letter, text: str) -> str:
    with force_locale(letter.language):
        html = render_template("mail/reworded.html", subject=letter.subject, pieces=list(_pieces(text)), to_address="")
    for mark in MARKS:
        html = html.replace(mark, f'<a href="{mark}" style="word-break: break-all">{mark}</a>')
    return html


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the paragraphs of a text, and whether they are quoted, as letters in plain text quote."""
    for quoted, words in _blocks(text):
        if quoted:
            words = "\n".join(line.removeprefix(">").removeprefix(" ") for line in words.split("\n"))
        if words.strip():
            yield quoted, words
