"""Letters with the personal data in them labelled: `{kind|piece}` in letters.jsonl, one JSON string a line.

Nobody's data: the numbers are made by their checksums around zeros, the people by common names. A third of the letters
holds nothing to find: bus numbers, sums, dates, laws, codes of bodies, hot lines, streets named after persons.
"""

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from reception.domain.privacy.findings import Finding

LETTERS = Path(__file__).with_name("letters.jsonl")
_LABEL = re.compile(r"\{(\w+)\|([^}]*)\}")


class Piece(NamedTuple):
    kind: str
    start: int
    end: int


class Letter(NamedTuple):
    text: str
    pieces: tuple[Piece, ...]


def letters() -> list[Letter]:
    """Return the labelled letters."""
    return [_letter(json.loads(line)) for line in LETTERS.read_text(encoding="utf-8").splitlines()]


def _letter(labelled: str) -> Letter:
    text, pieces, at = "", [], 0
    for match in _LABEL.finditer(labelled):
        text += labelled[at : match.start()]
        pieces.append(Piece(match[1], len(text), len(text) + len(match[2])))
        text += match[2]
        at = match.end()
    return Letter(text + labelled[at:], tuple(pieces))


@dataclass
class Score:
    """How often each kind was found, missed, and seen where there is none."""

    found: Counter = field(default_factory=Counter)
    missed: Counter = field(default_factory=Counter)
    false: Counter = field(default_factory=Counter)
    remarks: list[str] = field(default_factory=list)

    def count(self, letter: Letter, findings: list[Finding]) -> None:
        """Compare what was found in a letter with its labels: a finding counts if it is of the kind and overlaps."""
        left = list(findings)
        for piece in letter.pieces:
            hits = [each for each in left if each.kind == piece.kind and each.start < piece.end and piece.start < each.end]
            (self.found if hits else self.missed)[piece.kind] += 1
            if hits:
                left.remove(hits[0])
            else:
                self.remarks.append(f"missed {piece.kind}: {letter.text[piece.start : piece.end]!r} in {letter.text!r}")
        for each in left:
            self.false[each.kind] += 1
            self.remarks.append(f"false {each.kind}: {each.text!r} in {letter.text!r}")

    def recall(self, kind: str) -> float:
        return self.found[kind] / max(1, self.found[kind] + self.missed[kind])

    def precision(self, kind: str) -> float:
        return self.found[kind] / max(1, self.found[kind] + self.false[kind])

    def kinds(self) -> Iterator[str]:
        yield from sorted({*self.found, *self.missed, *self.false})
