"""What the laws ask of an appeal and of an information request, and the index an appeal may get."""

import pytest

from reception.domain.kinds import Kind
from reception.domain.requisites import LEGAL_INDEX, missing, suggested_index

WHO = {"name": "Іван Петренко", "residence": "Миколаїв, вул. Садова, 1", "email": "i@mail.example", "phone": None}


@pytest.mark.parametrize(
    ("kind", "given", "lacks"),
    [
        (Kind.APPEAL, {}, []),
        (Kind.APPEAL, {"name": "Іван"}, ["name"]),
        (Kind.APPEAL, {"residence": None}, ["residence"]),
        (Kind.APPEAL, {"email": None}, []),  # an answer can go to the place of residence
        (Kind.APPEAL, {"residence": None, "email": None, "phone": "0670000000"}, ["residence"]),
        (Kind.APPEAL, dict.fromkeys(WHO), ["name", "residence", "reply"]),
        (Kind.INFORMATION_REQUEST, {"name": "Іван", "residence": None}, []),
        (Kind.INFORMATION_REQUEST, {"email": None, "residence": None, "phone": "0670000000"}, ["reply"]),
        (Kind.INFORMATION_REQUEST, dict.fromkeys(WHO), ["name", "reply"]),
        (Kind.PUBLIC_QUESTION, dict.fromkeys(WHO), []),
    ],
)
def test_what_is_missing_is_named(kind, given, lacks):
    assert list(missing(kind, **WHO | given)) == lacks


@pytest.mark.parametrize(
    ("name", "index"),
    [
        ("Іван Петренко", "П-401"),
        ("Коваль Олена Іванівна", "К-401"),
        ("Петро Ілліч Ґудзь", "Ґ-401"),
        ("John Smith", "БП-401"),
        ("Іван", "БП-401"),
        (None, "БП-401"),
    ],
)
def test_an_index_begins_with_the_surname(name, index):
    assert suggested_index(name, "МК-2026-00401") == index
    assert LEGAL_INDEX.fullmatch(index)


@pytest.mark.parametrize(
    ("index", "good"), [("КО", True), ("КО-12/2", True), ("К401", False), ("K-401", False), ("К-" + "1" * 500, False)]
)
def test_an_index_has_its_form(index, good):
    assert bool(LEGAL_INDEX.fullmatch(index)) is good
