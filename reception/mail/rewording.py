"""A librarian's own words in place of a letter's: the personal link comes back where the words for it stand."""

from collections.abc import Iterator
from itertools import groupby

from flask import render_template
from flask_babel import force_locale
from flask_babel import gettext as _

from reception.domain.errors import Invalid
from reception.domain.placeholders import refuse_places
from reception.domain.text import LONGEST_TEXT, checked_text
from reception.mail.compose import ANSWER_MARK, ASKER_MARK, SUBSCRIPTION_MARK, without_links
from reception.models import Letter

LANGUAGES = ("uk", "en")
GIVE_AN_ANSWER = frozenset({"answered", "answered_alike"})
"""Letters that quote what was answered: these words are the official's own, as the page shows them."""

_MARKS = (ANSWER_MARK, ASKER_MARK, SUBSCRIPTION_MARK)


def link_words() -> str:
    """Return the words that stand for the personal link while a letter is looked at, in the librarian's language."""
    return _("[personal link]")


def shown(letter: Letter) -> str:
    """Return a letter's text for a librarian: words stand where the personal link will."""
    return without_links(letter.body_text, link_words()).strip()


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
    own = next((mark for mark in _MARKS if mark in letter.body_text), None)
    for mark in _MARKS:
        text = text.replace(mark, "")
    if own:
        for words in _every_link_words():
            text = text.replace(words, own)
        if own not in text:
            raise Invalid("link_needed", field=field, words=link_words())
    text = _with_the_answer(letter, text, field)
    if text == letter.body_text.strip():
        return False
    letter.body_text = text + "\n"
    letter.body_html = _html(letter, text, own)
    return True


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


def _every_link_words() -> Iterator[str]:
    for language in LANGUAGES:
        with force_locale(language):
            yield link_words()


def _html(letter: Letter, text: str, own: str | None) -> str:
    with force_locale(letter.language):
        html = render_template("mail/reworded.html", subject=letter.subject, pieces=list(_pieces(text)), to_address="")
    return html.replace(own, f'<a href="{own}" style="word-break: break-all">{own}</a>') if own else html


def _pieces(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the paragraphs of a text, and whether they are quoted, as letters in plain text quote."""
    for quoted, words in _blocks(text):
        if quoted:
            words = "\n".join(line.removeprefix(">").removeprefix(" ") for line in words.split("\n"))
        if words.strip():
            yield quoted, words
