"""`reception mail receive --dry-run` in a fresh installation: one JSON object, no database."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.unit.mail.inbox.messages import message

ROOT = Path(__file__).parents[4]


def test_a_message_on_standard_input_is_named_without_a_database(tmp_path):
    environment = os.environ | {"RECEPTION_INSTANCE": str(tmp_path / "instance"), "RECEPTION_INDEX": str(tmp_path / "index")}
    command = [sys.executable, "-c", "from reception.cli import main; main()", "mail", "receive", "--dry-run"]
    raw = message("Трубу замінено.\n\n> Коли?\n", charset="koi8-u", label="us-ascii", Subject="Re: Вода")

    done = subprocess.run(command, input=raw, capture_output=True, env=environment, cwd=ROOT, check=True, timeout=120)

    assert json.loads(done.stdout) == {"kind": "answer", "hard": None, "reason": "subject", "text": "Трубу замінено."}
    assert list(tmp_path.rglob("*.sqlite3")) == []
