"""The editable lists of words: those that come with the program, and what an installation adds in files of the same names."""

from collections.abc import Iterator
from contextlib import suppress
from importlib import resources
from pathlib import Path

from reception.search import analysis

FOLDER = "words"
"""Where the lists of an installation lie in its instance folder."""

EQUALS = {"abbreviations.txt": 0.9, "streets.txt": 0.9, "languages.txt": 0.9, "synonyms.txt": 0.6}
"""Lists whose lines say what means the same, words joined by "=", and what a word found through one is worth beside the word."""

PLAIN = ("stopwords.txt", "address_words.txt")
"""Lists whose lines are words."""

_UTF16 = (b"\xff\xfe", b"\xfe\xff")

_own: dict[str, tuple[str, ...]] = {}
"""The lines that the installation of this process adds to each list."""


def add(folder: Path) -> bool:
    """From now on read the lists of an installation too, instead of those added before; tell whether that changes any."""
    before = dict(_own)
    _own.clear()
    for path in _files(folder):
        if path.name in (*EQUALS, *PLAIN):
            with suppress(OSError):  # the doctor says it; search goes on without
                _own[path.name] = tuple(filter(None, map(_content, _lines_of(path))))
    return before != _own


def lines(name: str) -> Iterator[str]:
    """Yield the lines of a list without remarks: the program's, then the installation's."""
    shipped = resources.files("reception").joinpath("data", "search", name)
    yield from filter(None, map(_content, shipped.read_text(encoding="utf-8").splitlines()))
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
        if path.name not in (*EQUALS, *PLAIN):
            yield f"{path.name} is not read; the lists are {', '.join((*EQUALS, *PLAIN))}"
            continue
        try:
            lines_of_it = _lines_of(path)
        except OSError as error:
            yield f"{path.name} cannot be read ({error.strerror}): let the user of the service read it"
            continue
        for number, line in enumerate(lines_of_it, 1):
            if (content := _content(line)) and path.name in EQUALS and sum(map(_has_words, _sides(content))) < 2:
                yield f"line {number} of {path.name} says nothing: write what means the same with “=” between"


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*") if path.is_file()) if folder.is_dir() else []


def _lines_of(path: Path) -> list[str]:
    """Return a file's lines: UTF-8 or UTF-16, else Windows-1251 as older editors write it."""
    content = path.read_bytes()
    try:
        return content.decode("utf-16" if content.startswith(_UTF16) else "utf-8-sig").splitlines()
    except UnicodeDecodeError:
        return content.decode("cp1251", "replace").splitlines()


def _content(line: str) -> str:
    return line.partition("#")[0].strip()


def _sides(line: str) -> list[str]:
    return [side.strip() for side in line.split("=") if side.strip()]


def _has_words(side: str) -> bool:
    return any(True for _token in analysis.tokens(side))
