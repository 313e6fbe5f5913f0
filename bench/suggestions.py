"""Suggestions of topic and body: how often right over real appeals, learnt from the older ones and tried on the newer.

Run: python -m bench.suggestions. The appeals lie beside the project, not in it.
"""

import json
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path

from reception.search.document import Document
from reception.search.engine import open_engine
from reception.search.learning import Model, learn, unpacked

APPEALS = Path(__file__).resolve().parents[2] / "shared" / "data" / "appeals-sample.jsonl"
OLDER = 0.75
"""The part of the appeals, the oldest, that is learnt from."""

BY_WORDS, BY_SEARCH, BY_NUMBER = "words of decisions", "nearest by search", "most frequent"
Rank = Callable[[dict], list[str]]


def main() -> None:
    """Measure and print; without the appeals say so."""
    if not APPEALS.exists():
        print(f"skipped: there are no appeals at {APPEALS}")
        return
    rows = [json.loads(line) for line in APPEALS.read_text(encoding="utf-8").splitlines()]
    rows.sort(key=lambda row: datetime.fromisoformat(row["submitted_at"]))
    cut = int(len(rows) * OLDER)
    older, newer = rows[:cut], rows[cut:]
    print(f"{len(older)} appeals learnt from, {len(newer)} newer ones tried: {newer[0]['submitted_at'][:10]} and later")
    with tempfile.TemporaryDirectory(prefix="reception-bench-") as folder:
        for name in ("topic", "authority"):
            _show(name, older, newer, Path(folder) / name)


def _show(name: str, older: Sequence[dict], newer: Sequence[dict], folder: Path) -> None:
    labels = sorted({row[name] for row in older})
    start = time.perf_counter()
    model = learn((labels.index(row[name]), row["text"]) for row in older)
    learning = time.perf_counter() - start
    packed = model.packed()
    model = unpacked(packed)
    known = sum(row[name] in set(labels) for row in newer) / len(newer)
    print(f"\n{name}: {len(labels)} classes, of which a newer appeal has one in {known:.3f}")
    print(f"{'':<20}{'top-1':>8}{'top-3':>8}")
    ranks = {
        BY_NUMBER: _most_frequent(name, older),
        BY_SEARCH: _by_search(name, older, folder),
        BY_WORDS: _by_words(model, labels),
    }
    for who, rank in ranks.items():
        ranked = [(rank(row), row[name]) for row in newer]
        top = [sum(right in found[:most] for found, right in ranked) / len(ranked) for most in (1, 3)]
        print(f"{who:<20}{top[0]:>8.3f}{top[1]:>8.3f}")
    _show_sure(model, labels, name, newer)
    times = sorted(_milliseconds(model, row["text"]) for row in newer)
    print(f"ms a text: p50 {times[len(times) // 2]:.1f}, p95 {times[int(len(times) * 0.95)]:.1f}; "
          f"learnt in {learning:.1f} s; {len(packed) / 1024:.0f} KB stored")  # fmt: skip


def _show_sure(model: Model, labels: Sequence[str], name: str, newer: Sequence[dict]) -> None:
    sure = [(guess, row) for row in newer if (guess := model.sure(row["text"]))]
    right = sum(labels[guess.label] == row[name] for guess, row in sure)
    precision = f", right in {right / len(sure):.3f} of them" if sure else ""
    print(f"suggested at the desk: for {len(sure) / len(newer):.3f} of the appeals{precision}")


def _most_frequent(name: str, older: Sequence[dict]) -> Rank:
    first = [label for label, _count in Counter(row[name] for row in older).most_common(3)]
    return lambda _row: first


def _by_words(model: Model, labels: Sequence[str]) -> Rank:
    return lambda row: [labels[guess.label] for guess in model.nearest(row["text"])]


def _by_search(name: str, older: Sequence[dict], folder: Path) -> Rank:
    engine = open_engine("whoosh", folder)
    engine.rebuild([_document(number, row) for number, row in enumerate(older, 1)], 1)

    def rank(row: dict) -> list[str]:
        near = engine.similar(row["text"], limit=10, answered_only=False)
        return list(dict.fromkeys(older[number - 1][name] for number in near))[:3]

    return rank


def _document(number: int, row: dict) -> Document:
    return Document(
        id=number, number=f"МК-2015-{number:05}", subject="", question=row["text"], answer="", attachments="", topic="",
        authority="", outcome="", branch="", state="closed", verdict="", asked_on=date(2015, 1, 1), answered_on=None,
    )  # fmt: skip


def _milliseconds(model: Model, text: str) -> float:
    start = time.perf_counter()
    model.sure(text)
    return (time.perf_counter() - start) * 1000


if __name__ == "__main__":
    main()
