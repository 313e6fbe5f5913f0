"""The command line as an administrator meets it: a process of its own, its words, its exit codes, how it stops."""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import urllib.request
from contextlib import contextmanager
from pathlib import Path

import pytest

from reception import create_app
from tests.application import opened, settings_in
from tests.command import run_command

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ROOT.parent / "shared" / "data" / "appeals-sample.jsonl"
PATIENCE = 600
"""Seconds after which a command is taken to hang: far more than any takes on a busy machine."""

REAL = {
    "RECEPTION_PRODUCTION": "yes",
    "RECEPTION_SECRET_KEY": "s" * 40,
    "RECEPTION_TOKEN_KEY": "t" * 40,
    "RECEPTION_MAIL_SERVER": "mail.library.example",
    "RECEPTION_MAIL_SENDER": "reception@library.example",
    "RECEPTION_PUBLIC_URL": "https://reception.library.example",
}


class Shell:
    """A place to type commands in, with an installation of its own."""

    def __init__(self, folder, **environment):
        folders = {"RECEPTION_INSTANCE": str(folder / "instance"), "RECEPTION_INDEX": str(folder / "index")}
        self.environment = os.environ | folders | environment
        self.command = [sys.executable, "-c", "from reception.cli import main; main()"]

    def type(self, *words, stdin=None):
        return subprocess.run(
            [*self.command, *map(str, words)], env=self.environment, cwd=ROOT, input=stdin,
            capture_output=True, text=True, timeout=PATIENCE, check=False,
        )  # fmt: skip

    @contextmanager
    def running(self, *words):
        """Start a command that goes on, and kill it should the test leave it running."""
        process = subprocess.Popen(
            [*self.command, *words], env=self.environment, cwd=ROOT,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        )  # fmt: skip
        watchdog = threading.Timer(PATIENCE, process.kill)
        watchdog.start()
        try:
            yield process
        finally:
            watchdog.cancel()
            process.kill()
            process.wait()
            process.stdout.close()


def read_until(process, words):
    """Return what a process prints, up to the line with these words; all of it if it ends before."""
    lines = []
    for line in process.stdout:
        lines.append(line)
        if words in line:
            break
    return "".join(lines)


def stop(process, with_signal):
    process.send_signal(with_signal)
    rest = process.stdout.read()
    return process.wait(), rest


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture
def shell_with(tmp_path):
    """Give a shell with these variables. It brings its own SQLite."""
    return lambda **environment: Shell(tmp_path, **environment)


@pytest.fixture
def shell(shell_with, port):
    return shell_with(PORT=str(port))


@pytest.fixture
def bare(tmp_path, empty_database_url):
    """An installation that nobody has set up."""
    with opened(create_app(settings_in(tmp_path, database_url=empty_database_url))) as app:
        yield app


def get(port, path="/health"):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=30) as response:
        return response.status, response.read().decode()


def test_a_trial_sets_itself_up_serves_stops_and_goes_on_with_the_same_data(shell, port):
    with shell.running("run") as process:
        printed = read_until(process, "Ctrl-C")
        assert f"http://127.0.0.1:{port}/" in printed
        assert f"http://127.0.0.1:{port}/demo/mail/" in printed
        assert re.search(r"admin +\w{6}-\w{6} +administrator", printed)
        assert get(port)[0] == 200
        taken = shell.type("run")
        assert taken.returncode == 1
        assert taken.stderr.splitlines() == [
            f"Error: Cannot listen on 127.0.0.1:{port}: Address already in use. Another one: PORT=8080"
        ]
        code, rest = stop(process, signal.SIGINT)
    assert (code, "Traceback" in rest) == (0, False)
    first = export(shell)
    with shell.running("run") as process:
        again = read_until(process, "Ctrl-C")
        code, rest = stop(process, signal.SIGTERM)
    assert (code, "Traceback" in rest) == (0, False)
    assert "Making" not in again
    assert re.findall(r"\w{6}-\w{6}", again) == re.findall(r"\w{6}-\w{6}", printed)
    assert export(shell) == first


def export(shell):
    lines = shell.type("export").stdout.splitlines()
    assert len(lines) > 50
    return lines


def test_the_worker_stops_when_told(shell_with):
    shell = shell_with(**REAL)
    assert shell.type("init").returncode == 0
    with shell.running("worker") as process:
        read_until(process, "Ctrl-C")
        code, rest = stop(process, signal.SIGTERM)
    assert (code, "Traceback" in rest) == (0, False)


@pytest.mark.parametrize("command", [["run"], ["worker"], ["init"], ["doctor"]])
def test_a_real_installation_does_not_start_without_its_settings(shell_with, port, command):
    result = shell_with(RECEPTION_PRODUCTION="yes", PORT=str(port)).type(*command)
    lines = [line for line in (result.stdout + result.stderr).splitlines() if "RECEPTION_" in line]
    needed = ("SECRET_KEY", "TOKEN_KEY", "MAIL_SERVER", "MAIL_SENDER", "PUBLIC_URL")
    assert result.returncode == 1
    assert [next(name for name in needed if name in line) for line in lines] == list(needed)


def test_nor_does_it_for_gunicorn(shell_with):
    shell = shell_with(RECEPTION_PRODUCTION="yes")
    result = subprocess.run(
        [sys.executable, "-c", "import wsgi"], env=shell.environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert len(result.stderr.splitlines()) == 5


def test_a_setting_that_makes_no_sense_is_named(shell_with):
    result = shell_with(RECEPTION_MAIL_PORT="many").type("init")
    assert result.returncode == 1
    assert "RECEPTION_MAIL_PORT: «many» is not a whole number" in result.stderr


def test_before_it_is_set_up_it_says_what_to_do(bare):
    result = run_command(bare, "search", "вода")
    assert (result.exit_code, "reception init" in result.stderr) == (1, True)


def test_from_nothing_to_a_librarian_and_an_archive_that_is_searched(bare, tmp_path):
    assert "reception account add" in run_command(bare, "init").stdout
    words = ("account", "add", "olena", "--name", "Олена", "--role", "administrator")
    assert "olena may sign in" in run_command(bare, *words, typed="a long password\n" * 2).stdout
    archive = tmp_path / "archive.jsonl"
    records = [
        {"external_id": "1", "submitted_at": "2025-03-01", "text": "Коли відремонтують дорогу на вулиці Степовій?"},
        {"external_id": "2", "submitted_at": "2025-04-01", "text": "У школі немає опалення."},
    ]
    archive.write_text("\n".join(json.dumps(each) for each in records) + "\nзайве\n")
    imported = run_command(bare, "import", archive)
    assert imported.exit_code == 1
    assert "line 3: not taken: not JSON" in imported.stdout
    assert "Taken: 2. Here already: 0. Not taken: 1." in imported.stdout
    assert run_command(bare, "search", "ремонт дороги").stdout.splitlines() == [
        "МК-2025-00001  Коли відремонтують дорогу на вулиці Степовій?"
    ]
    found = json.loads(run_command(bare, "search", "шкіл", "--json").stdout)
    assert (found["total"], found["questions"][0]["number"]) == (1, "МК-2025-00002")
    assert run_command(bare, "index", "check").stdout.startswith("Missing, and put in: 0.")


def test_an_account_that_cannot_be_made_is_refused_in_words(app):
    short = run_command(app, "account", "add", "olena", "--name", "Олена", "--password", "short")
    assert (short.exit_code, short.stderr) == (1, "Error: A password has at least 10 characters.\n")
    nowhere = run_command(app, "account", "add", "olena", "--name", "О", "--password", "long enough", "--branch", "99")
    assert (nowhere.exit_code, "no branch" in nowhere.stderr) == (1, True)


@pytest.mark.skipif(not SAMPLE.exists(), reason="the sample of real appeals is not here")
def test_two_thousand_real_appeals_are_taken_once_and_found(app, tmp_path):
    assert "Taken: 2000. Here already: 0. Not taken: 0." in run_command(app, "import", SAMPLE, "--create").stdout
    assert "Taken: 0. Here already: 2000. Not taken: 0." in run_command(app, "import", SAMPLE, "--create").stdout
    queries = tmp_path / "queries.jsonl"
    queries.write_text('{"id": 7, "q": "ремонт дороги"}\n{"id": "b", "q": "нет горячей воды"}\n')
    answers = [json.loads(line) for line in run_command(app, "search", "--batch", queries).stdout.splitlines()]
    assert [answer["id"] for answer in answers] == [7, "b"]
    assert all(len(answer["numbers"]) == 10 for answer in answers)
    assert len(run_command(app, "export").stdout.splitlines()) == 2000


def test_letters_are_counted_sent_at_once_and_tried(app, world, smtp):
    world.question()
    smtp.refuse(451)
    assert run_command(app, "mail", "flush").exit_code == 1
    assert "451" in run_command(app, "mail", "status").stdout
    smtp.reset()
    assert run_command(app, "mail", "flush").stdout == "Sent: 1. Not sent: 0.\n"
    assert "sent     1" in run_command(app, "mail", "status").stdout
    assert run_command(app, "mail", "test", "somebody@mail.example").exit_code == 0
    assert [message.subject for message in smtp.to("somebody@mail.example")] == ["Reception: a test"]


def test_what_nobody_needs_is_swept_away(app):
    assert run_command(app, "sweep").stdout == "Reminders written: 0.\nLetters about promises written: 0.\nFiles removed: 0.\n"


def test_the_demo_is_not_for_an_installation_in_use(app, world):
    world.question()
    result = run_command(app, "demo")
    assert (result.exit_code, "in use already" in result.stderr) == (1, True)


def test_personal_data_is_named_without_an_installation(shell):
    """Also where a byte is no UTF-8: offsets are those of the text with a sign for it."""
    typed = "Мене звати Оксана, тел. 067 000 12 34, ".encode() + b"\xff" + " кв. 5".encode()
    done = subprocess.run(
        [*shell.command, "privacy"], env=shell.environment, cwd=ROOT, input=typed, capture_output=True, check=True
    )
    found = json.loads(done.stdout)
    text = typed.decode(errors="replace")
    assert [(each["kind"], each["text"]) for each in found] == [("name", "Оксана"), ("phone", "067 000 12 34"), ("flat", "кв. 5")]
    assert all(set(each) == {"kind", "start", "end", "text"} for each in found)
    assert all(text[each["start"] : each["end"]] == each["text"] for each in found)
    assert not Path(shell.environment["RECEPTION_INSTANCE"]).exists()
