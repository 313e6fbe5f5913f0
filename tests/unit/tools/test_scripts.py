"""What `make` says when the machine lacks something: one line, with what to install."""

import shutil
import subprocess

import pytest

from tests.house_rules.source import ROOT


@pytest.fixture
def bare(tmp_path):
    """A machine with nothing on it but a shell. `bare(script, …)` runs a script of tools/ there."""
    programs = tmp_path / "programs"
    programs.mkdir()
    shell = shutil.which("sh")

    def run(script, *arguments, **commands):
        for name, text in commands.items():
            program = programs / name
            program.write_text(f"#!{shell}\n{text}\n")
            program.chmod(0o755)
        command = [shell, ROOT / "tools" / script, *arguments]
        return subprocess.run(command, env={"PATH": str(programs)}, capture_output=True, text=True)

    return run


def test_without_python(bare, tmp_path):
    result = bare("make-venv.sh", tmp_path / "venv")

    assert result.returncode == 1
    assert result.stderr == (
        "Python 3.11 or newer is needed and was not found; on Debian: apt-get install python3 python3-venv\n"
    )


def test_with_a_python_that_is_too_old(bare, tmp_path):
    result = bare("make-venv.sh", tmp_path / "venv", python3="exit 0")

    assert result.returncode == 1
    assert "was not found" in result.stderr


def test_with_a_python_that_lacks_venv(bare, tmp_path):
    python = 'case "$2" in *ensurepip*) exit 1 ;; *) echo 3.12 ;; esac'
    result = bare("make-venv.sh", tmp_path / "venv", python3=python)

    assert result.returncode == 1
    assert result.stderr == (
        "Python 3.12 cannot make virtual environments; on Debian: apt-get install python3.12-venv\n"
    )


def test_without_chromium_and_without_rights(bare):
    result = bare("system-packages.sh", "chromium-headless-shell", id="echo 1000")

    assert result.returncode == 1
    assert result.stderr == (
        "The tests need chromium-headless-shell; on Debian: sudo apt-get install chromium-headless-shell\n"
    )


@pytest.mark.parametrize("program", ["chromium-headless-shell", "chromium", "google-chrome"])
def test_with_a_chromium(bare, program):
    result = bare("system-packages.sh", "chromium-headless-shell", **{program: ""}, id="echo 1000")

    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize(("here", "code"), [(["chromium"], 0), ([], 1)])
def test_where_nothing_can_be_installed(bare, here, code):
    programs = dict.fromkeys(here, "") | {"apt-get": "echo no network; exit 100", "mktemp": "echo $0.log", "rm": "", "tail": ""}
    result = bare("system-packages.sh", "chromium-headless-shell", **programs, id="echo 0")

    assert result.returncode == code
    assert result.stderr == "apt-get could not install chromium-headless-shell\n"
