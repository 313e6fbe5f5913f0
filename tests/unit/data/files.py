"""The data files, read as the product reads them."""

import csv
import json
import tomllib
from pathlib import Path

DATA = Path(__file__).parents[3] / "reception" / "data"
DEMO = DATA / "demo"


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def classifier():
    return tomllib.loads((DATA / "classifier.toml").read_text(encoding="utf-8"))


def questions():
    return [json.loads(line) for line in (DEMO / "questions.jsonl").read_text(encoding="utf-8").splitlines()]


def values(path, column):
    return [row[column] for row in rows(path)]


def steps(do):
    return [step for question in questions() for step in question["steps"] if step["do"] == do]
