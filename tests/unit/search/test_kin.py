"""Words of one verb or noun are told to be kin, words that only look so are not: by the list beside this file."""

from pathlib import Path

import pytest

from reception.search import analysis, derivation, letters
from reception.search.query import parse
from reception.search.vocabulary import Vocabulary
from reception.search.widening import ASPECT, ONE_BEGINNING, ONE_ROOT, ONE_VERB, meaning

LIST = Path(__file__).parent / "kin.tsv"
ROWS = [line.split("\t") for line in LIST.read_text(encoding="utf-8").splitlines() if line[0] != "#"]


def pairs(group):
    return [(one, other) for its, one, other in ROWS if its == group]


def worth(typed, written):
    """Tell how much a word of a text is worth to whoever typed another."""
    terms = set(analysis.terms(written))
    held = Vocabulary(dict.fromkeys((*terms, *analysis.terms(typed)), 1))
    wider = meaning(parse(typed)[0], held).alternatives[1:]
    return max((each.weight for each in wider if terms & set(each.slots[0])), default=0.0)


def told(one, other):
    return min(worth(one, other), worth(other, one)) > ONE_BEGINNING


def ever_told(one, other):
    return max(worth(one, other), worth(other, one)) > ONE_BEGINNING


def test_the_list_is_long_enough_to_tell():
    assert len(pairs("aspects")) > 150 < len(pairs("derived"))
    assert len(pairs("strangers")) > 80


@pytest.mark.parametrize("group", ["aspects", "derived"])
def test_kin_is_told_from_either_word(group):
    assert [pair for pair in pairs(group) if not told(*pair)] == []


def test_strangers_are_not_told_to_be_kin():
    assert [pair for pair in pairs("strangers") if ever_told(*pair)] == []


def test_what_is_not_told_rightly_yet_is_listed_as_such():
    assert [pair for pair in pairs("missed") if told(*pair)] == [], "told now: they may move up"
    assert [pair for pair in pairs("mistaken") if not ever_told(*pair)] == [], "rightly told now: they may move up"


@pytest.mark.parametrize(
    ("typed", "written", "least"),
    [
        ("перейменовувати", "перейменувати", ONE_VERB), ("розглянула", "розглядаємо", ONE_VERB),
        ("назвать", "называть", ONE_VERB), ("ремонтувати", "відремонтувати", ASPECT - 0.1),
        ("перейменування", "перейменувати", ONE_ROOT),
    ],
)  # fmt: skip
def test_the_other_aspect_is_worth_more_than_what_else_is_made_of_the_verb(typed, written, least):
    assert worth(typed, written) >= least
    assert worth("перейменування", "перейменувати") == ONE_ROOT


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("видати", "видувати"), ("почати", "почувати"), ("прожити", "прожати"), ("купа", "купувати"), ("вода", "вести"),
        ("полный", "пол"),
    ],
)  # fmt: skip
def test_words_are_not_made_of_another_because_they_look_so(word, other):
    assert letters.key(other) not in derivation.relatives(word)


def test_nouns_that_end_as_verbs_do_have_no_aspects():
    assert worth("незаконність", "законність") == ONE_ROOT


def test_an_apostrophe_that_terms_have_lost_is_found_again():
    assert {"зєднати", "зєднання"} <= derivation.relatives("зєднувати")


def test_a_misspelt_word_is_not_widened_to_what_its_verb_makes():
    assert worth("пивалі", "питання") == 0
