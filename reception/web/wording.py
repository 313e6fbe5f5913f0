"""Values said in the reader's language: states, kinds, verdicts, results. Templates use them as filters."""

import datetime as dt
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from flask_babel import format_date, get_locale
from flask_babel import lazy_gettext as _l

from reception.domain.clock import local
from reception.domain.kinds import AppealKind, Channel, Kind, Pace, VerdictValue
from reception.domain.lifecycle import State
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.requisites import Requisite
from reception.domain.roles import ActorKind, Role
from reception.models import Incoming, WhyHeld
from reception.queries.results import NONE, OTHER, PENDING, RESULTS

STATES = {
    State.RECEIVED: _l("received"),
    State.ACCEPTED: _l("taken up by the library"),
    State.REFERRED: _l("with the authority"),
    State.CLARIFICATION: _l("waiting for a clarification"),
    State.ANSWERED: _l("answer under check"),
    State.CLOSED: _l("answered"),
    State.DISPUTED: _l("disputed by the asker"),
    State.DECLINED: _l("not taken"),
    State.WITHDRAWN: _l("withdrawn by the asker"),
    State.DUPLICATE: _l("joined with a question alike"),
    State.SPLIT: _l("split into several questions"),
}
KINDS = {
    Kind.PUBLIC_QUESTION: _l("public question"),
    Kind.APPEAL: _l("formal appeal"),
    Kind.INFORMATION_REQUEST: _l("information request"),
}
CHANNELS = {
    Channel.ONLINE: _l("from home"),
    Channel.TERMINAL: _l("at a library terminal"),
    Channel.DESK: _l("recorded by the library"),
    Channel.IMPORTED: _l("from an earlier system"),
}
PACES = {
    Pace.ORDINARY: _l("the ordinary term"),
    Pace.URGENT: _l("urgent: 48 hours"),
    Pace.NO_STUDY: _l("needs no further study: 15 days"),
    Pace.SHORTENED: _l("shortened on the citizen’s demand"),
}
REQUISITES = {
    Requisite.NAME: _l("surname and first name"),
    Requisite.RESIDENCE: _l("place of residence"),
    Requisite.REPLY: _l("an e-mail address or another means of reply"),
    Requisite.ESSENCE: _l("what it is about and what is asked for"),
}
_RESULTS = {
    OTHER: _l("Other: 9.4 to 9.6 together"),
    PENDING: _l("No result yet"),
    NONE: _l("Ended without a result"),
}
VERDICTS = {
    VerdictValue.SOLVED: _l("solved"),
    VerdictValue.PARTLY: _l("partly solved"),
    VerdictValue.NOT_SOLVED: _l("not solved"),
}
COMMITMENTS = {Commitment.PLANNED: _l("planned"), Commitment.NEEDS_FUNDING: _l("needs funding")}
ROLES = {
    Role.MODERATOR: _l("moderator"),
    Role.BRANCH_HEAD: _l("branch head"),
    Role.ADMINISTRATOR: _l("administrator"),
}
ACTORS = {
    ActorKind.PUBLIC: _l("the asker"),
    ActorKind.ASKER: _l("the asker"),
    ActorKind.OFFICIAL: _l("an official"),
    ActorKind.STAFF: _l("a librarian"),
    ActorKind.SYSTEM: _l("the program"),
}
WHY_HELD = {
    WhyHeld.NO_REFERRAL: _l("A reply, but to no letter of ours."),
    WhyHeld.REFERRAL_CLOSED: _l("A reply to a question that no longer waits for this answer."),
    WhyHeld.OTHER_SENDER: _l(
        "A reply from another address than the official’s. If you attach it, the official still has to confirm it."
    ),
    WhyHeld.NOT_AUTHENTIC: _l(
        "The library’s mail server found that the sender is not who the letter says (DMARC). It may be forged: please ask."
    ),
    WhyHeld.SEVERAL_REFERRALS: _l("A reply to several questions at once: which words answer which, a person has to say."),
    WhyHeld.LIKE_AUTOMATIC: _l(
        "Its headers are a program’s, but it came to the address for an answer: perhaps a person wrote it."
    ),
    WhyHeld.SOUNDS_AUTOMATIC: _l("It sounds like an automatic reply, but perhaps a person wrote it."),
    WhyHeld.NOTE: _l("It says only that the letter has come or that an answer follows. Attached to the question it is a note."),
    WhyHeld.TOO_LONG: _l("A reply that is too long for the form."),
    WhyHeld.NO_LETTER: _l(
        "A report on the delivery of a letter, but it bears no sign of any letter of ours. "
        "It may be forged: nothing follows from it."
    ),
    WhyHeld.FORGED_REPORT: _l(
        "A report on the delivery of a letter of ours, but the library’s mail server found that its sender is not who it says "
        "(DMARC). It may be forged: letter and address stay as they are."
    ),
    WhyHeld.CAME_BACK: _l("It was sent on, but came back here: the mailbox to which it went is the one that is read here."),
    WhyHeld.AUTOMATIC_WITH_FILE: _l("An automatic message with a file: perhaps an answer from an office’s document system."),
    WhyHeld.EMPTY: _l("A message that could not be read."),
    WhyHeld.NO_MESSAGE: _l("A message that could not be read."),
    WhyHeld.NO_REPLY: _l("A letter that replies to nothing."),
}
WHY_GUESSED = {
    "thread": _l("it replies to our letter about it"),
    "number": _l("it names this number"),
    "sender": _l("its sender has it at hand"),
    "learnt": _l("letters of this sender belonged to this body before"),
    "office": _l("its sender’s address is of this body"),
}
_CLASSIFIER = Path(__file__).parents[1] / "data" / "classifier.toml"


def language() -> str:
    """Return "uk" or "en"."""
    locale = get_locale()
    return "en" if locale and locale.language == "en" else "uk"


def day(value: dt.date | dt.datetime | None) -> str:
    """Return a date in words, such as 2 March 2026, that no line breaks; of a moment, its Kyiv date."""
    if value is None:
        return ""
    if isinstance(value, dt.datetime):
        value = local(value).date()
    pattern = "d MMMM y 'р'." if language() == "uk" else "d MMMM y"
    return format_date(value, pattern).replace(" ", "\N{NO-BREAK SPACE}")


def in_language(thing: Any, field: str = "name") -> str:
    """Return a field that is kept in both languages (name_uk, name_en), such as a topic's name."""
    return (getattr(thing, f"{field}_{language()}") or getattr(thing, f"{field}_uk")) if thing else ""


@cache
def _classifier(part: str) -> dict[str, dict[str, str]]:
    rows = tomllib.loads(_CLASSIFIER.read_text(encoding="utf-8"))[part]
    return {row["code"]: row for row in rows}


def outcome_label(code: Outcome | str | None) -> str:
    """Return the classifier's wording of a result."""
    return _classifier("result")[str(code)][f"label_{language()}"] if code else ""


def results() -> list[tuple[str, str]]:
    """Return each of `queries.results.RESULTS` with its words, of a code the classifier's."""
    return [(each, str(_RESULTS[each]) if each in _RESULTS else f"{each} – {outcome_label(each)}") for each in RESULTS]


def why_held(message: Incoming) -> str:
    """Return why a message that came by mail waits for a librarian."""
    return str(WHY_HELD[WhyHeld(message.reason)])


def why_guessed(why: str) -> str:
    """Return why a message may belong to a question."""
    return str(WHY_GUESSED[why])


def state_label(state: State | str) -> str:
    """Return where a question stands, in words."""
    return str(STATES[State(state)])


def kind_label(kind: Kind | str) -> str:
    """Return what a question is, in words."""
    return str(KINDS[Kind(kind)])


def appeal_kind_label(kind: AppealKind | str | None) -> str:
    """Return the classifier's wording of what an appeal is."""
    return _classifier("kind")[str(kind)][f"label_{language()}"] if kind else ""


def pace_label(pace: Pace | str) -> str:
    """Return by which term a question is answered, in words."""
    return str(PACES[Pace(pace)])


def requisite_label(requisite: Requisite | str) -> str:
    """Return what the law asks for, in words."""
    return str(REQUISITES[Requisite(requisite)])


def verdict_label(value: VerdictValue | str | None) -> str:
    """Return the asker's verdict in words."""
    return str(VERDICTS[VerdictValue(value)]) if value else ""


def channel_label(channel: Channel | str) -> str:
    """Return how a question came in, in words."""
    return str(CHANNELS[Channel(channel)])


def commitment_label(commitment: Commitment | str | None) -> str:
    """Return what the authority promised, in words."""
    return str(COMMITMENTS[Commitment(commitment)]) if commitment else ""


def role_label(role: Role | str) -> str:
    """Return a librarian's role in words."""
    return str(ROLES[Role(role)])


def actor_label(kind: ActorKind) -> str:
    """Return who acted, where no name is known."""
    return str(ACTORS[kind])


FILTERS = {
    "day": day,
    "name_of": in_language,
    "why_guessed": why_guessed,
    "outcome_label": outcome_label,
    "state_label": state_label,
    "kind_label": kind_label,
    "appeal_kind_label": appeal_kind_label,
    "pace_label": pace_label,
    "requisite_label": requisite_label,
    "verdict_label": verdict_label,
    "channel_label": channel_label,
    "commitment_label": commitment_label,
    "role_label": role_label,
}
