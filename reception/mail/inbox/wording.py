"""By its subject and its words: letters that no person wrote as an answer, though no header says so.

A letter is such a one if it speaks as programs do (`data/mail/automatic.toml`) and says nothing else. What a person adds is
looked for clause by clause, so that "I am on leave, but the lamp is mended" is an answer. How much must be added depends on
whether a person is seen to have written it: by the quotation under it or by a mail program that no automat has.
"""

import re
import tomllib
from pathlib import Path

from reception.mail.inbox.office_words import is_by_one, says_nothing_else
from reception.mail.inbox.quotation_heads import any_of, pattern

_FILE = Path(__file__).parents[2] / "data" / "mail" / "automatic.toml"
_RULES = tomllib.loads(_FILE.read_text(encoding="utf-8"))

_RE = r"(?:(?:re|aw|sv|fwd?|\u0432\u0456\u0434\u043f?|\u043e\u0442\u0432|rv|tr)\s?(?:\[\d+\])?:\s*)"


def _any(name: str, before: str = "") -> re.Pattern[str]:
    return re.compile(before + "(?:" + "|".join(_RULES[name]) + ")", re.IGNORECASE)


_REPLY = re.compile(rf"\W*{_RE}", re.IGNORECASE)
_SUBJECT, _REGISTERED = _any("subjects", rf"\W*{_RE}*\W{{0,3}}"), _any("registered", r"\W*")
_PROGRAM, _ABSENCE, _OPENING = _any("programs"), _any("absences"), _any("openings")
_ANSWERS, _ANSWERS_ALL_THE_SAME, _LATER = _any("answers"), _any("all_the_same"), _any("later")
_ACKNOWLEDGES, _BESIDE = _any("acknowledged"), _any("beside")
_CLOSING = pattern("--|" + any_of("closings"))
_DONE, _RECEIVED = _any("done"), _any("received")
_NOTED, _NOTED_BRIEFLY, _LATER_MYSELF = _any("noted"), _any("noted_briefly"), _any("later_myself")
_AS_SEVERAL = _any("as_several")
_OF_LETTERS, _OF_ABSENCE, _OF_REGISTRY = _any("of_letters"), _any("of_absence"), _any("of_registry")
_UPPER = r"A-Z\u00c0-\u00de\u0410-\u042f\u0404\u0406\u0407\u0490"
_SENTENCE = re.compile(rf"(?<=[.!?;])(?<!\d\.)\s+(?=[^\W\d_])|(?<=\d\.)\s+(?=[{_UPPER}])|\n+")
_TURNING, _GOING_ON = ("|".join(_RULES[name]) for name in ("turning", "going_on"))
_CLAUSE = re.compile(rf"(?<=[.!?;:])\s+|\n+|,\s+|\s[\u2013\u2014-]+\s|\s(?=(?:{_TURNING}|{_GOING_ON})\b)", re.IGNORECASE)
_TURNS = re.compile(rf"(?:{_TURNING})\b", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()\n]{1,60}\)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_IS_WHOLE = re.compile(r"(?:\S+\s+){4}.*[.!?]$", re.DOTALL)
"""A sentence, not a line of a signature."""

_FIRST_WORDS = 400
_LONGEST_BESIDE = 600
"""Characters that an automatic reply has beside the sentences by which it is known; who writes more writes an answer."""

_LONGEST_READ = 1500
"""Characters at the beginning that are read; no automatic reply has more."""


OFFICE_WORDS = "office_words"
"""Reason of a letter that has none but words of offices: a person may have written it who answers of hours and addresses."""


def reason_of_words(subject: str, words: str, threaded: bool, by_a_person: bool) -> str | None:
    """Return by what the subject or the words show that no person wrote a letter as an answer, or None.

    `threaded`: the letter names one before it. `by_a_person`: something about it shows that a person wrote it.
    """
    spoken = _speech(words, by_a_person)
    if (_SUBJECT.match(subject) or _REGISTERED.match(subject)) and not (
        threaded and _REPLY.match(subject) and spoken is None and (by_a_person or tells(words))
    ):
        return "subject"
    return spoken


def tells(words: str) -> bool:
    """Tell whether a clause says that something was done, other than to letters."""
    return any(_DONE.search(clause) and not _OF_LETTERS.search(clause) for clause in _CLAUSE.split(words[:_LONGEST_READ]))


def acknowledges(words: str) -> bool:
    """Tell whether a sentence says that a letter was registered, or that a program wrote this one."""
    words = words[:_LONGEST_READ]
    return bool(_PROGRAM.search(words)) or any(map(_ACKNOWLEDGES.match, _sentences(words)))


def is_note(words: str) -> bool:
    """Tell whether one person says that a letter has come or that an answer comes later, and nothing else is told.

    No program speaks so; but it is no answer.
    """
    clauses = [each for each in _clauses(words[:_LONGEST_READ]) if _WORD.search(each)]
    if any(_speaks_as_a_program(each) or _AS_SEVERAL.search(each) for each in clauses):
        return False
    noted, myself, briefly = (any(map(each.match, clauses)) for each in (_NOTED, _LATER_MYSELF, _NOTED_BRIEFLY))
    said = (_NOTED, _NOTED_BRIEFLY, _LATER_MYSELF)
    only_later = myself and all(_LATER_MYSELF.match(each) and not _OF_ABSENCE.search(each) for each in clauses)
    return (noted or only_later or (briefly and myself)) and not any(
        _is_content(each, least=2) and not any(rule.match(each) for rule in said) for each in clauses
    )


def _speech(words: str, by_a_person: bool) -> str | None:
    words = words[:_LONGEST_READ]
    if is_note(words):
        return None
    sentences = _before_signature(_sentences(_ASIDE.sub("", words)))
    if any(map(_ACKNOWLEDGES.match, _pieces(sentences))) and all(map(_is_beside_a_registration, sentences)):
        return "registered"
    if _is_absence(words, by_a_person) or _says_nothing(words):
        return "text"
    return OFFICE_WORDS if not by_a_person and _is_of_office_words(words, sentences) else None


def _sentences(words: str) -> list[str]:
    return [piece.strip() for piece in _SENTENCE.split(words) if piece.strip()]


def _before_signature(sentences: list[str]) -> list[str]:
    """Return the sentences above the signature, which is never the first; all if from its closing on something is told."""
    closing = next((at for at, sentence in enumerate(sentences) if at and _CLOSING.match(sentence)), len(sentences))
    return sentences if any(map(tells, sentences[closing:])) else sentences[:closing]


def _pieces(sentences: list[str]) -> list[str]:
    """Return sentences and each clause of them."""
    return [piece for sentence in sentences for piece in (sentence, *_CLAUSE.split(sentence))]


def _is_beside_a_registration(sentence: str) -> bool:
    """Tell whether a sentence, or each clause of it, says that a letter was registered, or what one says beside it."""

    def is_so(piece: str) -> bool:
        return bool(_ACKNOWLEDGES.match(piece) or _BESIDE.match(piece) or _LATER.search(piece))

    return is_so(sentence) or all(map(is_so, _CLAUSE.split(sentence)))


def _speaks_of_absence(text: str) -> bool:
    return bool(_ABSENCE.search(text) or _OPENING.match(text))


def _speaks_as_a_program(text: str) -> bool:
    return bool(_PROGRAM.search(text)) or _speaks_of_absence(text)


def _is_absence(words: str, by_a_person: bool) -> bool:
    """Tell whether the first words are those of an automatic reply, and what stands beside them is no answer."""
    sentences, first = _sentences(words), " ".join(words[:_FIRST_WORDS].split())
    declared = bool(_PROGRAM.search(first))
    if not (declared or any(map(_speaks_of_absence, [*_sentences(first), *_sentences(words[:_FIRST_WORDS])]))):
        return False
    said = " ".join(each for each in sentences if _speaks_as_a_program(each))
    beside = " ".join(each for each in sentences if not (_speaks_as_a_program(each) or _LATER.search(each)))
    if len(beside) > _LONGEST_BESIDE or _ANSWERS.search(beside) or _ANSWERS_ALL_THE_SAME.search(said):
        return False
    clauses = _clauses(words)
    if not declared and (tells(words) or any(map(_turns_to_content, clauses, [*clauses[1:], ""]))):
        return False
    return not (by_a_person and (tells(words) or any(_is_content(each, least=2) for each in clauses)))


def _turns_to_content(clause: str, following: str) -> bool:
    """Tell whether a clause turns to what matters, by itself or behind its colon."""
    return bool(_TURNS.match(clause)) and _is_content(f"{clause} {following}" if clause.endswith(":") else clause, least=3)


def _says_nothing(words: str) -> bool:
    """Tell whether a letter promises an answer for later or says that ours came, and speaks of nothing but such things."""
    clauses = _clauses(words)
    if len(words) > _LONGEST_BESIDE or not any(_LATER.search(each) or _is_receipt(each) for each in clauses):
        return False
    return not (_ANSWERS.search(words) or tells(words) or any(_is_content(each, least=2) for each in clauses))


def _is_of_office_words(words: str, sentences: list[str]) -> bool:
    """Tell whether a short letter consists of what programs say in whatever words, and nobody answers or does anything in it."""
    by_one = any(_NOTED.match(each) or is_by_one(each) for each in _clauses(words))
    if by_one or len(words) > _LONGEST_BESIDE or _ANSWERS.search(words) or tells(words):
        return False
    below = [each for each in _sentences(words) if each not in sentences and _IS_WHOLE.search(each)]
    return says_nothing_else([*sentences, *below])


def _clauses(words: str) -> list[str]:
    """Return the clauses of a letter, without the asides and the signature."""
    sentences = _before_signature(_sentences(_ASIDE.sub("", words)))
    return [clause for sentence in sentences for clause in _CLAUSE.split(sentence)]


def _is_receipt(clause: str) -> bool:
    return bool(_RECEIVED.search(clause) and _OF_LETTERS.search(clause))


def _is_content(clause: str, least: int) -> bool:
    """Tell whether a clause of so many words says something of which automatic replies do not speak."""
    words = _WORD.findall(clause)
    if len(words) < least or all(word.istitle() for word in words):  # a name
        return False
    common = (_LATER, _OF_ABSENCE, _OF_LETTERS, _OF_REGISTRY)
    return not (_speaks_as_a_program(clause) or any(each.search(clause) for each in common))
