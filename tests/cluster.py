"""A PostgreSQL server for one test run: made in a temporary folder, reached by a socket in it, gone with the run.

The server hangs on a pipe from this process. However the run ends – finished, interrupted, killed – the pipe closes,
and the keeper stops the server and removes the folder. So nothing is ever left behind, and no port can be taken.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from pathlib import Path

KEEPER = """
"$1/postgres" -D "$2/data" -k "$2" -c listen_addresses= -c fsync=off -c full_page_writes=off -c synchronous_commit=off \
    -c max_connections=200 >"$2/log" 2>&1 </dev/null &
server=$!
cat >/dev/null
kill -INT $server
wait $server
rm -rf "$2"
"""
SECONDS_TO_START = 300


class Cluster:
    """One running server; `url(name)` is the address of a database in it."""

    def __init__(self) -> None:
        self.programs = find_programs()
        self.folder = Path(tempfile.mkdtemp(prefix="reception-postgresql-"))
        self.user = server_user()
        shutil.chown(self.folder, self.user)
        self._run(f"{self.programs}/initdb", "-D", f"{self.folder}/data", "-U", "reception", "-A", "trust",
                  "-E", "UTF8", "--locale=C.UTF-8", "--no-sync")  # fmt: skip
        self.keeper = subprocess.Popen(
            ["sh", "-c", KEEPER, "keeper", self.programs, self.folder],
            stdin=subprocess.PIPE, cwd=self.folder, user=self.user, start_new_session=True,
        )  # fmt: skip
        self._wait()

    def url(self, database: str) -> str:
        """Return the SQLAlchemy address of a database of this name."""
        return f"postgresql+psycopg://reception@/{database}?host={self.folder}"

    def stop(self) -> None:
        """Let go of the server and wait until it is gone."""
        self.keeper.stdin.close()
        self.keeper.wait()

    def _run(self, *command: str) -> None:
        done = subprocess.run(command, cwd=self.folder, user=self.user, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"{command[0]} failed:\n{done.stdout}{done.stderr}")

    def _wait(self) -> None:
        """Return once the server takes connections."""
        end = time.monotonic() + SECONDS_TO_START
        probe = [f"{self.programs}/pg_isready", "--quiet", "-h", self.folder, "-U", "reception"]
        while subprocess.run(probe).returncode:
            if time.monotonic() > end:
                raise RuntimeError(f"PostgreSQL did not start:\n{(self.folder / 'log').read_text()}")
            time.sleep(0.1)


def find_programs() -> str:
    """Return the folder of initdb and postgres: the newest of Debian's, or where the PATH says."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parts[-3]))
    found = debian[-1] if debian else shutil.which("initdb")
    if not found:
        raise RuntimeError("PostgreSQL is not installed; on Debian: sudo apt-get install postgresql")
    return str(Path(found).resolve().parent)


def server_user() -> str | int:
    """Return who runs the server: PostgreSQL refuses to be run by root."""
    if os.getuid() != 0:
        return os.getuid()
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
