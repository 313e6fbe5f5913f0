"""The papers say what the code does: settings, lifecycle, dependencies, the map of folders, the commands of make."""

import configparser
import functools
import importlib.metadata
import re
import sys
from dataclasses import fields

from reception.config import PREFIX, Settings
from tests.house_rules.source import ROOT, files, modules, report

# What is not imported by name is used in another way: the distribution, and the file that shows it.
USED_OTHERWISE = {
    "dawg2": ("reception", ".py", "import pymorphy3"),
    "email-validator": ("reception", ".py", "Email("),
    "gunicorn": ("docs", ".md", "gunicorn"),
    "pymorphy3-dicts-uk": ("reception", ".py", '"uk"'),
    "pymorphy3-dicts-ru": ("reception", ".py", '"ru"'),
    "tzdata": ("reception", ".py", "ZoneInfo("),
}
MADE_AT_START = {"instance", "search_index"}
# What a framework is made of comes with it, in the version that it wants.
PARTS = {
    "flask": {"jinja2", "markupsafe", "werkzeug"},
    "flask-babel": {"babel"},
    "flask-migrate": {"alembic"},
    "flask-wtf": {"wtforms"},
}
TOOLS = {"pytest-xdist": "--numprocesses", "ruff": "ruff check"}


def test_every_setting_is_documented():
    text = (ROOT / "docs" / "configuration.md").read_text()
    names = {PREFIX + field.name.upper() for field in fields(Settings)}
    mentioned = set(re.findall(rf"\b{PREFIX}[A-Z_]+[A-Z]\b", text))
    assert mentioned == names


def test_decisions_are_numbered_and_those_that_are_named_are_there():
    """A decision is known by its number, which its first line repeats."""
    decisions = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    numbers = [path.name[:4] for path in decisions]
    assert numbers == [f"{number:04}" for number in range(1, len(numbers) + 1)]
    assert [path.name for path in decisions if not path.read_text().startswith(f"# {int(path.name[:4])}. ")] == []
    named = {match for path in files("reception", ".py") for match in re.findall(r"docs/decisions/(\d{4})", path.read_text())}
    assert named
    assert not named - set(numbers)


def test_the_lifecycle_on_paper_is_the_table(runner):
    result = runner.invoke(args=["lifecycle"])
    assert result.exit_code == 0, result.output
    assert (ROOT / "docs" / "lifecycle.md").read_text().strip() == result.output.strip(), (
        "run `reception lifecycle > docs/lifecycle.md`"
    )


def test_every_dependency_is_used():
    unused = [name for name in dependencies() if not is_used(name)]
    assert not unused, f"in setup.cfg, and used nowhere: {unused}"


def test_every_import_is_a_dependency():
    theirs = imports() - set(sys.stdlib_module_names)
    listed = {normal(name) for name in dependencies()}
    ours = {"reception", "tests", "tools", "bench"} | {part for name in dependencies() for part in PARTS.get(name, ())}
    unlisted = [name for name in theirs - ours if not listed & distributions().get(name, set())]
    assert not unlisted, f"imported, and not in setup.cfg: {sorted(unlisted)}"


def test_every_folder_is_on_the_map():
    packages = {path.relative_to(ROOT).parts[:2] for path in files("reception", ".py") + files("tests", ".py")}
    folders = {"/".join(parts) for parts in packages if (ROOT.joinpath(*parts)).is_dir()}
    unmapped = (folders | {"bench", "docs", "migrations", "static", "templates", "tools"}) - set(places_on_the_map())
    assert not unmapped, report(sorted(unmapped))


def test_the_map_shows_nothing_that_is_gone():
    gone = [place for place in places_on_the_map() if not (ROOT / place).exists() and place not in MADE_AT_START]
    assert not gone, report(gone)


def test_make_help_names_every_target():
    text = (ROOT / "Makefile").read_text()
    targets = re.search(r"^\.PHONY: (.*)$", text, flags=re.MULTILINE)[1].split()
    unnamed = [target for target in targets if not re.search(rf"^{target}:.*## \S", text, flags=re.MULTILINE)]
    assert not unnamed, unnamed


def places_on_the_map() -> list[str]:
    """Return each place that has a line of its own on the map."""
    found = re.findall(r"^\| `([\w./]+?)/?` \|", (ROOT / "docs" / "map.md").read_text(), flags=re.MULTILINE)
    assert found
    return found


def dependencies() -> list[str]:
    """Return the name of every distribution in setup.cfg."""
    config = configparser.ConfigParser(interpolation=None)
    config.read(ROOT / "setup.cfg")
    lines = config["options"]["install_requires"] + "".join(config["options.extras_require"].values())
    found = re.findall(r"^([\w.-]+)", lines, flags=re.MULTILINE)
    assert found
    return found


@functools.cache
def imports() -> set[str]:
    """Return the top-level names that our modules import."""
    folders = ("reception", "tests", "tools", "bench", "migrations")
    return {name.split(".")[0] for folder in folders for module in modules(folder) for _, name in module.imports()}


@functools.cache
def distributions() -> dict[str, set[str]]:
    """Return each top-level name that can be imported here, with the distributions that bring it."""
    return {name: set(map(normal, owners)) for name, owners in importlib.metadata.packages_distributions().items()}


def is_used(distribution: str) -> bool:
    """Say whether code imports something of a distribution, or the place that shows its other use still does."""
    if distribution in TOOLS:
        return TOOLS[distribution] in (ROOT / "Makefile").read_text()
    if distribution in USED_OTHERWISE:
        folder, suffix, sign = USED_OTHERWISE[distribution]
        return any(sign in path.read_text() for path in files(folder, suffix))
    names = {name for name, owners in distributions().items() if normal(distribution) in owners}
    return bool(names & imports())


def normal(name: str) -> str:
    """Return a distribution's name as registries compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()
