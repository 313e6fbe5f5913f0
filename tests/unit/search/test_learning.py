"""What is learnt from decisions: it guesses by telling words, says which, keeps silent when unsure, and is small."""

import random
import time

from hypothesis import example, given
from hypothesis import strategies as st

from reception.search.learning import LEAST_EXAMPLES, NEVER, TRUSTED, Model, _proved, counted, learn, unpacked

KINDS = {
    1: ("яма на дорозі", "розбитий асфальт біля зупинки", "ремонт дороги та асфальту", "ями на проїзній частині дороги"),
    2: ("немає опалення", "холодні батареї в квартирі", "коли дадуть опалення в будинку", "батареї ледь теплі"),
    3: ("не вивозять сміття", "переповнені контейнери", "сміття біля контейнерів", "смітник не прибирають"),
}
FILLING = ("Добрий день", "Прошу допомогти", "у нашому дворі", "вже місяць", "дякую", "на вулиці")


def archive(count=90, noise=0.0):
    chance = random.Random(3)
    for _ in range(count):
        kind = chance.choice(list(KINDS))
        told = chance.choice(list(KINDS)) if chance.random() < noise else kind
        yield told, f"{chance.choice(FILLING)} {chance.choice(KINDS[kind])} {chance.choice(FILLING)}"


def test_a_new_text_goes_where_its_telling_words_are_in_any_form():
    model = learn(archive())
    guess = model.sure("Добрий день! Ямами вкрилася вся дорога, асфальту немає")
    assert guess.label == 1
    assert set(guess.words) <= {"ямами", "дорога", "асфальту"}


def test_nothing_is_said_of_a_text_without_known_words_or_without_words():
    model = learn(archive())
    assert model.sure("Коли працює бібліотека?") is None
    assert model.nearest("") == model.nearest("123 456") == model.nearest("😀") == []


def test_too_few_decisions_teach_nothing():
    assert learn(archive(LEAST_EXAMPLES - 1)) is None
    assert learn([]) is None


def test_decisions_by_chance_are_never_suggested():
    model = learn(archive(120, noise=1.0))
    assert model.sure_from == NEVER
    assert model.sure("яма на дорозі") is None


def test_what_is_stored_says_the_same():
    model = learn(archive())
    again = unpacked(model.packed())
    assert again == model
    assert isinstance(again, Model)
    assert len(model.packed()) < 10_000


def test_names_numbers_and_addresses_of_one_person_are_kept_nowhere():
    once = (1, "Петро Кравченко-Забузький, вул. Потьомкінська 127, тел. 0671234567, яма на дорозі")
    model = learn([*archive(), once])
    assert not [term for term in model.weights if "забузьк" in term or any(sign.isdigit() for sign in term)]


def test_a_word_of_two_lemmas_counts_once():
    assert sum(counted("мило").values()) == 1


def test_a_guess_takes_less_than_twenty_milliseconds():
    model, text = learn(archive()), " ".join(words for kind in KINDS.values() for words in kind) * 10
    model.nearest(text)
    start = time.process_time()
    for _ in range(5):
        model.nearest(text)
    assert (time.process_time() - start) / 5 < 0.02


def test_a_few_lucky_guesses_prove_nothing():
    lucky = max(_proved(6, 10), _proved(6, 7))
    assert lucky < TRUSTED < 0.6 < _proved(700, 1000)
    assert _proved(0, 0) == 0.0


@given(st.integers(0, 200), st.integers(0, 200))
@example(right=0, wrong=25)
@example(right=0, wrong=65)
def test_more_trials_of_the_same_luck_prove_more_and_never_more_than_they_show(right, wrong):
    trials = right + wrong
    proved = _proved(right, trials)
    assert 0 <= proved <= (right / trials if trials else 0)
    assert _proved(3 * right, 3 * trials) >= proved
