"""Two thousand real letters without personal details: what is found in them is a false alarm, or a name that may stand there.

The list of what is found is printed by `-s`. Each was looked at: streets named after persons in long rows of streets, an actor,
an official called by the first name, and people whom the letters do name, one of them again and again.
"""

import json
from pathlib import Path

import pytest

from reception.domain.privacy.detector import find
from reception.domain.privacy.findings import Kind
from reception.search.names import DictionaryNames

SAMPLE = Path(__file__).parents[5] / "shared" / "data" / "appeals-sample.jsonl"
MISSED_WHEN_CLEARED = {(Kind.FLAT, "кв,37"), (Kind.NAME, "жені")}
"""Somebody's flat and an uncle, left in the letters when personal details were taken out: found with reason."""
MOST = 20
"""Names to decide on, in vain or with reason: one that stands in a letter again is decided on once."""


@pytest.mark.skipif(not SAMPLE.exists(), reason="needs ../shared/data")
def test_real_letters_raise_few_alarms():
    names = DictionaryNames()
    texts = [json.loads(line)["text"] for line in SAMPLE.read_text(encoding="utf-8").splitlines()]
    found = [(finding, text) for text in texts for finding in find(text, names)]
    for finding, text in found:
        print(f"{finding.kind}: {text[max(0, finding.start - 40) : finding.end + 40]!r}")
    assert len(texts) == 2_000
    pieces = {(finding.kind, finding.text, text) for finding, text in found}
    others = {piece for piece in pieces if piece[:2] not in MISSED_WHEN_CLEARED}
    assert {piece[:2] for piece in pieces - others} == MISSED_WHEN_CLEARED
    assert {kind for kind, _words, _text in others} <= {Kind.NAME}
    assert len(others) <= MOST
