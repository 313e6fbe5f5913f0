"""A light stemmer for Ukrainian and Russian: names, new words, and installations without dictionaries.

It takes endings off, no suffixes of meaning: forms of one word agree, words of one root need not. One list serves
both languages, because the forms of one unknown word must meet whichever letters they happen to show.
"""

import re

_ENDINGS = (
    # nouns and adjectives
    "а я о е є и і ї у ю ы э й ь ою ею єю ом ем єм ям ам ами ями ах ях ів їв ев єв ов ей ам еві ові єві ові ем ію ия ие ий ия ья"
    " ий ій ый ой ая яя ое ее ого його ього его ому йому ьому ему ої ій ій ою ею их іх їх ых им ім їм ым ими іми їми ыми ую юю"
    " ии ие ию ия ью ью ією иею ой ость ості остей остям остями остях істю ости остью"
    # verbs
    " ти ть тись тися ться тся ся сь єть ють уть ать ять ить іть їть ешь еш єш иш їш емо ємо имо їмо ем им ете єте ите їте ете"
    " ет ит ут ют ат ят ел ла ло ли л в ла вши вший вшись авши ивши ав ив ів ала ало али ила ило или ати ити іти ять"
    " ає яє ують ювати увати ував увала ували ує уєть"
    " овать овал ывать ует уют уй йте ено ані ена ений ана аний ано ання яння ення"
    " іння ание ение ания ения анию ению анием ением ання анню енню анням енням"
)
_BY_LENGTH = sorted(set(_ENDINGS.split()), key=len, reverse=True)
_ENDING = re.compile("(?:" + "|".join(_BY_LENGTH) + ")$")
_VOWEL = re.compile("[аеєиіїоуюяыэё]")
SHORTEST = 3


def stem(word: str) -> str:
    """Return a folded word without its ending; at least three letters with a vowel stay."""
    if len(word) <= SHORTEST:
        return word
    head = word[:SHORTEST]
    rest = _ENDING.sub("", word[SHORTEST:])
    stemmed = (head + rest).rstrip("ьй'")
    return stemmed if _VOWEL.search(stemmed) else word
