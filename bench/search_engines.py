"""Speed of every engine beside two yardsticks, SQLite FTS5 and bare Tantivy over the same terms, in one run.

Run: python -m bench.search_engines [--documents 20000] [--engines whoosh,tantivy,postgresql] [--queries 40]. A query is a
page: total, facets, ten highlighted hits. All are measured one after another here and now, so read the ratios. PostgreSQL
runs as in the tests, on a server of its own, started and removed by this program.
"""

import argparse
import contextlib
import random
import statistics
import tempfile
from collections import Counter, deque
from collections.abc import Callable
from pathlib import Path

from bench import search_speed as speed
from bench.search_speed import timed
from bench.yardsticks import BareTantivy, Fts5, reduced
from reception.search import analysis, planner
from reception.search.engine import Engine, open_engine
from reception.search.fields import places
from reception.search.highlight import snippet
from reception.search.hits import Hits
from reception.search.vocabulary import Vocabulary
from tests.cluster import Cluster

SEED = 7
MET = 500
"""Questions whose words were met before, as in a process that has served for a while."""

Times = dict[str, list[float]]
Queries = dict[str, list[tuple[str, dict[str, str], str]]]


def percentile(times: list[float], share: float) -> float:
    """Return the time within which a share of them lies."""
    return sorted(times)[min(len(times) - 1, int(len(times) * share))]


class Bench:
    """The documents, the queries, and what was measured so far."""

    def __init__(self, count: int, each: int):
        chance = random.Random(SEED)
        self.words = speed.vocabulary(chance)
        self.every = list(speed.documents(count, self.words, chance))
        self.queries: Queries = {
            kind: [make() for _ in range(each)] for kind, make in speed.kinds(self.words, chance).items()
        }
        self.similar = [document.question for document in chance.sample(self.every, each)]
        self.updates = chance.sample(self.every, 10)
        self.measured: dict[str, Times] = {}
        for document in self.every[:MET]:
            deque(analysis.tokens(self.text(document.id)), maxlen=0)

    def text(self, id: int) -> str:
        """Return what is highlighted of a document."""
        return f"{self.every[id - 1].question} {self.every[id - 1].answer}"

    def engine(self, name: str, engine: Engine) -> None:
        """Measure one of ours."""

        def page(query: str, filters: dict[str, str], sort: str) -> None:
            hits = engine.search(query, filters, sort)
            for id in hits.ids:
                snippet(self.text(id), hits)

        seconds = timed(lambda: engine.rebuild(self.every, 1)) / 1000
        first = timed(lambda: engine.search("дорога", {}))
        print(f"{name}: {len(self.every) / seconds:.0f} documents a second; first query {first:.0f} ms", flush=True)
        self.measured[name] = {
            kind: [timed(lambda each=each: page(*each)) for each in queries] for kind, queries in self.queries.items()
        }
        self.measured[name]["similar"] = [timed(lambda text=text: engine.similar(text)) for text in self.similar]
        self.measured[name]["update, find"] = [
            timed(lambda each=each: (engine.apply([each], (), 2), engine.search("", {}))) for each in self.updates
        ]
        engine.close()

    def yardstick(self, name: str, make: Callable[[], Fts5 | BareTantivy], held: Vocabulary) -> None:
        """Measure one of the others; what a query means is found out beforehand."""
        seconds = timed(lambda: self.measured.setdefault(name, {"made": make()})) / 1000
        searched = self.measured.pop(name)["made"]
        print(f"{name}: {len(self.every) / seconds:.0f} documents a second", flush=True)

        def page(clauses: list[list[str]], filters: dict[str, str], sort: str, marks: Hits) -> None:
            for id in searched.search(clauses, filters, sort):
                snippet(self.text(id), marks)

        self.measured[name] = {}
        for kind, queries in self.queries.items():
            plans = [(planner.plan(query, held), filters, sort) for query, filters, sort in queries]
            asked = [(reduced(plan, held), filters, sort, Hits(marks=plan.marks)) for plan, filters, sort in plans]
            self.measured[name][kind] = [timed(lambda each=each: page(*each)) for each in asked]

    def vocabulary(self) -> Vocabulary:
        """Return the terms of some of the documents: enough to say what a query means."""
        return Vocabulary(Counter(term for document in self.every[:5000] for term in places(document)[0]))

    def report(self) -> None:
        """Print p50 / p95 in milliseconds, of each kind and of all queries, and how they stand to bare Tantivy."""
        for times in self.measured.values():
            times["the mix"] = [each for kind in self.queries for each in times[kind]]
        print("p50 / p95 ms".ljust(15) + "".join(name.rjust(18) for name in self.measured))
        for kind in [*self.queries, "the mix", "similar", "update, find"]:
            cells = [self._cell(times.get(kind)) for times in self.measured.values()]
            print(kind.ljust(15) + "".join(cell.rjust(18) for cell in cells))
        base = statistics.median(self.measured["bare Tantivy"]["the mix"])
        ratios = [f"{statistics.median(times['the mix']) / base:.1f}" for times in self.measured.values()]
        print("p50, ratio".ljust(15) + "".join(each.rjust(18) for each in ratios))

    @staticmethod
    def _cell(times: list[float] | None) -> str:
        return f"{statistics.median(times):.1f} / {percentile(times, 0.95):.1f}" if times else "–"


def main() -> None:
    """Build, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=20_000)
    parser.add_argument("--engines", default="whoosh,tantivy,postgresql")
    parser.add_argument("--queries", type=int, default=40, help="of each kind")
    given = parser.parse_args()
    bench = Bench(given.documents, given.queries)
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        url = ""
        if "postgresql" in given.engines:
            cluster = Cluster()
            stack.callback(cluster.stop)
            url = cluster.url("postgres")
        for name in given.engines.split(","):
            bench.engine(name, open_engine(name, folder / name, url))
        held = bench.vocabulary()
        for name, kind in (("bare Tantivy", BareTantivy), ("SQLite FTS5", Fts5)):
            (folder / name).mkdir()
            bench.yardstick(name, lambda kind=kind, name=name: kind(folder / name, bench.every), held)
    bench.report()


if __name__ == "__main__":
    main()
