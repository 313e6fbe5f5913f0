"""What a question must have to be what it is: requisites of the laws on appeals and on access to information."""

import re
from enum import StrEnum

from reception.domain.kinds import Kind
from reception.domain.privacy.name_words import looks_like_a_patronymic

COLLECTIVE, UNSIGNED = "КО", "БП"
"""Marks of a registration index that begins with no surname: a collective appeal, one without a signature (Instruction 348)."""

_LETTER = r"[\u0410-\u0429\u042c\u042e\u042f\u0404\u0406\u0407\u0490]"
LEGAL_INDEX = re.compile(rf"(?:{_LETTER}|{COLLECTIVE}|{UNSIGNED})(?:-\d{{1,7}}(?:/\d{{1,4}})?)?")


class Requisite(StrEnum):
    """What the law asks for."""

    NAME = "name"
    """Surname and first name; of an information request a name."""
    RESIDENCE = "residence"
    REPLY = "reply"
    """An address, or other means, for the reply."""
    ESSENCE = "essence"
    """What it is about and what is asked: only a reader can tell whether it is there."""


def missing(
    kind: Kind, name: str | None, residence: str | None, email: str | None, phone: str | None
) -> tuple[Requisite, ...]:
    """Return what a question of a kind lacks, as far as a program can tell.

    An appeal: surname and name, residence, an e-mail or other means of reply (Law 393/96-ВР, art. 5). An information
    request: name, postal or e-mail address (Law 2939-VI, art. 19). Of a public question nothing is asked.
    """
    lacks: dict[Requisite, bool] = {}
    if kind is Kind.APPEAL:
        lacks = {
            Requisite.NAME: len((name or "").split()) < 2,
            Requisite.RESIDENCE: not residence,
            Requisite.REPLY: not (email or phone or residence),
        }
    if kind is Kind.INFORMATION_REQUEST:
        lacks = {Requisite.NAME: not name, Requisite.REPLY: not (email or residence)}
    return tuple(requisite for requisite, is_missing in lacks.items() if is_missing)


def suggested_index(name: str | None, number: str) -> str:
    """Return the registration index that an appeal might get: first letter of the surname and the running number.

    Of “Іван Петренко” nobody can tell the surname; it is taken to be the last word, unless that is a patronymic.
    """
    words = (name or "").split()
    serial = int(number.rsplit("-", 1)[-1])
    if len(words) < 2:
        return f"{UNSIGNED}-{serial}"
    surname = words[0] if len(words) > 2 and looks_like_a_patronymic(words[-1].lower()) else words[-1]
    letter = surname[0].upper()
    return f"{letter}-{serial}" if LEGAL_INDEX.fullmatch(f"{letter}-1") else f"{UNSIGNED}-{serial}"
