"""Quality of search over judged queries: recall@10 and MRR@10 by group, for words as written, five letters,
all lemmas with five letters, and ours.

Run: python -m bench.search_quality [--misses]. Documents are our own; the appeals in ../shared/data join where they are.
"""

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from math import log
from pathlib import Path

from reception.search import analysis, letters
from reception.search.document import Document
from reception.search.engine import open_engine

HERE = Path(__file__).parent
JUDGED = HERE / "data"
SAMPLE = HERE.parent.parent / "shared" / "data" / "appeals-sample.jsonl"
Search = Callable[[str], list[int]]


def documents() -> tuple[list[Document], dict[str, int]]:
    """Return all documents there are, and the number of each by its outside name."""
    rows = list(_rows(JUDGED / "judged_documents.jsonl")) + (list(_rows(SAMPLE)) if SAMPLE.exists() else [])
    names = {row.get("id") or row["external_id"]: number for number, row in enumerate(rows, 1)}
    return [_document(number, row) for number, row in enumerate(rows, 1)], names


def _rows(path: Path) -> Iterator[dict]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _document(number: int, row: dict) -> Document:
    answers = row.get("answers") or []
    answer = row.get("answer") or "\n".join(each["text"] for each in answers)
    asked = date.fromisoformat(row.get("submitted_at", "2025-06-01")[:10])
    return Document(
        id=number, number=f"МК-{asked.year}-{number:05}", subject=row["subject"], question=row.get("question") or row["text"],
        answer=answer, attachments="", topic=row.get("topic", ""), authority=row.get("authority", ""),
        outcome=answers[0]["outcome"] if answers else "", branch="", state=row.get("state", "closed"), verdict="",
        asked_on=asked, answered_on=asked if answer else None,
    )  # fmt: skip


def queries(names: dict[str, int]) -> dict[str, list[tuple[str, set[int]]]]:
    """Return the judged queries by group; those whose documents are absent are left out."""
    groups: dict[str, list[tuple[str, set[int]]]] = defaultdict(list)
    for line in (JUDGED / "judged_queries.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            group, query, wanted = line.split("\t")
            if all(name in names for name in wanted.split(",")):
                groups[group].append((query, {names[name] for name in wanted.split(",")}))
    return groups


def lemmas_and_five_letters(word: str) -> list[str]:
    """Return all dictionary forms of a word, and its first five letters."""
    return [*analysis.terms(word), f"{letters.key(word)[:5]}*"]


class Plain:
    """BM25 over the keys of each word: the yardstick."""

    def __init__(self, every: list[Document], cut: Callable[[str], list[str]]):
        self._cut = cut
        self._postings: dict[str, dict[int, int]] = defaultdict(dict)
        self._lengths = {}
        for document in every:
            counts = Counter(self._keys(f"{document.subject} {document.question} {document.answer}"))
            self._lengths[document.id] = sum(counts.values())
            for key, count in counts.items():
                self._postings[key][document.id] = count
        self._average = sum(self._lengths.values()) / len(every)

    def _keys(self, text: str) -> list[str]:
        return [key for word, _, _ in letters.spans(text) for key in self._cut(letters.fold(word))]

    def search(self, query: str) -> list[int]:
        """Return the ten best documents."""
        scores: Counter[int] = Counter()
        for key in self._keys(query):
            found = self._postings.get(key, {})
            rarity = log(1 + (len(self._lengths) - len(found) + 0.5) / (len(found) + 0.5))
            for document, count in found.items():
                norm = 1.2 * (0.25 + 0.75 * self._lengths[document] / self._average)
                scores[document] += rarity * count * 2.2 / (count + norm)
        return sorted(scores, key=lambda document: (-scores[document], document))[:10]


def measure(search: Search, judged: list[tuple[str, set[int]]]) -> tuple[float, float, list[str]]:
    """Return recall@10, MRR@10 and the queries that found nothing of what they should."""
    recall, reciprocal, misses = 0.0, 0.0, []
    for query, wanted in judged:
        found = search(query)[:10]
        recall += len(wanted & set(found)) / len(wanted)
        rank = next((rank for rank, document in enumerate(found, 1) if document in wanted), 0)
        reciprocal += 1 / rank if rank else 0
        if rank != 1:
            misses.append(f"{query} ({rank or 'not found'})")
    return recall / len(judged), reciprocal / len(judged), misses


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print the queries whose document is not the first hit")
    arguments = parser.parse_args()
    every, names = documents()
    groups = queries(names)
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine("whoosh", Path(folder))
        engine.rebuild(every, 0)
        systems: dict[str, Search] = {
            "as written": Plain(every, lambda word: [word]).search,
            "five letters": Plain(every, lambda word: [word[:5]]).search,
            "lemmas + five": Plain(every, lemmas_and_five_letters).search,
            "ours": lambda query: list(engine.search(query, {}).ids),
        }
        print(f"{len(every)} documents; recall@10 / MRR@10")
        print(f"{'group':<16}{'queries':>8}" + "".join(f"{name:>16}" for name in systems))
        missed = {}
        groups["all"] = [each for judged in groups.values() for each in judged]
        for group, judged in groups.items():
            row = {name: measure(search, judged) for name, search in systems.items()}
            print(f"{group:<16}{len(judged):>8}" + "".join(f"{recall:>9.2f} / {mrr:.2f}" for recall, mrr, _ in row.values()))
            missed[group] = row["ours"][2]
        engine.close()
    if arguments.misses:
        print(*(f"{group}: {'; '.join(each)}" for group, each in missed.items() if group != "all"), sep="\n")


if __name__ == "__main__":
    main()
