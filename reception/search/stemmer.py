"""A light stemmer for Ukrainian and Russian: names, new words, and installations without dictionaries.

It takes endings off and evens out what changes before them (день, дня; ніч, ночі; річка, річці); suffixes of meaning
stay. One list serves both languages, because the forms of one unknown word must meet whichever letters they show.
Nouns and adjectives come first: names and new words are seldom verbs.
"""

import re

_ENDINGS = (
    "ями ами іями иями ях ах іях иях ям ам іям иям ові еві єві ів їв ей ею єю ою ію ією ью ом ем єм ія ия ию ии ія ії іє "
    "ого ього его ому ьому ему ими іми їми ыми их іх їх ых им ім їм ым ій ий ый ой ої ая яя ую юю ое ее ые ие "
    "вати вать вав вала вало вали вал ють уть ють ти ть ешь еш єш ет єт ємо емо аем аю яю є "
    "а я о е є и і ї у ю ы ь й"
)
_BY_LENGTH = sorted(set(_ENDINGS.split()), key=len, reverse=True)
_ENDING = re.compile("(?:" + "|".join(_BY_LENGTH) + ")$")
_REFLEXIVE = re.compile("(?<=[аеєиіїоуюяьвлй])(?:ся|сь)$")
_VOWEL = re.compile("[аеєиіїоуюяыэё]")
_FLEETING = re.compile("(?<=[^аеєиіїоуюяыэё])[оеё]ь?(?=[кнцлр]$)")
_CLOSED = re.compile("[іёо](?=[^аеєиіїоуюяыэё]{1,2}$)")
SHORTEST = 3


def stem(word: str) -> str:
    """Return a folded word without its ending; at least three letters with a vowel stay."""
    head, rest = word[:SHORTEST], _REFLEXIVE.sub("", word[SHORTEST:])
    stemmed = (head + _ENDING.sub("", rest)).rstrip("ьй'")
    if len(stemmed) < SHORTEST or not _VOWEL.search(stemmed):
        return word
    return head + _even(stemmed[SHORTEST:]) if len(stemmed) > SHORTEST else stemmed


def _even(tail: str) -> str:
    """Give the end of a stem one spelling: no fleeting vowel, о for і in a closed syllable, к for ц."""
    return _CLOSED.sub("о", _FLEETING.sub("", tail)).removesuffix("ц") + "к" * tail.endswith("ц")
