"""How templates are written here: short, escaped, without inline code, in the catalogue's words, and each in use."""

import ast
import functools
import re

import jinja2
import jinja2.meta
from jinja2 import nodes

from tests.house_rules.source import CYRILLIC_WORD, ROOT, files, modules, report, where

TEMPLATE_LINES = 150
FOLDER = ROOT / "templates"
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
JINJA_TAG = re.compile(r"\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
INLINE = re.compile(
    r"""<script(?![^>]*\ssrc=)(?![^>]*type="application/(ld\+)?json") | <style\b | \sstyle= | \son[a-z]+=["'{]""",
    re.VERBOSE,
)
UNESCAPED = re.compile(r"\|\s*safe\b|autoescape\s+false")
# A language is named in itself, whatever the language of the page.
OWN_NAMES = {"Українська"}
JINJA = jinja2.Environment(extensions=["jinja2.ext.i18n", "jinja2.ext.do"], autoescape=True)


def test_templates_are_short():
    sizes = {name: path.read_text().count("\n") for name, path in templates().items()}
    findings = [f"{name}: {size} lines" for name, size in sizes.items() if size > TEMPLATE_LINES]
    assert not findings, report(findings)


def test_no_inline_script_or_style():
    # Letters are read in mail programs, which know no style sheets.
    pages = {name: path for name, path in templates().items() if not name.startswith("mail/")}
    findings = occurrences(INLINE, pages, without=(COMMENT, JINJA_TAG))
    assert not findings, report(findings)


def test_nothing_is_left_unescaped():
    findings = occurrences(UNESCAPED, templates())
    assert not findings, report(findings)


def test_words_for_the_reader_stand_in_the_catalogue():
    scripts = {path.name: path for path in files("static/js", ".js")}
    findings = occurrences(CYRILLIC_WORD, templates() | scripts, allowed=OWN_NAMES)
    assert not findings, report(findings)


def test_every_template_is_used():
    exact, patterns = names_in_code()
    for tree in trees().values():
        exact |= {name for name in jinja2.meta.find_referenced_templates(tree) if name}
    unused = [name for name in templates() if name not in exact and not any(each.fullmatch(name) for each in patterns)]
    assert not unused, report(unused)


def test_every_import_of_a_template_is_used():
    reached = {each.attr for tree in trees().values() for each in tree.find_all(nodes.Getattr)}
    findings = []
    for name, tree in trees().items():
        used = reached | names_used(name)
        imported = {each.target for each in tree.find_all(nodes.Import)}
        for each in tree.find_all(nodes.FromImport):
            imported |= {part if isinstance(part, str) else part[1] for part in each.names}
        findings += [f"{name}: {each} is imported and not used" for each in sorted(imported - used)]
    assert not findings, report(findings)


def templates() -> dict:
    """Return every template by the name it is rendered by."""
    return {str(path.relative_to(FOLDER)): path for path in files("templates", ".html", ".txt", ".xml")}


@functools.cache
def trees() -> dict[str, nodes.Template]:
    """Return the syntax tree of every template by its name."""
    return {name: JINJA.parse(path.read_text(), name, str(path)) for name, path in templates().items()}


def names_used(name: str) -> set[str]:
    """Return the names that a template uses itself or in the templates that it includes, which see what it imports."""
    tree = trees()[name]
    names = {each.name for each in tree.find_all(nodes.Name)}
    for each in tree.find_all(nodes.Include):
        if isinstance(each.template, nodes.Const):
            names |= names_used(each.template.value)
    return names


def occurrences(pattern: re.Pattern, paths: dict, without=(COMMENT,), allowed=frozenset()) -> list[str]:
    """Return each place at which the pattern occurs once some parts are cut out and some finds are allowed."""
    findings = []
    for path in paths.values():
        text = path.read_text()
        for part in without:
            text = part.sub(lambda cut: "\n" * cut[0].count("\n"), text)
        found = [match for match in pattern.finditer(text) if match[0] not in allowed]
        findings += [f"{where(path, text, match.start())}: {match[0].strip()}" for match in found]
    return findings


def names_in_code() -> tuple[set[str], list[re.Pattern]]:
    """Return what code may render: the strings in it, and for each f-string with a folder in it a pattern."""
    exact, patterns = set(), []
    for module in modules("reception"):
        exact |= {node.value for node in module.strings()}
        for node in ast.walk(module.tree):
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(each.value) if isinstance(each, ast.Constant) else "[^/]+" for each in node.values]
                patterns += [re.compile("".join(parts))] if "/" in "".join(parts) else []
    return exact, [each for each in patterns if each.pattern.replace("[^/]+", "").strip("/")]
