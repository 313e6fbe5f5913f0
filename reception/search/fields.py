"""A document's texts as weighted, placed index terms: what every engine stores of them."""

from collections import defaultdict

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
    place = 0
    for field, weight in WEIGHTS.items():
        for terms, form in analysis.words(getattr(document, field)[:LONGEST_TEXT]):
            place += 1
            for term in terms:
                found[term].append(place * analysis.FORMS + form)
                weights[term] += weight
        place += GAP
    return found, weights
