"""What happened to a question, in the reader's language: one line of a timeline an event."""

import datetime as dt
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from reception.domain.events import Tag
from reception.web import promise_words
from reception.web.ways import notices_label, way_label
from reception.web.wording import day, kind_label, outcome_label, pace_label, verdict_label

EVENTS = {
    Tag.SUBMITTED: _l("The question was received"),
    Tag.RECORDED: _l("The library recorded the question, which was received on %(received)s"),
    Tag.IMPORTED: _l("The question was taken over from an earlier system"),
    Tag.ACCEPTED: _l("The library took the question up"),
    Tag.EDITED: _l("The public text or its details were edited"),
    Tag.CLASSIFIED: _l("The library decided what it is: %(kind)s, %(pace)s"),
    Tag.RETURNED: _l("The appeal was returned to its author to be completed"),
    Tag.COMPLETED: _l("The author completed the appeal"),
    Tag.AS_QUESTION: _l("The author lets the appeal go on as a public question"),
    Tag.DECLINED: _l("The question was not taken: %(reason)s"),
    Tag.REFERRED: _l("Passed to: %(authority)s. An answer is due by %(due)s"),
    Tag.REFERRAL_MOVED: _l("Handed on to the body that has taken the tasks over: %(authority)s. An answer is due by %(due)s"),
    Tag.REMINDED: _l("The library reminded of the date"),
    Tag.WAITS_FOR_ADDRESS: _l("It waits for an address of: %(authority)s"),
    Tag.ADDRESS_FOUND: _l("Sent to: %(authority)s. An answer is due by %(due)s"),
    Tag.RECALLED: _l("Taken back from: %(authority)s"),
    Tag.READDRESSED: _l("Handed on from %(authority)s to %(to)s. An answer is due by %(due)s"),
    Tag.RESPONSIBLE: _l("Responsible for the answer instead of %(authority)s: %(to)s. An answer is due by %(due)s"),
    Tag.ANSWERED: _l("An answer came from: %(authority)s"),
    Tag.ANSWERED_BY_LIBRARY: _l("The library wrote the answer"),
    Tag.NOT_OURS: _l("Given back by: %(authority)s. It is not within its powers"),
    Tag.DELEGATED: _l("Passed on by %(holder)s to %(to)s"),
    Tag.TAKEN_BACK: _l("Taken back from %(holder)s. With it now: %(to)s"),
    Tag.HANDED_BACK: _l("Given back by %(holder)s. With it now: %(to)s"),
    Tag.UNDELEGATED: _l("The library undid that it was passed on to %(holder)s. With it now: %(to)s"),
    Tag.DELEGATION_FAILED: _l("The letter to %(holder)s did not arrive. With it now: %(to)s"),
    Tag.EXTENDED: _l("The term was extended to %(due)s by: %(authority)s"),
    Tag.REGISTERED: _l("Registered on %(on)s by: %(authority)s. An answer is due by %(due)s"),
    Tag.RECOUNTED: _l("The calendar has changed: the date is now %(due)s, it was %(was_due)s"),
    Tag.ASKED: _l("The asker was asked for a clarification"),
    Tag.CLARIFIED: _l("The asker clarified the question"),
    Tag.WENT_ON: _l("The library went on without the clarification"),
    Tag.SENT_BACK: _l("The answer was sent back to: %(authority)s"),
    Tag.PUBLISHED: _l("The answer was given out. Result: %(outcome)s"),
    Tag.ANSWER_REPLACED: _l("The answer was changed before it was given out, by: %(authority)s"),
    Tag.CORRECTED: _l("A correction of the answer came from: %(authority)s. The library checks it"),
    Tag.CORRECTION_PUBLISHED: _l("The answer was corrected by: %(authority)s. Result: %(outcome)s"),
    Tag.CORRECTION_RETURNED: _l("The correction was sent back to: %(authority)s"),
    Tag.VERDICT: _l("The asker’s verdict: %(value)s"),
    Tag.DISPUTED: _l("The asker’s verdict: %(value)s. The question is before the library again"),
    Tag.COMMENT_CHECKED: _l("The asker’s comment on the result: %(shown)s"),
    Tag.CLOSED: _l("The library closed the question"),
    Tag.REOPENED: _l("The library took the question up again"),
    Tag.WITHDRAWN: _l("The asker withdrew the question"),
    Tag.MERGED: _l("The question was joined with %(into)s, which asks the same"),
    Tag.UNMERGED: _l("The question was parted from %(into)s and goes on by itself"),
    Tag.OBJECTED: _l("The asker says that it is another matter than %(into)s; the question goes on by itself"),
    Tag.RELEASED: _l("The question goes on by itself: %(into)s, with which it was joined, will not be answered"),
    Tag.SPLIT: _l("The library made several questions of this letter: %(numbers)s"),
    Tag.SPLIT_OFF: _l("The library made this question of one matter of a longer letter"),
    Tag.JOINED: _l("Question %(number)s, which asks the same, was joined with this one"),
    Tag.PARTED: _l("Question %(number)s was parted from this one and goes on by itself"),
    Tag.HIDDEN: _l("The question was taken down"),
    Tag.UNHIDDEN: _l("The question was put back"),
    Tag.NOTED: _l("An internal note was written"),
    Tag.CLAIM_TAKEN_OVER: _l("The question was taken over from a colleague"),
    Tag.ASSIGNED: _l("Whose it is to see to was changed"),
    Tag.LABELLED: _l("Labels were changed"),
    Tag.UNDONE: _l("The act was undone at once"),
    Tag.CONTACTS_READ: _l("The asker’s contacts were read"),
    Tag.CONTACTS_ERASED: _l("The asker’s name and contacts were erased: their term of keeping is over"),
    Tag.FILE_CHECKED: _l("A file was looked through for readers; black boxes: %(boxes)s"),
    Tag.PICTURES_CHECKED: _l("Pictures were looked through for faces and car plates before readers may open them"),
    Tag.CLARIFICATION_CHECKED: _l("The clarification for readers: %(shown)s"),
    Tag.TEXT_OBJECTED: _l("The asker objected to the public text"),
    Tag.TEXT_OBJECTION_RESOLVED: _l("The objection to the public text was decided: %(changed)s"),
    Tag.WARTIME_CHECKED: _l("The security check before publication was made. Words that asked for it: %(cues)s"),
    Tag.NOTICES_CHOSEN: _l("The asker chose which letters come by e-mail: %(notices)s"),
    Tag.CALLED: _l("The library telephoned the asker; nobody answered"),
    Tag.HANDED_OVER: _l("The library told the asker of what was decided: %(way)s"),
    Tag.PAPER_ATTACHED: _l("A letter on paper was attached"),
    Tag.FILE_READ: _l("The text of an attached file was read, so that search finds it"),
    Tag.LINK_RENEWED: _l("A fresh link was mailed to the official"),
    Tag.LINK_REVOKED: _l("A link of the official was revoked"),
    Tag.LINKS_MAILED: _l("The links to all open questions of whoever has this one were mailed: %(count)s"),
    Tag.DRAFTED_BY_MAIL: _l("An answer came by mail and waits for the official’s confirmation"),
    Tag.MAIL_DISCARDED: _l("A message was thrown away"),
    Tag.MAIL_FORWARDED: _l("A message that came by mail was sent on"),
    Tag.LETTER_REWORDED: _l("The librarian changed the words of a letter before it left"),
    Tag.LETTER_FAILED: _l("A letter could not be delivered"),
    Tag.LETTER_SENT_AGAIN: _l("A letter was put up for sending again"),
    Tag.LETTER_SETTLED: _l("A letter that could not be delivered was settled in another way"),
    Tag.ADDRESS_REFUSED: _l("The mail server does not know the official’s address"),
    Tag.ACCOUNT_CHANGED: _l("The account %(login)s was changed"),
    Tag.DIRECTORY_CHANGED: _l("The directory was changed: %(name)s"),
    Tag.TERMINAL_ENROLLED: _l("A terminal was enrolled"),
    Tag.TERMINAL_REVOKED: _l("A terminal was revoked"),
    **promise_words.EVENTS,
}


def event_text(event: Any) -> str:
    """Return one line of a timeline; `event` has `tag` and `data`."""
    data = {key: _said(key, value) for key, value in event.data.items()}
    if event.tag is Tag.REFERRED and not event.data.get("due"):
        return _("To answer it was chosen: %(authority)s", **data)
    if event.tag is Tag.READDRESSED and not event.data.get("due"):
        return _("Taken from %(authority)s; to answer it was chosen: %(to)s", **data)
    if event.tag is Tag.RESPONSIBLE and not event.data.get("due"):
        return _("Responsible for the answer instead of %(authority)s: %(to)s", **data)
    return str(EVENTS[event.tag]) % data


_LABELS = {"way": way_label, "outcome": outcome_label, "value": verdict_label, "kind": kind_label, "pace": pace_label,
           "notices": notices_label}  # fmt: skip
"""How the values of these keys of an event are said."""


def _said(key: str, value: Any) -> Any:
    if key in ("due", "was_due", "on", "received") and value:
        return day(dt.date.fromisoformat(value))
    if key in _LABELS:
        return _LABELS[key](value)
    if key == "numbers":
        return ", ".join(value)
    if key == "changed":
        return _("the text was changed") if value else _("the text stays")
    if key == "shown":
        return _("readers see it") if value else _("readers do not see it")
    return value


FILTERS = {"event_text": event_text}
