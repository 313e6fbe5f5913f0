"""Number and PIN let the asker in; what is wrong is not told apart; guessing ends soon."""

import pytest

from reception.domain.errors import Invalid, TooMany
from reception.services.entry import by_pin

HOME = "192.0.2.1"


def refusal(*given):
    with pytest.raises(Invalid) as raised:
        by_pin(*given)
    return raised.value.code, raised.value.field, raised.value.params


@pytest.mark.parametrize("spoil", [str, str.lower, lambda typed: typed.replace("-", " "), lambda typed: f"  {typed} "])
def test_number_and_pin_are_taken_as_people_type_them(world, spoil):
    made = world.question()
    with world.inside():
        assert by_pin(spoil(made.number), spoil(made.pin), HOME).id == made.id


@pytest.mark.parametrize("number", ["МК-2026-99999", "XX-2026-00001", "", "🙂", "0" * 500, "МК-2026-00001\x00"])
def test_a_wrong_number_and_a_wrong_pin_get_the_same_reply(world, number):
    made = world.question()
    with world.inside():
        wrong_pin = refusal(made.number, "AAAAAA", HOME)
        assert refusal(number, made.pin, HOME) == wrong_pin


def test_the_pin_of_one_question_does_not_open_another(world):
    one, other = world.question(), world.question()
    with world.inside():
        assert refusal(one.number, other.pin, HOME)[0] == "wrong_number_or_pin"


def test_a_number_takes_ten_tries_in_a_quarter_of_an_hour_from_wherever_they_come(world, clock):
    made = world.question()
    clock.advance()
    with world.inside():
        for n in range(10):
            refusal(made.number, "AAAAAA", f"192.0.2.{n}")
        with pytest.raises(TooMany) as raised:
            by_pin(made.number, made.pin, "192.0.2.99")
        assert raised.value.minutes == 15
        clock.advance(minutes=16)
        assert by_pin(made.number, made.pin, HOME).id == made.id


def test_a_number_that_is_not_there_is_limited_alike(world):
    with world.inside():
        for n in range(10):
            refusal("МК-2026-77777", "AAAAAA", f"192.0.2.{n}")
        with pytest.raises(TooMany):
            by_pin("МК-2026-77777", "AAAAAA", HOME)


def test_an_address_takes_thirty_tries_whatever_the_numbers(world):
    with world.inside():
        for n in range(30):
            refusal(f"МК-2026-{n}", "AAAAAA", HOME)
        with pytest.raises(TooMany):
            by_pin("МК-2026-500", "AAAAAA", HOME)


def test_a_terminal_is_many_people(world):
    with world.inside():
        replies = {refusal(f"МК-2026-{n}", "AAAAAA", "terminal:1", True)[0] for n in range(40)}
    assert replies == {"wrong_number_or_pin"}


def test_the_right_pin_forgets_the_slips_before_it(world):
    made = world.question()
    with world.inside():
        for _ in range(3):
            for n in range(9):
                refusal(made.number, "AAAAAA", f"192.0.2.{n}")
            assert by_pin(made.number, made.pin, HOME)
