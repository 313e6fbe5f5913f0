"""Places in ready texts are filled once, letter by letter; what else stands in braces means nothing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reception.domain.errors import Invalid
from reception.domain.placeholders import NAMES, WITH_TEXTS, fill, places, refuse_places, unknown
from reception.web.admin.forms_canned import ACTIONS
from reception.web.desk.canned import FIELDS

VALUES = {"number": "МК-1", "subject": "Про {number} і {0.__class__}", "due": ""}


def test_what_is_known_is_filled_and_what_is_not_is_named():
    filled = fill("Питання {number}, строк {due}, {topic}", VALUES)
    assert filled.text == "Питання МК-1, строк {due}, {topic}"
    assert filled.left == ("due", "topic")


def test_braces_in_a_value_are_not_looked_at_again():
    assert fill("{subject}", VALUES).text == "Про {number} і {0.__class__}"


@pytest.mark.parametrize(
    "text",
    ["{", "}", "{}", "{{number}", "{0}", "{number.__class__}", "{number!r}", "{number:>1000000000}", "{ number }", "{a b}", "%s"],
)
def test_nothing_of_a_format_string_works(text):
    assert "__" in fill(text, VALUES).text or fill(text, VALUES).text in (text, "{МК-1")


@given(st.text())
def test_any_text_can_be_filled(text):
    assert isinstance(fill(text, VALUES).text, str)
    assert set(unknown(text)) <= set(places(text))


def test_a_text_with_places_left_is_never_sent():
    refuse_places("Код {1, 2} і { простір } не чіпаємо", "note")
    with pytest.raises(Invalid) as refused:
        refuse_places("До {due} – {due} і {назва}", "note")
    assert refused.value.params["names"] == "{due}, {назва}"


def test_each_action_with_texts_has_a_field_and_a_name():
    assert set(WITH_TEXTS) == set(FIELDS) == set(ACTIONS)
    assert len(set(NAMES)) == len(NAMES)
