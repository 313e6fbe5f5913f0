"""The Ukrainian catalogue is complete, fresh, and set as Ukrainian is printed."""

import re

import pytest

from tests.house_rules.source import report
from tools import messages

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")
TAG_OR_CODE = re.compile(r"<[^>]*>|&\w+;|%\(\w+\)[sd]|`[^`]*`")
MISPRINTS = {
    r'"': "straight quotation mark instead of « »",
    r"'": "straight apostrophe instead of ’",
    r"“": "quotation mark of another language instead of « »",
    r"\.\.\.": "three dots instead of …",
    r"[\w»] - [\w«]|--": "hyphen instead of a dash",
    r"  ": "two spaces",
    r"№ ": "a space at which the line may break after №",
}
RUSSIAN_LETTER = re.compile(r"[ыэъёЫЭЪЁ]")


@pytest.fixture(scope="module")
def path():
    return messages.TRANSLATIONS / "uk" / "LC_MESSAGES" / "messages.po"


@pytest.fixture(scope="module")
def catalogue(path):
    return messages.read(path)


@pytest.fixture(scope="module")
def translations(catalogue):
    """Each text with each of its translations."""
    found = [(message, form) for message in catalogue if message.id for form in forms(message.string)]
    assert found, "the catalogue is empty"
    return found


def test_it_holds_exactly_the_texts_of_the_program(path, catalogue):
    fresh = messages.updated(catalogue, messages.extracted())
    assert messages.written(fresh) == path.read_text(encoding="utf-8"), "run `make messages`"


def test_every_text_is_translated(catalogue):
    lacking = messages.untranslated(catalogue)
    assert not lacking, report(lacking)


def test_nothing_is_a_guess(catalogue):
    guesses = [message.id for message in catalogue if message.id and message.fuzzy]
    assert not guesses, guesses


def test_placeholders_are_those_of_the_text(translations):
    findings = []
    for message, form in translations:
        asked, given = placeholders(message.id), placeholders(form)
        # "One question" may be said without its number.
        optional = {"%(num)s", "%(num)d"} if message.pluralizable else set()
        if not asked - optional <= given <= asked:
            findings.append(f"{form!r} has {sorted(given)}, not {sorted(asked)}")
    assert not findings, report(findings)


def test_ukrainian_is_set_as_it_is_printed(translations):
    findings = []
    for _, form in translations:
        text = TAG_OR_CODE.sub("·", form)
        findings += [f"{form!r}: {what}" for sign, what in MISPRINTS.items() if re.search(sign, text)]
        findings += [f"{form!r}: « and » do not pair"] if text.count("«") != text.count("»") else []
        findings += [f"{form!r}: a Russian letter"] if RUSSIAN_LETTER.search(text) else []
    assert not findings, report(findings)


def forms(string) -> list[str]:
    """Return the translations of a text that are there: one, or one a plural form."""
    return [form for form in (string if isinstance(string, (list, tuple)) else [string]) if form]


def placeholders(text) -> set[str]:
    """Return the places in a text (in any of its plural forms) that are filled in later."""
    return set(PLACEHOLDER.findall(text if isinstance(text, str) else " ".join(text)))
