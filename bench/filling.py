"""What it takes to fill an installation: import, index, and one question more until readers find it."""

from dataclasses import dataclass
from pathlib import Path

import flask_migrate
from flask import Flask

from bench import questions
from bench.installation import LIBRARIAN, installation, most_memory, seconds, size
from reception.cli.output import progress_bar
from reception.domain.outcomes import Outcome
from reception.domain.roles import SYSTEM, Actor, ActorKind, Role
from reception.domain.submission import Submission
from reception.extensions import db
from reception.models import Branch
from reception.services import indexing, publish, respond, triage
from reception.services.accounts import add_account
from reception.services.catalogue import load_catalogues
from reception.services.imports import import_questions, read_lines
from reception.services.submit import submit
from reception.services.transaction import transaction

STAFF = Actor(ActorKind.STAFF, role=Role.ADMINISTRATOR)
RARE = "бурмосик"
"""A word that stands in no generated question."""


@dataclass(frozen=True)
class Filled:
    """Rates in questions a second, memory and sizes in MB, times in seconds from the publication of one question more."""

    imported: float
    indexed: float
    memory: float
    database: float
    index: float
    until_indexed: float
    until_found: float


def fill(folder: Path, count: int) -> Filled:
    """Make an installation in a folder and fill it, with the services that `reception import` and the worker call."""
    source = folder / "questions.jsonl"
    questions.write(source, count)
    with installation(folder) as app:
        with app.app_context():
            _prepare()
            importing = seconds(lambda: _import(source, count))
            indexing_took = seconds(lambda: _index(count))
            public = len(indexing.engine().ids())
        _find(app, "ремонт")  # what only the first page costs is not measured
        with app.app_context():
            until_indexed = _publish_one_more()
        until_found = until_indexed + seconds(lambda: _find(app, RARE))
    sizes = size(folder / "instance"), size(folder / "search_index")
    return Filled(count / importing, public / indexing_took, most_memory(), *sizes, until_indexed, until_found)


def _prepare() -> None:
    flask_migrate.upgrade()
    load_catalogues()
    add_account(SYSTEM, login=LIBRARIAN, name="Марія Бондар", role=Role.ADMINISTRATOR, password="not a secret at all")
    with transaction():
        names = {code: f"Бібліотека-філія {code}" for code in questions.BRANCHES}
        db.session.add_all(Branch(code=code, name_uk=name, name_en=name) for code, name in names.items())


def _import(source: Path, count: int) -> None:
    with source.open("rb") as file, progress_bar(f"Importing {count} questions") as told:
        report = import_questions(read_lines(file), create=True, progress=lambda line: told(line, count))
    if report.refused:
        raise RuntimeError(f"the importer refuses what the benchmark makes: {report.refused[0]}")


def _index(count: int) -> None:
    with progress_bar(f"Indexing {count} questions") as told:
        indexing.rebuild(told)


def _publish_one_more() -> float:
    """Let one question be asked, answered and published; return how long the worker then takes to index it."""
    asked = submit(Submission(subject=f"Де {RARE}?", text=f"Скажіть, де тепер {RARE}.", may_process=True, may_publish=True))
    triage.accept(STAFF, asked, triage.Edit())
    respond.answer_self(STAFF, asked, respond.Reply(text="У читальній залі.", outcome=Outcome.EXPLAINED))
    indexing.catch_up()
    publish.publish(STAFF, asked, publish.Publication(outcome=Outcome.EXPLAINED))
    return seconds(indexing.catch_up)


def _find(app: Flask, words: str) -> None:
    page = app.test_client().get("/archive", query_string={"q": words, "answered": "yes"})
    if "<mark>" not in page.text:
        raise RuntimeError(f"{words!r} is published and indexed, and not found")
