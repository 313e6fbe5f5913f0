"""How Python is written here: in small pieces, with one clock, one place that commits, and words in the catalogue."""

import ast
import re

from tests.house_rules.source import CYRILLIC_WORD, Function, module_names, modules, report

FILE_LINES = 300
FUNCTION_LINES = 40
OTHER_CLOCKS = re.compile(
    r"\b(datetime\.(now|utcnow|today)|date\.today|time\.(time|localtime|gmtime)|func\.now|func\.current_timestamp)\("
)
LEFT_UNDONE = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
# These know the languages themselves – stop words, alphabets, what stands before a document's number – or the library.
WITH_UKRAINIAN = tuple(f"reception.{name}" for name in (
    "config", "search", "domain.numbers", "domain.privacy", "domain.text",
))  # fmt: skip
# Client.page() asserts the status of the page that it gives.
ASSERTING = re.compile(r"assert|check|expect|should|sees|must|raises$|warns$|fail$|page$")


def test_files_are_short():
    # Migrations are long by nature: Alembic writes them and nobody goes on working in them.
    findings = [
        f"{module.place}: {module.text.count(chr(10))} lines, at most {FILE_LINES}"
        for folder in ("reception", "tests", "tools", "bench")
        for module in modules(folder)
        if module.text.count("\n") > FILE_LINES
    ]
    assert not findings, report(findings)


def test_functions_are_short():
    findings = [
        f"{module.at(function)}: {function.name}() has {length(function)} lines, at most {FUNCTION_LINES}"
        for folder in ("reception", "tests", "tools", "bench")
        for module in modules(folder)
        for function in module.functions()
        if length(function) > FUNCTION_LINES
    ]
    assert not findings, report(findings)


def test_there_is_one_clock():
    findings = lines_with(OTHER_CLOCKS, except_in=("reception.domain.clock",))
    assert not findings, report(findings)


def test_only_the_transaction_commits():
    # The search engines' writers commit the index, which is not the database.
    allowed = ("reception.services.transaction", "reception.search.whoosh_writer", "reception.search.tantivy_writer")
    findings = lines_with(re.compile(r"\.commit\("), except_in=allowed)
    assert not findings, report(findings)


def test_nothing_is_left_undone():
    findings = lines_with(LEFT_UNDONE)
    assert not findings, report(findings)


def test_no_form_is_exempt_from_csrf():
    # But for those that mail programs send: test_routes.py.
    allowed = ("reception.web.public.notices", "reception.web.public.subscriptions")
    findings = lines_with(re.compile(r"csrf\.exempt|WTF_CSRF_ENABLED|csrf\s*=\s*False"), except_in=allowed)
    assert not findings, report(findings)


def test_ukrainian_words_stand_in_the_catalogue():
    findings = [
        f"{module.at(string)}: {string.value.strip()[:60]!r}"
        for module in modules("reception")
        if not module.name.startswith(WITH_UKRAINIAN)
        for string in module.strings()
        if CYRILLIC_WORD.search(string.value)
    ]
    assert not findings, report(findings)


def test_every_public_name_says_what_it_is():
    findings = [f"{each.place}: no docstring" for each in modules("reception") if not ast.get_docstring(each.tree)]
    findings += [
        f"{module.at(node)}: {node.name} has no docstring"
        for module in modules("reception")
        for node in module.tree.body
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_") and not ast.get_docstring(node)
    ]
    assert not findings, report(findings)


def test_every_test_can_fail():
    tests = [
        (module, function)
        for module in modules("tests")
        if module.path.name.startswith("test_")
        for function in module.functions()
        if function.name.startswith("test_")
    ]
    findings = [f"{module.at(function)}: {function.name}" for module, function in tests if not asserts(function)]
    assert not findings, report(findings)


def length(function: Function) -> int:
    """Return how many lines a function takes, without its decorators."""
    return function.end_lineno - function.lineno + 1


def lines_with(pattern: re.Pattern, except_in: tuple[str, ...] = ()) -> list[str]:
    """Return the lines of the package in which the pattern occurs, but for some modules."""
    assert set(except_in) <= module_names(), f"one of {except_in} is gone"
    return [
        f"{module.place}:{number}: {line.strip()}"
        for module in modules("reception")
        if module.name not in except_in
        for number, line in enumerate(module.text.splitlines(), 1)
        if pattern.search(line)
    ]


def asserts(function: Function) -> bool:
    """Say whether a test holds an assertion, or calls what is named as one."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = getattr(node.func, "attr", getattr(node.func, "id", ""))
            if ASSERTING.match(name):
                return True
    return False
