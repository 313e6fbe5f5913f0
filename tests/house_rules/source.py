"""The project read as text and syntax trees, for the rules beside this file."""

import ast
import re
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CYRILLIC_WORD = re.compile(r"[\u0400-\u04ff]{3,}")

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """One Python file of the project."""

    path: Path

    @cached_property
    def text(self) -> str:
        """The file's text."""
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        """The file's syntax tree."""
        return ast.parse(self.text)

    @cached_property
    def name(self) -> str:
        """The dotted name by which others import it."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def room(self) -> str:
        """The room it stands in: `services` for reception/services/asking.py, `reception` for the front door."""
        return self.name.split(".")[1] if "." in self.name else self.name

    @property
    def place(self) -> Path:
        """Where the file stands in the project."""
        return self.path.relative_to(ROOT)

    def at(self, node: ast.AST) -> str:
        """Return where a node stands, as editors like it: path and line."""
        return f"{self.place}:{node.lineno}"

    def functions(self) -> list[Function]:
        """Return every function and method."""
        return [node for node in ast.walk(self.tree) if isinstance(node, Function)]

    def imports(self) -> list[tuple[ast.stmt, str]]:
        """Return each import with the module it names; of `from a import b`, a.b if that is a module."""
        found = []
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found += [(node, alias.name) for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                base = self._absolute(node)
                inner = [f"{base}.{alias.name}" for alias in node.names]
                found += [(node, each if each in module_names() else base) for each in inner]
        return found

    def _absolute(self, node: ast.ImportFrom) -> str:
        if not node.level:
            return node.module
        package = self.name.split(".") if self.path.name == "__init__.py" else self.name.split(".")[:-1]
        return ".".join(package[: len(package) - node.level + 1] + ([node.module] if node.module else []))

    def strings(self) -> list[ast.Constant]:
        """Return every string that is not a docstring."""
        docstrings = {id(node.value) for node in ast.walk(self.tree) if isinstance(node, ast.Expr)}
        constants = (node for node in ast.walk(self.tree) if isinstance(node, ast.Constant))
        return [node for node in constants if isinstance(node.value, str) and id(node) not in docstrings]


@cache
def modules(folder: str) -> list[Module]:
    """Return every Python file under a folder; there must be some, for a rule about nothing proves nothing."""
    found = [Module(path) for path in sorted((ROOT / folder).rglob("*.py"))]
    assert found, f"there is no Python file in {folder}/"
    return found


@cache
def module_names() -> set[str]:
    """Return the dotted name of each module of the package."""
    return {module.name for module in modules("reception")}


@cache
def files(folder: str, *suffixes: str) -> list[Path]:
    """Return every file under a folder with one of these endings; there must be some."""
    found = [path for path in sorted((ROOT / folder).rglob("*")) if path.suffix in suffixes]
    assert found, f"there is no {' or '.join(suffixes)} in {folder}/"
    return found


def where(path: Path, text: str, position: int) -> str:
    """Return path and line of a position in a file's text."""
    return f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, position) + 1}"


def report(findings: list[str]) -> str:
    """Return findings one a line, as the message of a failed rule."""
    return "\n" + "\n".join(findings)
