"""`reception lifecycle`: the table of `domain/lifecycle.py` as docs/lifecycle.md shows it."""

from collections.abc import Iterator
from enum import EnumType

import click

from reception.domain.lifecycle import ANY, TABLE, Row, State, To

HEAD = """# The life of a question

Printed by `reception lifecycle > docs/lifecycle.md` from `reception/domain/lifecycle.py`, the one table that the program obeys;
a test compares this page with it.
"""


@click.command()
def lifecycle() -> None:
    """Print the life of a question as a page for the docs."""
    click.echo("\n".join(_page()).rstrip())


def _page() -> Iterator[str]:
    yield HEAD
    yield "## States\n"
    yield from _meanings(State)
    yield "\nAn action can also lead to:\n"
    yield from _meanings(To)
    yield "\n## Actions\n"
    yield "| action | from | to | who may (permission) | reason | event | letters |"
    yield "|---|---|---|---|---|---|---|"
    yield from map(_line, TABLE)
    yield "\n## From each state\n"
    for state in State:
        actions = ", ".join(f"`{row.action}`" for row in TABLE if state in row.froms)
        yield f"- `{state}`: {actions}"


def _meanings(values: EnumType) -> Iterator[str]:
    return (f"- `{value}`: {MEANING[value]}" for value in values)


def _line(row: Row) -> str:
    froms = "any" if row.froms == ANY else ", ".join(f"`{state}`" for state in State if state in row.froms)
    if len(row.froms) == len(ANY) - 1:
        [missing] = ANY - row.froms
        froms = f"any but `{missing}`"
    if row.hidden is not None:
        froms += " while taken down" if row.hidden else " while not taken down"
    if row.returned is not None:
        froms += " while with the author to be completed" if row.returned else " while not with the author to be completed"
    letters = ", ".join(f"`{name}`" for name in row.letters)
    reason = "needed" if row.reason else ""
    return f"| `{row.action}` | {froms} | `{row.to}` | `{row.permission}` | {reason} | `{row.event}` | {letters} |"


MEANING = {
    State.RECEIVED: "it came in, and no librarian has taken it up",
    State.ACCEPTED: "the library has taken it up; it is public if the asker agreed",
    State.REFERRED: "one or more officials have it",
    State.CLARIFICATION: "the asker was asked to clarify; the clock runs on",
    State.ANSWERED: "all answers are there and wait for the librarian's check",
    State.CLOSED: "the answer was given out",
    State.DISPUTED: "the asker says that it is not solved",
    State.DECLINED: "it was not taken, for a reason of the catalogue",
    State.WITHDRAWN: "the asker took it back",
    State.DUPLICATE: "it asks the same as another one, whose answer is given to its asker too",
    State.SPLIT: "a letter with several matters: each is now a question of its own",
    To.BEFORE: "to where it was before the act that is undone (within the setting `undo_seconds`)",
    To.SAME: "the state stays",
    To.RESUME: "the state in which the asker was asked, or the question declined, merged or split; `accepted` if there is none",
    To.AS_REFERRALS_STAND: "`referred` while who is responsible has it, else `answered` if an answer waits, else `accepted`",
}
