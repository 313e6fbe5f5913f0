"""The part of `bench` on suggestions says what it measured, and says so where the appeals are not there."""

import json
import re

from bench import suggestions
from tests.unit.search.test_learning import archive


def test_without_the_appeals_it_says_so(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(suggestions, "APPEALS", tmp_path / "nothing.jsonl")
    suggestions.main()
    assert capsys.readouterr().out.startswith("skipped: there are no appeals at")


def test_it_compares_with_the_plainest_ways_on_the_newest_quarter(tmp_path, monkeypatch, capsys):
    rows = [
        {"submitted_at": f"2026-01-{n % 28 + 1:02}T10:00:00+02:00", "topic": f"t{label}", "authority": f"a{label}", "text": text}
        for n, (label, text) in enumerate(archive(120))
    ]
    appeals = tmp_path / "appeals.jsonl"
    appeals.write_text("\n".join(json.dumps(row, ensure_ascii=False) for row in rows), encoding="utf-8")
    monkeypatch.setattr(suggestions, "APPEALS", appeals)
    suggestions.main()
    printed = capsys.readouterr().out
    assert "90 appeals learnt from, 30 newer ones tried" in printed
    ours = re.findall(r"words of decisions +(\d\.\d+)", printed)
    frequent = re.findall(r"most frequent +(\d\.\d+)", printed)
    assert len(ours) == 2
    assert all(float(mine) > float(theirs) for mine, theirs in zip(ours, frequent, strict=True))
