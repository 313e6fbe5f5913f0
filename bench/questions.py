"""Questions to measure with, in the import format: Ukrainian sentences in which words stand in their cases.

A text has common words, from the phrases, less common ones, from sentences of the judged documents, and rare ones, invented
names: search takes its time by how many texts share a word. The same number always gives the same question.
"""

import datetime as dt
import json
import random
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from reception.domain import clock

DATA = Path(__file__).parent / "data"
CASES = ("nom", "gen", "dat", "acc", "ins")
BRANCHES = tuple(f"b{number:02}" for number in range(1, 27))

NEWEST = dt.datetime(2026, 6, 30, 18, tzinfo=clock.KYIV)
DAYS = 8 * 365
"""The archive goes back so far."""

STATES = {"closed": 70, "disputed": 4, "referred": 12, "answered": 3, "accepted": 5, "received": 4, "declined": 2}
"""Of a hundred questions; with an answer: closed, disputed, answered."""

OUTCOMES = {"9.1": 30, "9.2": 10, "9.3": 50, "9.4": 5, "9.5": 5}


def write(path: Path, count: int) -> None:
    """Write a file for `reception import`."""
    with path.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(each, ensure_ascii=False) + "\n" for each in records(count))


def records(count: int) -> Iterator[dict]:
    """Yield records of the import format."""
    return (_record(number) for number in range(1, count + 1))


def words(count: int) -> list[str]:
    """Return what readers type: a thing in one of its cases, every other time with a street or a second word."""
    chance = random.Random("words")
    more = ["", " ремонт", " {s_dat}", " на вулиці {s_dat}"]
    return [chance.choice(["{nom}", "{gen}", "{acc}", "{ins}"]).format(**_slots(chance)[1]) + chance.choice(more).format(
        **_slots(chance)[1]) for _ in range(count)]  # fmt: skip


@cache
def _phrases() -> dict:
    return tomllib.loads((DATA / "phrases.toml").read_text(encoding="utf-8"))


@cache
def _sentences() -> list[str]:
    """Return the sentences of the judged documents."""
    rows = map(json.loads, (DATA / "judged_documents.jsonl").read_text(encoding="utf-8").splitlines())
    texts = (row[name] for row in rows for name in ("question", "answer"))
    return [sentence for text in texts for sentence in re.findall(r"\S[^.?!]+[.?!]", text)]


def _slots(chance: random.Random) -> tuple[str, dict[str, str]]:
    """Return a topic, and what the places of its sentences are filled with."""
    phrases = _phrases()
    topic = chance.choice(sorted(phrases["things"]))
    thing = chance.choice(phrases["things"][topic]).split(", ")
    street = _street(chance)
    return topic, {
        **dict(zip(CASES, thing, strict=True)),
        **{case: street + ending for case, ending in phrases["endings"].items()},
        "n": str(chance.randint(1, 180)),
        "m": str(chance.randint(2, 28)),
        "person": chance.choice(phrases["people"]),
        "surname": _surname(chance),
    }


def _surname(chance: random.Random) -> str:
    return "".join(chance.choices(_phrases()["syllables"], k=2)).capitalize() + chance.choice(["ренко", "лук", "ничак"])


def _street(chance: random.Random) -> str:
    return (chance.choice(_phrases()["before"]) + chance.choice(_phrases()["streets"]).lower()).capitalize()


def _record(number: int) -> dict:
    chance = random.Random(number)
    topic, slots = _slots(chance)
    asked = NEWEST - dt.timedelta(days=chance.randrange(DAYS), minutes=chance.randrange(1440))
    state = _one_of(chance, STATES)
    subject = chance.choice(_phrases()["subjects"]["all"]).format(**slots)
    record = {
        "external_id": f"bench-{number}",
        "submitted_at": asked.isoformat(),
        "topic": topic,
        "authority": _body(chance),
        "subject": subject[0].upper() + subject[1:],
        "text": _text(chance, "question", slots, {"opening": 1, "problem": 3, "witness": 1, "request": 1, "closing": 1}),
        "asker_name": slots["person"],
        "branch": chance.choice(BRANCHES),
        "state": state,
    }
    return record | (_reply(chance, slots, asked, state) if state in ("closed", "disputed", "answered") else {})


def _reply(chance: random.Random, slots: dict[str, str], asked: dt.datetime, state: str) -> dict:
    answer = {
        "text": _text(chance, "answer", slots, {"opening": 1, "result": 2, "closing": 2}),
        "answered_at": (asked + dt.timedelta(days=chance.randint(1, 40))).isoformat(),
        "outcome": _one_of(chance, OUTCOMES),
    }
    verdict = chance.choice([None, None, "solved", "partly"]) if state == "closed" else None
    return {"answers": [answer], **({"verdict": verdict} if verdict else {})}


def _text(chance: random.Random, kind: str, slots: dict[str, str], parts: dict[str, int]) -> str:
    phrases = [each.format(**slots) for part, count in parts.items() for each in chance.sample(_phrases()[kind][part], count)]
    half = len(phrases) // 2
    return "\n".join([*phrases[:half], *chance.sample(_sentences(), 3), *phrases[half:]])


def _body(chance: random.Random) -> str:
    bodies = _phrases()["bodies"]
    return f"{chance.choice(bodies['kinds'])} {chance.choice(bodies['fields'])}"


def _one_of(chance: random.Random, weights: dict[str, int]) -> str:
    return chance.choices(list(weights), weights=list(weights.values()))[0]
