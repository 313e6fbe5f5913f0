"""The results as tables: with lines and colours for a person, plain in a file."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bench.filling import Filled
from bench.pages import Page, Served

PLAIN_WIDTH = 130


@dataclass(frozen=True)
class Measured:
    """What was measured with so many questions."""

    filled: Filled
    served: Served


def show(results: Mapping[int, Measured]) -> None:
    """Print what was measured, by the number of questions."""
    console = Console()
    if not console.is_terminal:
        console = Console(width=PLAIN_WIDTH)
    for table in (pages(results), costs(results)):
        table.box = table.box if console.is_terminal else None
        console.print(table)
        console.print()


def pages(results: Mapping[int, Measured]) -> Table:
    """Return the table of pages: how much each costs beside a bare Flask view, and its queries."""
    table = Table("page", title="Pages: requests a second, one thread; 1 : n, as a part of a bare view's", title_justify="left")
    for count in results:
        for head in (f"{count:,}\na second", "\n1 : n", "\nSQL"):
            table.add_column(head, justify="right")
    table.add_column("\nqueries")
    served = [each.served for each in results.values()]
    for name in served[0].pages:
        of_sizes = [each.pages[name] for each in served]
        table.add_row(name, *(cell for page in of_sizes for cell in _cells(page)), _verdict([page.queries for page in of_sizes]))
    bare = (cell for each in served for cell in (f"{each.bare_rate:,.0f}", "1 : 1", ""))
    table.add_row("a bare Flask view", *bare)
    return table


def _cells(page: Page) -> tuple[str, str, str]:
    return f"{page.rate:,.0f}" if page.rate >= 10 else f"{page.rate:.1f}", f"1 : {page.bare:,.0f}", str(page.queries)


def _verdict(queries: list[int]) -> Text:
    """Say whether more questions make more queries."""
    if len(queries) < 2:
        return Text("")
    return Text("grows", "bold red") if queries[-1] > queries[0] else Text("constant", "green")


def costs(results: Mapping[int, Measured]) -> Table:
    """Return the table of the rest: import, index, memory, and how soon a change is seen."""
    table = Table("", title="Import, index, memory", title_justify="left")
    for count in results:
        table.add_column(f"{count:,}", justify="right")
    for words, of in ROWS.items():
        table.add_row(words, *(of(each) for each in results.values()))
    return table


def _after_act(name: str) -> Callable[[Measured], str]:
    return lambda each: f"{each.served.after_act[name]:.0f} ms"


ROWS: dict[str, Callable[[Measured], str]] = {
    "imported": lambda each: f"{each.filled.imported:,.0f} a second",
    "indexed": lambda each: f"{each.filled.indexed:,.0f} a second",
    "database": lambda each: f"{each.filled.database:,.1f} MB",
    "index": lambda each: f"{each.filled.index:,.1f} MB",
    "memory, at most, of import and index": lambda each: f"{each.filled.memory:,.0f} MB",
    "memory of a web process, started": lambda each: f"{each.served.memory_before:,.0f} MB",
    "memory of a web process, after every page": lambda each: f"{each.served.memory_after:,.0f} MB",
    "published, then in the index": lambda each: f"{1000 * each.filled.until_indexed:.0f} ms",
    "published, then found on a page": lambda each: f"{1000 * each.filled.until_found:.0f} ms",
    "/ first after an act": _after_act("/"),
    "/archive first after an act": _after_act("/archive"),
    "/stats first after an act": _after_act("/stats"),
}
