"""Text from people: what cannot be stored goes, the rest stays."""

from hypothesis import given
from hypothesis import strategies as st

from reception.domain.text import clean_line, clean_text, word_difference


def test_control_signs_and_direction_marks_go_and_emoji_stay():
    assert clean_text("Доброго\x00 дня\u202e 🙂\r\n\r\n\r\n\r\nДякую\ufeff") == "Доброго дня 🙂\n\nДякую\ufeff"


def test_a_line_is_one_line():
    assert clean_line(" Яма \n на\t вулиці ") == "Яма на вулиці"


@given(st.text(alphabet=st.characters()))
def test_what_is_cleaned_can_be_stored_and_is_clean(typed):
    cleaned = clean_text(typed)
    cleaned.encode("utf-8")
    assert "\x00" not in cleaned
    assert clean_text(cleaned) == cleaned


@given(st.text(), st.text())
def test_a_difference_holds_both_texts(before, after):
    runs = word_difference(before, after)
    assert "".join(text for op, text in runs if op != "added") == before
    assert "".join(text for op, text in runs if op != "cut") == after


def test_a_difference_shows_what_was_cut_and_put_in():
    runs = word_difference("тел. 050 дзвоніть", "тел. [телефон] дзвоніть")
    assert ("cut", "050") in runs
    assert ("added", "[телефон]") in runs
