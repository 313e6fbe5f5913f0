"""The editable lists of words: those that come with the program, and what an installation adds in files of the same names."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

FOLDER = "words"
"""Where the lists of an installation lie in its instance folder."""

EQUALS = ("abbreviations.txt", "streets.txt", "languages.txt", "synonyms.txt")
"""Lists whose lines say what means the same: words joined by "="."""

PLAIN = ("stopwords.txt", "address_words.txt")
"""Lists whose lines are words."""

_own: dict[str, tuple[str, ...]] = {}
"""The lines that the installation of this process adds to each list."""


def add(folder: Path) -> bool:
    """From now on read the lists of an installation too, instead of those added before; tell whether that changes any."""
    before = dict(_own)
    _own.clear()
    _own.update({path.name: tuple(_contents(_read(path))) for path in _files(folder) if path.name in EQUALS + PLAIN})
    return before != _own


def lines(name: str) -> Iterator[str]:
    """Yield the lines of a list without remarks: the program's, then the installation's."""
    shipped = resources.files("reception").joinpath("data", "search", name)
    yield from _contents(shipped.read_text(encoding="utf-8"))
    yield from _own.get(name, ())


def groups(name: str) -> Iterator[list[str]]:
    """Yield what means the same, line by line, of one of the lists in `EQUALS`."""
    for line in lines(name):
        yield _sides(line)


def counts() -> dict[str, int]:
    """Return how many lines the installation adds to which list."""
    return {name: len(added) for name, added in _own.items()}


def problems(folder: Path) -> Iterator[str]:
    """Yield what cannot be understood in an installation's lists, a line each, with what to do."""
    for path in _files(folder):
        if path.name not in EQUALS + PLAIN:
            yield f"{path.name} is not read; the lists are {', '.join(EQUALS + PLAIN)}"
        elif path.name in EQUALS:
            for number, line in enumerate(_read(path).splitlines(), 1):
                if (content := _content(line)) and len(_sides(content)) < 2:
                    yield f"line {number} of {path.name} says nothing: write what means the same with “=” between"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []


def _read(path: Path) -> str:
    """Return a file's text: UTF-8, else Windows-1251 as older editors write it."""
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace")


def _contents(text: str) -> Iterator[str]:
    return filter(None, map(_content, text.splitlines()))


def _content(line: str) -> str:
    return line.partition("#")[0].strip()


def _sides(line: str) -> list[str]:
    return [side.strip() for side in line.split("=") if side.strip()]
