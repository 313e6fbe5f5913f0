"""The detector of personal data: its time for a letter of 1,500 characters, and how well it finds each kind.

Run: python -m bench.privacy. The words of the letters have been met before, as in a process that has served for a while.
Time is that of the processor, so that others' work on it does not count.
"""

import random
import statistics
import time

from reception.domain.privacy.detector import find
from reception.search.names import DictionaryNames
from tests.unit.domain.privacy.labelled import Score, letters

LENGTH = 1_500
TEXTS = 200


def main() -> None:
    """Measure and print."""
    chance = random.Random(5)
    names, every = DictionaryNames(), letters()
    texts = [_long_letter([letter.text for letter in every], chance) for _ in range(TEXTS)]
    for text in texts:
        find(text, names)
    times = sorted(_milliseconds(text, names) for text in texts)
    print(f"ms for {LENGTH} characters: p50 {statistics.median(times):.1f}, p95 {times[int(TEXTS * 0.95)]:.1f}")
    score = Score()
    for letter in every:
        score.count(letter, find(letter.text, names))
    print(f"{'over ' + str(len(every)) + ' letters':<16}{'labels':>8}{'recall':>8}{'precision':>11}")
    for kind in score.kinds():
        labels = score.found[kind] + score.missed[kind]
        print(f"{kind:<16}{labels:>8}{score.recall(kind):>8.3f}{score.precision(kind):>11.3f}")


def _long_letter(texts: list[str], chance: random.Random) -> str:
    text = ""
    while len(text) < LENGTH:
        text += chance.choice(texts) + "\n"
    return text[:LENGTH]


def _milliseconds(text: str, names: DictionaryNames) -> float:
    start = time.process_time()
    find(text, names)
    return (time.process_time() - start) * 1000


if __name__ == "__main__":
    main()
