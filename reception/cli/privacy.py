"""`reception privacy`: what looks like personal data in a text."""

import json
from dataclasses import asdict
from typing import BinaryIO

import click

from reception.domain.privacy.detector import find
from reception.search.names import DictionaryNames


@click.command()
@click.argument("text", type=click.File("rb"), default="-", metavar="[FILE]")
def privacy(text: BinaryIO) -> None:
    """Print what may be personal data in a text as JSON: [{"kind", "start", "end", "text"}].

    The text is UTF-8, from standard input or a FILE; `start` and `end` count its characters.
    """
    typed = text.read().decode("utf-8", errors="replace")
    findings = [asdict(finding) for finding in find(typed, DictionaryNames())]
    click.echo(json.dumps(findings, ensure_ascii=False))
