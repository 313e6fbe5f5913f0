"""A library's own colour, made fit to stand under white letters."""

import re

_HEX = re.compile(r"^#?([0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")
_CONTRAST = 4.5
_STEP = 0.95

Rgb = tuple[float, float, float]


def accent(setting: str) -> str | None:
    """Return a colour such as #1f4e8c, darkened until white on it has a contrast of 4.5 (WCAG 2.1, 1.4.3).

    None for what is not a colour of three or six hexadecimal digits.
    """
    match = _HEX.match(setting.strip())
    if not match:
        return None
    digits = match[1] if len(match[1]) == 6 else "".join(2 * digit for digit in match[1])
    rgb = tuple(int(digits[at : at + 2], 16) for at in (0, 2, 4))
    while contrast_with_white(rgb) < _CONTRAST:
        rgb = tuple(part * _STEP for part in rgb)
    return "#" + "".join(f"{int(part):02x}" for part in rgb)


def contrast_with_white(rgb: Rgb) -> float:
    """Return the contrast of a colour (parts 0–255) and white, 1 to 21 (WCAG 2.1)."""
    red, green, blue = (_linear(int(part) / 255) for part in rgb)
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
