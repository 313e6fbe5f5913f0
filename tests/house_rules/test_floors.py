"""The house stands: a room imports only from below, and nobody imports in a circle or inside a function."""

import ast
import graphlib

from tests.house_rules.source import ROOT, Module, modules, report

FLOORS = {
    "domain": 0,
    "config": 1, "current": 1, "database": 1, "disk": 1, "extensions": 1, "models": 1,
    "search": 2, "permissions": 2, "queries": 2, "mail": 2, "reports": 2,
    "services": 3,
    "web": 4, "cli": 4, "worker": 4,
    "reception": 5,
}  # fmt: skip
# Neighbours on one floor who may be asked, in one direction only.
NEIGHBOURS = {
    ("current", "config"), ("extensions", "models"),
    ("queries", "search"), ("queries", "permissions"),
    ("mail", "queries"),
    ("reports", "queries"),
    ("cli", "worker"),
}  # fmt: skip
AUDIENCES = {init.parent.name for init in (ROOT / "reception" / "web").glob("*/__init__.py")}


def test_every_room_has_a_floor():
    unknown = {module.room for module in modules("reception")} - set(FLOORS)
    assert not unknown, f"not in the plan of the house: {sorted(unknown)}"


def test_imports_run_downwards():
    findings = [
        f"{module.at(node)}: {module.room} may not import {room_of(name)}"
        for module in modules("reception")
        for node, name in module.imports()
        if room_of(name) and not may_import(module.room, room_of(name))
    ]
    assert not findings, report(findings)


def test_the_rooms_of_the_web_do_not_import_one_another():
    findings = [
        f"{module.at(node)}: web/{audience_of(module.name)} may not import from web/{audience_of(name)}; "
        "what both need belongs into a module of web/ itself"
        for module in modules("reception")
        for node, name in module.imports()
        if audience_of(module.name) and audience_of(name) not in (None, audience_of(module.name))
    ]
    assert not findings, report(findings)


def test_no_import_inside_a_function():
    findings = [
        f"{module.at(node)}: import inside {function.name}()"
        for folder in ("reception", "migrations", "bench", "tools")
        for module in modules(folder)
        for function in module.functions()
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert not findings, report(findings)


def test_no_module_imports_itself_through_others():
    graph = {module.name: {name for _, name in run_imports(module) if room_of(name)} for module in modules("reception")}
    order = list(graphlib.TopologicalSorter(graph).static_order())  # a circle raises CycleError, which names it
    assert set(graph) <= set(order)


def room_of(name: str) -> str | None:
    """Return the room that a dotted name leads into, None for what is not ours."""
    parts = name.split(".")
    if parts[0] != "reception":
        return None
    return parts[1] if len(parts) > 1 else "reception"


def audience_of(name: str) -> str | None:
    """Return the audience whose room in web/ a dotted name leads into, None for the rest."""
    parts = name.split(".")
    return parts[2] if parts[:2] == ["reception", "web"] and len(parts) > 2 and parts[2] in AUDIENCES else None


def may_import(room: str, other: str) -> bool:
    """Say whether the plan lets one room import from another."""
    return room == other or FLOORS[other] < FLOORS[room] or (room, other) in NEIGHBOURS


def run_imports(module: Module) -> list[tuple[ast.stmt, str]]:
    """Return the imports that happen when the program runs: not those under `if TYPE_CHECKING`."""
    blocks = [node for node in module.tree.body if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test)]
    only_typing = {id(node) for block in blocks for node in ast.walk(block)}
    return [(node, name) for node, name in module.imports() if id(node) not in only_typing]
