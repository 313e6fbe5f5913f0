"""The detector of personal data in a text: it suggests, a person decides.

Order and checks are those of shared/domain.md, 5.2: the more a kind proves itself, the earlier it is looked for, and
nothing is found twice. Addresses on the net come first, for the numbers in them are no telephones.
"""

from collections.abc import Callable, Iterator

from reception.domain.privacy import marks
from reception.domain.privacy.accounts import cadastral_numbers, cards, ibans, tax_ids, unzrs
from reception.domain.privacy.contacts import emails, handles, links
from reception.domain.privacy.dates import birth_dates
from reception.domain.privacy.findings import Finding, Kind, Span
from reception.domain.privacy.flats import flats
from reception.domain.privacy.name_words import Names
from reception.domain.privacy.names import names
from reception.domain.privacy.papers import id_cards, passports, plates
from reception.domain.privacy.phones import phones
from reception.domain.privacy.reading import Reading

_ORDER: tuple[tuple[Kind, Callable[[Reading], Iterator[Span]]], ...] = (
    (Kind.EMAIL, emails),
    (Kind.LINK, links),
    (Kind.HANDLE, handles),
    (Kind.IBAN, ibans),
    (Kind.CADASTRE, cadastral_numbers),
    (Kind.CARD, cards),
    (Kind.UNZR, unzrs),
    (Kind.PHONE, phones),
    (Kind.PLATE, plates),
    (Kind.PASSPORT, passports),
    (Kind.TAX_ID, tax_ids),
    (Kind.ID_CARD, id_cards),
    (Kind.BIRTH_DATE, birth_dates),
    (Kind.FLAT, flats),
)


def find(text: str, dictionary: Names | None = None, asker: str = "") -> list[Finding]:
    """Return what may be personal data in a text, in the order of the text, without overlaps.

    A dictionary of names makes names found (without it only patronymics, initials and what stands after a cue); the asker's
    name makes its words found in every case form.
    """
    reading = Reading(text)
    reading.hide([match.span() for match in marks.pattern().finditer(reading.plain)])
    found: list[tuple[Kind, Span]] = []
    for kind, look in _ORDER:
        found += _look(reading, kind, look(reading))
    found += _look(reading, Kind.NAME, names(reading, dictionary, asker))
    places = [(reading.place(*span), kind) for kind, span in found]
    return [Finding(kind, start, end, text[start:end]) for (start, end), kind in sorted(places)]


def _look(reading: Reading, kind: Kind, spans: Iterator[Span]) -> list[tuple[Kind, Span]]:
    """Return what one kind found, the first of what overlaps, and take it out of the reading."""
    kept: list[Span] = []
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    if kept:
        reading.hide(kept)
    return [(kind, span) for span in kept]
