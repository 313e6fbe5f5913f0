"""The Tantivy schema, and what is written of one document: terms at their places, exact values, the packed terms.

Several dictionary forms of one word stand at one place, which only pre-tokenized text can say: hence tantivy >= 0.27.
"""

from functools import cache, lru_cache

from reception.search import packed
from reception.search.candidates import order_of
from reception.search.document import FILTERS, Document
from reception.search.fields import places
from reception.search.stored_vocabulary import sounds
from reception.search.whoosh_schema import clean

try:
    import tantivy
    from tantivy import PreTokenizedString, Token
except ImportError:  # an extra: the engine says so when it is chosen
    tantivy = None

from reception.search.analysis import FORMS

VERSION = "tantivy 1"
"""Raised when the schema changes: an index of another version is not read."""

WORDS = "words"
SOUNDS = "sounds"
ID = "key"
ORDER = "order"
LENGTH = "length"
ANSWERED = "answered"
PACKED = "packed"
JOURNAL = "journal"
POSITION = "position"
_YES = "1"
_AS_IT_IS = "raw"


@cache
def schema() -> "tantivy.Schema":
    """Return the schema of the index."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field(WORDS, tokenizer_name=_AS_IT_IS, index_option="position")
    builder.add_text_field(SOUNDS, tokenizer_name="whitespace", index_option="basic")
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


def stored(document: Document) -> "tantivy.Document":
    """Return what the writer is given for one document."""
    found, weights = places(document)
    result = tantivy.Document()
    result.add_pre_tokenized_text(WORDS, PreTokenizedString("", _tokens(found, weights)))
    result.add_text(SOUNDS, " ".join(map(_heard, found)))
    for name in FILTERS:
        if value := clean(getattr(document, name)):
            result.add_text(name, value)
    if document.answered:
        result.add_text(ANSWERED, _YES)
    data = packed.pack(found, weights)
    result.add_unsigned(ID, document.id)
    result.add_unsigned(ORDER, order_of(document))
    result.add_float(LENGTH, packed.length(data))
    result.add_bytes(PACKED, data)
    return result


def journal(position: int) -> "tantivy.Document":
    """Return what tells how far the journal has been read: it is written in the same commit as what was read."""
    result = tantivy.Document()
    result.add_text(JOURNAL, _YES)
    result.add_unsigned(POSITION, position)
    return result


@lru_cache(maxsize=200_000)
def _heard(term: str) -> str:
    return " ".join(f"{sound}:{term}" for sound in sounds(term))


def _tokens(found: dict[str, list[int]], weights: dict[str, float]) -> list["Token"]:
    """Return the terms at their places; one that weighs more than its places stands at the last of them more often."""
    tokens = []
    for term, term_places in found.items():
        tokens += [Token(term, place // FORMS, 0, 0) for place in term_places]
        if (more := int(weights[term] + 0.5) - len(term_places)) > 0:
            tokens += tokens[-1:] * more
    return tokens
