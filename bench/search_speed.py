"""Speed of search over synthetic questions of 3 KB, each query with total, facets and ten highlighted hits.

Run: python -m bench.search_speed [documents]. Prints p50 and p95 by kind of query, indexing, similar, and one update;
the words of 500 questions have been met before, as in a process that has served for a while.
"""

import random
import statistics
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import accumulate
from pathlib import Path

from reception.search import analysis, dictionary
from reception.search.document import Document
from reception.search.engine import Engine, open_engine
from reception.search.highlight import snippet

WORDS_EACH = 430
VOCABULARY = 20_000


def vocabulary(chance: random.Random) -> list[list[str]]:
    """Return the forms of words of the Ukrainian dictionary; by their place in the list they are common or rare."""
    lemmas = sorted({word for letter in "бвгдзклмнпрст" for word in _known(letter)})
    chosen = chance.sample(lemmas, VOCABULARY)
    return [sorted(dictionary.forms("uk", word) or {word})[:12] for word in chosen]


def _known(letter: str) -> Iterator[str]:
    words = dictionary._morph("uk").dictionary.iter_known_words(letter)
    return (word for word, _, normal, _, _ in words if word == normal and 4 <= len(word) <= 12)


def documents(count: int, words: list[list[str]], chance: random.Random) -> Iterator[Document]:
    """Yield questions whose words are as unevenly common as in language (Zipf)."""
    weights = list(accumulate(1 / (rank + 3) for rank in range(len(words))))
    for number in range(1, count + 1):
        text = [chance.choice(forms) for forms in chance.choices(words, cum_weights=weights, k=WORDS_EACH)]
        asked = date(2020, 1, 1) + timedelta(days=chance.randrange(2400))
        yield Document(
            id=number, number=f"МК-{asked.year}-{number:05}", subject=" ".join(text[:7]), question=" ".join(text[7:200]),
            answer=" ".join(text[200:]), attachments="", topic=f"topic {number % 30}", authority=f"body {number % 200}",
            outcome=f"9.{number % 6 + 1}", branch=f"branch {number % 26}", state="closed", verdict="", asked_on=asked,
            answered_on=asked,
        )  # fmt: skip


def kinds(words: list[list[str]], chance: random.Random) -> dict[str, Callable[[], tuple[str, dict, str]]]:
    """Return, for each kind of query, what makes one: the query, the filters, the order."""

    def word(low: int, high: int) -> str:
        return chance.choice(words[chance.randrange(low, high)])

    def slip() -> str:
        typed = next(each for _ in range(50) if len(each := word(50, 3000)) > 6)
        at = chance.randrange(1, len(typed) - 1)
        return typed[:at] + typed[at + 1 :]

    return {
        "rare": lambda: (word(8000, VOCABULARY), {}, "relevance"),
        "middling": lambda: (word(300, 1500), {}, "relevance"),
        "common": lambda: (word(0, 20), {}, "relevance"),
        "three, all": lambda: (f"{word(0, 60)} {word(0, 60)} {word(0, 60)}", {}, "relevance"),
        "three, any": lambda: (f"{word(200, 2000)} {word(200, 2000)} {word(2000, 9000)}", {}, "relevance"),
        "phrase": lambda: (f'"{word(0, 30)} {word(0, 30)}"', {}, "relevance"),
        "prefix": lambda: (f"{word(0, 2000)[:4]}*", {}, "relevance"),
        "typo": lambda: (slip(), {}, "relevance"),
        "filter, date": lambda: (word(0, 60), {"topic": "topic 3", "year": "2024"}, "newest"),
        "no words": lambda: ("", {}, "newest"),
    }


def timed(action: Callable[[], object]) -> float:
    """Return how long an action takes, in milliseconds."""
    start = time.perf_counter()
    action()
    return (time.perf_counter() - start) * 1000


def percentiles(times: list[float]) -> str:
    """Return median and 95th percentile as text."""
    return f"{statistics.median(times):8.1f} {sorted(times)[int(len(times) * 0.95)]:8.1f}"


def main() -> None:
    """Build, measure, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 20_000
    chance = random.Random(7)
    words = vocabulary(chance)
    every = list(documents(count, words, chance))
    with tempfile.TemporaryDirectory() as folder:
        engine = open_engine("whoosh", Path(folder))
        seconds = timed(lambda: engine.rebuild(every, 1)) / 1000
        size = sum(each.stat().st_size for each in Path(folder).rglob("*")) / 1e6
        print(f"{count} documents: {count / seconds:.0f} a second, {size:.0f} MB; opened in {timed(engine.ids):.0f} ms")
        print(f"first query {timed(lambda: engine.search('дорога', {})):.0f} ms")
        measure(engine, every, words, chance)


def measure(engine: Engine, every: list[Document], words: list[list[str]], chance: random.Random) -> None:
    """Print p50 and p95 by kind of query, and of the rest that an engine does."""

    def page(query: str, filters: dict, sort: str) -> None:
        hits = engine.search(query, filters, sort, 0, 10)
        for id in hits.ids:
            snippet(f"{every[id - 1].question} {every[id - 1].answer}", hits)

    for each in every[:500]:
        deque(analysis.tokens(f"{each.question} {each.answer}"), maxlen=0)
    print(f"{'ms':<14}{'p50':>8}{'p95':>9}")
    mix = []
    for kind, make in kinds(words, chance).items():
        times = [timed(lambda query=make(): page(*query)) for _ in range(60)]
        mix += times
        print(f"{kind:<14}{percentiles(times)}")
    print(f"{'mix':<14}{percentiles(mix)}")
    texts = [each.question for each in chance.sample(every, 40)]
    print(f"{'similar':<14}{percentiles([timed(lambda text=text: engine.similar(text)) for text in texts])}")
    batches = [[each] for each in chance.sample(every, 20)]
    print(f"{'update':<14}{percentiles([timed(lambda batch=batch: engine.apply(batch, (), 2)) for batch in batches])}")
    after = [timed(lambda batch=batch: (engine.apply(batch, (), 2), engine.search("", {}))) for batch in batches]
    print(f"{'update, find':<14}{percentiles(after)}")


if __name__ == "__main__":
    main()
