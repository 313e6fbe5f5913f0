"""`reception mail receive --dry-run` in a fresh installation: one JSON object, no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.unit.mail.inbox.messages import message

ROOT = Path(__file__).parents[4]

RECEIVE = [sys.executable, "-c", "from reception.cli import main; main()", "mail", "receive"]


def test_wrong_settings_leave_a_message_with_the_mail_server(tmp_path):
    wrong = {"RECEPTION_INSTANCE": str(tmp_path / "instance"), "RECEPTION_MAIL_REPLY_ADDRESS": "no-place-for-the-mark@a.example"}

    done = subprocess.run(RECEIVE, input=b"x", capture_output=True, env=os.environ | wrong, cwd=ROOT, timeout=600)

    assert (done.returncode, b"RECEPTION_MAIL_REPLY_ADDRESS" in done.stderr) == (75, True)


def test_a_message_on_standard_input_is_named_without_a_database(tmp_path):
    environment = os.environ | {"RECEPTION_INSTANCE": str(tmp_path / "instance"), "RECEPTION_INDEX": str(tmp_path / "index")}
    raw = message("Трубу замінено.\n\n> Коли?\n", charset="koi8-u", label="us-ascii", Subject="Re: Вода")

    command = [*RECEIVE, "--dry-run"]
    done = subprocess.run(command, input=raw, capture_output=True, env=environment, cwd=ROOT, check=True, timeout=600)

    assert json.loads(done.stdout) == {"kind": "answer", "hard": None, "reason": "subject", "text": "Трубу замінено."}
    assert list(tmp_path.rglob("*.sqlite3")) == []
