"""One function a letter: to whom it goes on an occasion, and what its templates need.

A letter's words are in `templates/mail/<name>/{subject.txt,body.txt,body.html}`. To add a letter: a function here, a folder
there, its name in a row of `domain/lifecycle.py` (or in the service that posts it). A function yields no message when there
is nobody to write to.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from reception.domain.lifecycle import State
from reception.mail.occasions import Message, News, Occasion, to_official
from reception.models import AT_HAND, Audience, Holder, ReferralState
from reception.queries.merged import main_of
from reception.queries.selection import read_query

TAKEN_FROM = (ReferralState.RECALLED, ReferralState.NOT_OURS)

Letter = Callable[[Any], Iterator[Message]]
"""Makes the messages of an Occasion, or of News."""

LETTERS: dict[str, Letter] = {}


def letter(function: Letter) -> Letter:
    """Register a letter under the name of its function."""
    LETTERS[function.__name__] = function
    return function


def _to_asker(occasion: Occasion) -> Iterator[Message]:
    question = occasion.question
    if not question.asker:
        return
    link = question.asker_links[-1] if question.asker_links else None
    yield Message(
        audience=Audience.ASKER,
        to_name=question.asker.name,
        to_address=question.asker.email or "" if link else "",
        language=question.asker.language,
        question=question,
        asker_link=link,
        context={"occasion": occasion},
    )


def _to_askers_alike(occasion: Occasion) -> Iterator[Message]:
    for duplicate in occasion.question.duplicates:
        for message in _to_asker(replace(occasion, question=duplicate)):
            yield replace(message, context=message.context | {"main": main_of(duplicate)})


def _to_officials(occasion: Occasion) -> Iterator[Message]:
    for referral in occasion.referrals:
        if referral.state is ReferralState.WAITING or referral.awaits_daily:
            continue
        yield to_person(occasion, referral.holder)


def to_person(occasion: Occasion, person: Holder) -> Message:
    """Return a letter to one who has a referral or had it, with the own link."""
    return to_official(person, occasion.question, person.link, occasion=occasion, referral=person.referral, person=person)


def _to_subscriber(news: News) -> Iterator[Message]:
    subscription = news.subscription
    yield Message(
        audience=Audience.SUBSCRIBER,
        to_name=None,
        to_address=subscription.email,
        language=subscription.language,
        question=None,
        subscription=subscription,
        context={"news": news, "selection": read_query(subscription.wanted)},
    )


@letter
def received(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker that the question came in, with its number and what happens next (Law 393/96-ВР, art. 7)."""
    yield from _to_asker(occasion)


@letter
def accepted(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker that the library took the question up, and what will be public."""
    yield from _to_asker(occasion)


@letter
def classified(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker what the question is treated as now, by which date and why; of what moves no date nobody is told."""
    if occasion.reason:
        yield from _to_asker(occasion)


@letter
def classified_office(occasion: Occasion) -> Iterator[Message]:
    """Tell the officials who wait by which law and until when they answer now."""
    if occasion.reason:
        yield from _to_officials(occasion)


@letter
def returned(occasion: Occasion) -> Iterator[Message]:
    """Return an appeal to its author with what it lacks, and let the author choose (Law 393/96-ВР, art. 5)."""
    yield from _to_asker(occasion)


@letter
def declined(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker why the question is not taken and what to do next."""
    yield from _to_asker(occasion)


@letter
def referral(occasion: Occasion) -> Iterator[Message]:
    """Hand the question to the official, with the personal link to answer."""
    yield from _to_officials(occasion.about(*(each for each in occasion.referrals if each.state not in TAKEN_FROM)))


@letter
def referred(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker to whom the question was passed and until when an answer is due (Law 393/96-ВР, art. 7)."""
    yield from _to_asker(occasion)


@letter
def recalled(occasion: Occasion) -> Iterator[Message]:
    """Tell the official that no answer is expected any more."""
    yield from _to_officials(occasion.about(*(each for each in occasion.referrals if each.state not in AT_HAND)))


@letter
def readdressed(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker to which other body the question was handed on, why, and until when an answer is due."""
    yield from _to_asker(occasion)


@letter
def answer_received(occasion: Occasion) -> Iterator[Message]:
    """Acknowledge the answer to the official who gave it."""
    yield from _to_officials(occasion)


@letter
def draft_received(occasion: Occasion) -> Iterator[Message]:
    """Tell the official that an answer sent by mail waits for a look and the button."""
    yield from _to_officials(occasion)


@letter
def now_responsible(occasion: Occasion) -> Iterator[Message]:
    """Tell an official who was asked to contribute that the answer depends on him now."""
    yield from _to_officials(occasion)


@letter
def not_needed(occasion: Occasion) -> Iterator[Message]:
    """Tell the officials who were asked to contribute that the question is answered without them."""
    yield from _to_officials(occasion)


@letter
def answer_waiting(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker that all answers are there; the library still checks them for publication."""
    if occasion.question.state is State.ANSWERED and not occasion.is_more:
        yield from _to_asker(occasion)


@letter
def extended(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker of the new date and its reason (Law 393/96-ВР, art. 20)."""
    yield from _to_asker(occasion)


@letter
def registered(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker when the authority registered the question, and the date that follows (Law 393/96-ВР, art. 20)."""
    yield from _to_asker(occasion)


@letter
def clarification_asked(occasion: Occasion) -> Iterator[Message]:
    """Ask the asker for a clarification."""
    yield from _to_asker(occasion)


@letter
def clarified(occasion: Occasion) -> Iterator[Message]:
    """Tell the officials who wait that the asker has clarified."""
    waiting = occasion.question.open_referrals
    yield from _to_officials(Occasion(occasion.question, waiting, clarification=occasion.clarification))


@letter
def sent_back(occasion: Occasion) -> Iterator[Message]:
    """Return an answer to the official with what is missing."""
    yield from _to_officials(occasion)


@letter
def answered(occasion: Occasion) -> Iterator[Message]:
    """Give the asker the answer and ask for a verdict."""
    yield from _to_asker(occasion)


@letter
def answered_alike(occasion: Occasion) -> Iterator[Message]:
    """Give the answer to those whose questions were merged into the one that is answered: the text that readers get."""
    yield from _to_askers_alike(occasion)


@letter
def extended_alike(occasion: Occasion) -> Iterator[Message]:
    """Tell those whose questions were merged into this one of the new date; the reason is its own asker's."""
    yield from _to_askers_alike(occasion)


@letter
def reopened_alike(occasion: Occasion) -> Iterator[Message]:
    """Tell those whose questions were merged into this one that the library takes it up again; the reason is its own asker's."""
    yield from _to_askers_alike(occasion)


@letter
def referred_alike(occasion: Occasion) -> Iterator[Message]:
    """Tell those whose questions were merged into this one to whom it was passed and until when an answer is due."""
    yield from _to_askers_alike(occasion)


@letter
def merged(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker with which question the own one was joined, what is answered there already, and how to object."""
    for message in _to_asker(occasion):
        yield replace(message, context=message.context | {"main": main_of(occasion.question)})


@letter
def merged_away(occasion: Occasion) -> Iterator[Message]:
    """Tell the officials who have a question that it was joined with another and needs no answer of its own."""
    yield from _to_officials(occasion)


@letter
def unmerged(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker that the question goes on by itself again."""
    yield from _to_asker(occasion)


@letter
def split(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker of a letter with several matters the number of each question that was made of it."""
    yield from _to_asker(occasion)


@letter
def closed(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker why the disputed question is closed for good."""
    yield from _to_asker(occasion)


@letter
def reopened(occasion: Occasion) -> Iterator[Message]:
    """Tell the asker that the library takes the question up again."""
    yield from _to_asker(occasion)


@letter
def withdrawn(occasion: Occasion) -> Iterator[Message]:
    """Tell the officials who wait that the asker withdrew the question."""
    yield from _to_officials(occasion)


@letter
def link_renewed(occasion: Occasion) -> Iterator[Message]:
    """Mail a fresh link to the known address of whoever had the old one."""
    yield to_person(occasion, occasion.person)


@letter
def subscription(news: News) -> Iterator[Message]:
    """Ask whoever reads this address whether letters about new answers are wanted; say so if they come already."""
    yield from _to_subscriber(news)


@letter
def new_answers(news: News) -> Iterator[Message]:
    """Tell a subscriber of answers that were published."""
    yield from _to_subscriber(news)
