"""What the detector says: a kind of personal data, and where it stands."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """The kinds of personal data that are looked for; each has its mark in `reception/data/privacy/marks.toml`."""

    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    FLAT = "flat"
    BIRTH_DATE = "birth_date"
    TAX_ID = "tax_id"
    PASSPORT = "passport"
    ID_CARD = "id_card"
    UNZR = "unzr"
    IBAN = "iban"
    CARD = "card"
    PLATE = "plate"
    HANDLE = "handle"
    LINK = "link"
    CADASTRE = "cadastre"


@dataclass(frozen=True, slots=True)
class Finding:
    """A piece of a text that may be personal data: `text[start:end]`, counted in characters of the text as it was typed."""

    kind: Kind
    start: int
    end: int
    text: str


Span = tuple[int, int]
"""Start and end of a piece in a reading."""
