"""A document's texts as weighted, placed index terms: what every engine stores of them."""

from collections import defaultdict
from collections.abc import Iterator

from reception.search import analysis
from reception.search.document import Document

WEIGHTS = {
    "number": 3.0, "subject": 2.5, "question": 1.0, "answer": 1.0, "topic": 0.7, "authority": 0.5, "attachments": 0.4,
}  # fmt: skip
"""What one occurrence in a field counts: the weights of BM25F."""

GAP = 100
"""Places left free between fields, so that no phrase and no nearness reaches across."""

LONGEST_TEXT = 400_000
"""Characters of one field that are indexed; the rest of a longer text (a scanned book) is not searched."""


def places(document: Document) -> tuple[dict[str, list[int]], dict[str, float]]:
    """Return each term's places in a document (each with the form it has there), and its summed weight."""
    found: dict[str, list[int]] = defaultdict(list)
    weights: dict[str, float] = defaultdict(float)
    for term, place, weight in _occurrences(document):
        found[term].append(place)
        weights[term] += weight
    return found, weights


def _occurrences(document: Document) -> Iterator[tuple[str, int, float]]:
    place = 0
    for field, weight in WEIGHTS.items():
        for token in analysis.tokens(getattr(document, field)[:LONGEST_TEXT]):
            place += 1
            here = place * analysis.FORMS + token.form
            for term in token.terms:
                yield term, here, weight
        place += GAP
