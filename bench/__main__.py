"""`make bench`: what pages, import, index, search and the detector of personal data cost, and how reliable letters are.

How to read it: bench/README.md.
"""

import multiprocessing
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import click

from bench.filling import fill
from bench.pages import serve
from bench.tables import Measured, show

ROOT = Path(__file__).resolve().parents[1]
PARTS = ("pages", "search-quality", "search-speed", "search-engines", "privacy", "suggestions", "reliability", "mail")


class Sizes(click.ParamType):
    """Numbers with commas between them."""

    name = "numbers"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> list[int]:
        """Return the numbers, the least first."""
        try:
            return sorted({int(each) for each in value.split(",")})
        except ValueError:
            self.fail(f"{value!r} is not numbers with commas between them", param, ctx)


@click.command()
@click.argument("parts", nargs=-1, type=click.Choice(PARTS))
@click.option("--questions", "sizes", type=Sizes(), default="2000,20000", show_default=True, help="How many the pages have.")
@click.option("--rounds", type=click.IntRange(1), default=5, show_default=True, help="How often each page has its turn.")
@click.option("--seconds", type=float, default=0.3, show_default=True, help="How long a turn is.")
@click.option("--documents", type=int, default=2000, show_default=True, help="How many the speed of search is measured over.")
def main(parts: tuple[str, ...], sizes: list[int], rounds: int, seconds: float, documents: int) -> None:
    """Measure all PARTS, or those that are named."""
    for part in parts or PARTS:
        match part:
            case "pages":
                show({count: _measure(count, rounds, seconds) for count in sizes})
            case "search-quality":
                _run("Search, over judged queries", "bench.search_quality")
            case "search-speed":
                _run("Search, over long texts of many words", "bench.search_speed", str(documents))
            case "search-engines":
                _run("Every engine beside SQLite FTS5 and bare Tantivy", "bench.search_engines", "--documents", str(documents))
            case "privacy":
                _run("Personal data, over letters of 1,500 characters", "bench.privacy")
            case "suggestions":
                _run("Suggestions of topic and body, over real appeals", "bench.suggestions")
            case "mail":
                _run("Letters going out, beside a bare loop of smtplib", "bench.mail")
            case "reliability":
                _run("Letters under misbehaving servers and killed workers", "bench.reliability")


def _measure(count: int, rounds: int, seconds: float) -> Measured:
    with tempfile.TemporaryDirectory(prefix="reception-bench-") as name:
        folder = Path(name)
        filled = _in_new_process(fill, folder, count)
        return Measured(filled, _in_new_process(serve, folder, rounds, seconds))


def _in_new_process(work: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a function returns in a process of its own: nothing else is in its memory."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as process:
        return process.submit(work, *arguments).result()


def _run(title: str, module: str, *arguments: str) -> None:
    click.echo(title)
    subprocess.run([sys.executable, "-m", module, *arguments], cwd=ROOT, check=True)
    click.echo()


if __name__ == "__main__":
    main()
