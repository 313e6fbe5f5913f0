"""What a row of the directory may not say of itself: that it ends before it begins, or comes after itself."""

from collections.abc import Iterator

from reception.domain.errors import Invalid
from reception.extensions import db
from reception.models import Authority, Lasting, Official

UPWARDS = {Authority: ("parent", "successor"), Official: ("superior", "successor")}
"""References that must end somewhere. Two officials may well be each other's deputies."""


def check(row: object) -> None:
    """Raise Invalid, with the field, for days in the wrong order and for references that lead back to the row itself."""
    if isinstance(row, Lasting) and row.valid_from and row.valid_to and row.valid_to < row.valid_from:
        raise Invalid("ends_before_it_begins", field="valid_to")
    with db.session.no_autoflush:
        for field in UPWARDS.get(type(row), ()):
            if any(each is row for each in _chain(row, field)):
                raise Invalid("leads_back", field=field)
        if isinstance(row, Official) and row.deputy is row:
            raise Invalid("leads_back", field="deputy")


def _chain(row: object, field: str) -> Iterator[object]:
    seen = []
    while (row := getattr(row, field)) is not None and row not in seen:
        seen.append(row)
        yield row
