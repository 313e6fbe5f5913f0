"""Printing: results go to standard output, progress and remarks to standard error, so that results can be piped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

Told = Callable[[int, int], None]


def remark(text: str) -> None:
    """Say something that is not a result."""
    click.echo(text, err=True)


@contextmanager
def progress_bar(title: str) -> Iterator[Told]:
    """Show a bar for as long as something takes; the function it gives is told how many of how many are done.

    Where nobody watches, a line says what is going on.
    """
    columns = (TextColumn(title), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    console = Console(stderr=True)
    if not console.is_terminal:
        remark(f"{title} …")
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)
