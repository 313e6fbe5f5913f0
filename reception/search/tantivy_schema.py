"""The Tantivy schema, and what is written of one document: its terms, its words in order, exact values, the packed terms.

Terms are found and counted in one field; in another, where phrases are sought, each word is one term made of all its dictionary
forms, for in plain text no two terms stand at one place. Which such words a term is part of, and what terms sound like, is
written once for each word, in documents of their own.
"""

from collections.abc import Iterable
from functools import cache

from reception.search.candidates import order_of
from reception.search.document import FILTERS, Document
from reception.search.lexicon import BETWEEN, Read
from reception.search.packed import length
from reception.search.stored_vocabulary import sounds
from reception.search.whoosh_schema import clean

try:
    import tantivy
except ImportError:  # an extra: the engine says so when it is chosen
    tantivy = None

VERSION = "tantivy 2"
"""Raised when the schema changes: an index of another version is not read."""

TERMS = "terms"
WORDS = "words"
KNOWN = "known"
ID = "key"
ORDER = "order"
LENGTH = "length"
ANSWERED = "answered"
PACKED = "packed"
JOURNAL = "journal"
POSITION = "position"
POSITION_HERE = "1"
WORDS_HERE = "words"
NO_QUESTIONS = (POSITION_HERE, WORDS_HERE)
"""In the field `journal`, what the documents hold that are no questions."""

SEEN = "."
PART_OF = "="
_YES = "1"
_AS_IT_IS = "raw"
_BY_SPACES = "whitespace"


@cache
def schema() -> "tantivy.Schema":
    """Return the schema of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(TERMS, tokenizer_name=_BY_SPACES, index_option="freq")
    builder.add_text_field(WORDS, tokenizer_name=_BY_SPACES, index_option="position")
    builder.add_text_field(KNOWN, tokenizer_name=_BY_SPACES, index_option="basic")
    for name in FILTERS:
        builder.add_text_field(name, tokenizer_name=_AS_IT_IS, index_option="basic", fast=True)
    for name in (ANSWERED, JOURNAL):
        builder.add_text_field(name, tokenizer_name=_AS_IT_IS, index_option="basic")
    builder.add_unsigned_field(ID, indexed=True)
    builder.add_unsigned_field(ORDER, fast=True)
    builder.add_float_field(LENGTH, fast=True)
    builder.add_unsigned_field(POSITION, stored=True)
    builder.add_bytes_field(PACKED, stored=True)
    return builder.build()


def stored(document: Document, read: Read) -> "tantivy.Document":
    """Return what the writer is given for one document."""
    result = tantivy.Document()
    result.add_text(TERMS, read.terms)
    result.add_text(WORDS, read.words)
    for name in FILTERS:
        if value := clean(getattr(document, name)):
            result.add_text(name, value)
    if document.answered:
        result.add_text(ANSWERED, _YES)
    result.add_unsigned(ID, document.id)
    result.add_unsigned(ORDER, order_of(document))
    result.add_float(LENGTH, length(read.packed))
    result.add_bytes(PACKED, read.packed)
    return result


def journal(position: int) -> "tantivy.Document":
    """Return what tells how far the journal has been read: it is written in the same commit as what was read."""
    result = tantivy.Document()
    result.add_text(JOURNAL, POSITION_HERE)
    result.add_unsigned(POSITION, position)
    return result


def known(words: Iterable[str]) -> "tantivy.Document":
    """Return what tells how some words are found: by what their terms sound like, and by each of several terms."""
    result = tantivy.Document()
    result.add_text(JOURNAL, WORDS_HERE)
    result.add_text(KNOWN, " ".join(map(_told, words)))
    return result


def _told(word: str) -> str:
    terms = word.split(BETWEEN)
    parts = [f"{PART_OF}{term}:{word}" for term in terms] if len(terms) > 1 else []
    heard = [f"{sound}:{term}" for term in terms for sound in sounds(term)]
    return " ".join([SEEN + word, *parts, *heard])
