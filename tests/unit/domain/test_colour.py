"""A library's own colour."""

import pytest

from reception.domain.colour import accent, contrast_with_white


@pytest.mark.parametrize(("typed", "colour"), [("#1F4E8C", "#1f4e8c"), ("1f4e8c", "#1f4e8c"), (" #036 ", "#003366")])
def test_a_colour_that_is_dark_enough_stays(typed, colour):
    assert accent(typed) == colour


@pytest.mark.parametrize("typed", ["#ffffff", "#ff0", "#7fdbff"])
def test_a_light_colour_is_darkened_until_white_can_be_read_on_it(typed):
    colour = accent(typed)

    assert contrast_with_white(tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))) >= 4.5


@pytest.mark.parametrize("typed", ["", "red", "#12", "#12345g", "#123456; color: red", "url(x)"])
def test_what_is_no_colour_is_none(typed):
    assert accent(typed) is None


def test_contrast_is_that_of_the_guidelines():
    assert round(contrast_with_white((0, 0, 0)), 1) == 21
    assert contrast_with_white((255, 255, 255)) == 1
