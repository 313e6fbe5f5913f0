"""Kinds of personal data, marks and the security check said in the reader's language. Templates use them as filters."""

from flask_babel import lazy_gettext as _l

from reception.domain.privacy import wartime
from reception.domain.privacy.findings import Kind as Cut
from reception.domain.privacy.marks import kinds_in, marks
from reception.domain.privacy.wartime import Matter
from reception.web.wording import language

CUT_KINDS = {
    Cut.NAME: _l("a person’s name"),
    Cut.PHONE: _l("a telephone number"),
    Cut.EMAIL: _l("an e-mail address"),
    Cut.FLAT: _l("the number of a flat"),
    Cut.BIRTH_DATE: _l("a birth date"),
    Cut.TAX_ID: _l("a tax number"),
    Cut.PASSPORT: _l("a passport"),
    Cut.ID_CARD: _l("an ID card"),
    Cut.UNZR: _l("a number of the demographic register"),
    Cut.IBAN: _l("a bank account"),
    Cut.CARD: _l("a payment card"),
    Cut.PLATE: _l("a car plate"),
    Cut.HANDLE: _l("a name in messengers or networks"),
    Cut.LINK: _l("a personal link"),
    Cut.CADASTRE: _l("a cadastral number"),
}


def cut_label(kind: Cut | str) -> str:
    """Return what kind of personal data a mark stands for, in words."""
    return str(CUT_KINDS[Cut(kind)])


def cut_kinds(text: str) -> list[tuple[str, Cut]]:
    """Return the marks that stand in a text, each with its kind."""
    return [(marks()[kind], kind) for kind in kinds_in(text)]


WAR_MATTERS = {
    Matter.STRIKES: _l("strikes and damage"),
    Matter.POSITIONS: _l("positions and weapons"),
    Matter.MOVEMENTS: _l("movements"),
    Matter.CHECKPOINTS: _l("checkpoints"),
    Matter.MOBILISATION: _l("mobilisation"),
    Matter.SHELTERS: _l("shelters"),
    Matter.INFRASTRUCTURE: _l("critical infrastructure"),
}


def war_matter(matter: Matter | str) -> str:
    """Return what a word may give away, in words."""
    return str(WAR_MATTERS[Matter(matter)])


def war_law() -> str:
    """Return the acts on which the security check rests."""
    return wartime.law(language())


FILTERS = {"cut_label": cut_label, "cut_kinds": cut_kinds, "war_matter": war_matter}
GLOBALS = {"cut_marks": lambda: list(marks().items()), "war_law": war_law}
