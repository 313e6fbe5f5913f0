"""The tags of the journal. A tag is `subject.action`; its row says which keys its data holds and whether readers see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Tag(StrEnum):
    """What happened. Wording for people: `web/wording.py`."""

    SUBMITTED = "question.submitted"
    RECORDED = "question.recorded"
    IMPORTED = "question.imported"
    ACCEPTED = "question.accepted"
    EDITED = "question.edited"
    CLASSIFIED = "question.classified"
    RETURNED = "question.returned"
    COMPLETED = "question.completed"
    AS_QUESTION = "question.as_question"
    DECLINED = "question.declined"
    REFERRED = "question.referred"
    RECALLED = "question.recalled"
    READDRESSED = "question.readdressed"
    RESPONSIBLE = "question.responsible_changed"
    ANSWERED = "question.answered"
    ANSWERED_BY_LIBRARY = "question.answered_by_library"
    NOT_OURS = "question.not_ours"
    DELEGATED = "referral.delegated"
    TAKEN_BACK = "referral.taken_back"
    HANDED_BACK = "referral.handed_back"
    UNDELEGATED = "referral.undelegated"
    DELEGATION_FAILED = "referral.delegation_failed"
    EXTENDED = "question.extended"
    REGISTERED = "question.registered"
    RECOUNTED = "question.recounted"
    ASKED = "question.asked"
    CLARIFIED = "question.clarified"
    WENT_ON = "question.went_on"
    SENT_BACK = "question.sent_back"
    PUBLISHED = "question.published"
    VERDICT = "question.verdict"
    DISPUTED = "question.disputed"
    COMMENT_CHECKED = "verdict.comment_checked"
    CLOSED = "question.closed"
    REOPENED = "question.reopened"
    WITHDRAWN = "question.withdrawn"
    MERGED = "question.merged"
    UNMERGED = "question.unmerged"
    OBJECTED = "question.merge_objected"
    RELEASED = "question.released"
    SPLIT = "question.split"
    SPLIT_OFF = "question.split_off"
    JOINED = "question.joined"
    PARTED = "question.parted"
    HIDDEN = "question.hidden"
    UNHIDDEN = "question.unhidden"
    NOTED = "question.noted"
    CLAIM_TAKEN_OVER = "claim.taken_over"
    ASSIGNED = "question.assigned"
    LABELLED = "question.labelled"
    UNDONE = "question.undone"
    CONTACTS_READ = "asker.contacts_read"
    CONTACTS_ERASED = "asker.contacts_erased"
    FILE_CHECKED = "file.checked"
    PICTURES_CHECKED = "file.pictures_checked"
    CLARIFICATION_CHECKED = "clarification.checked"
    TEXT_OBJECTED = "text.objected"
    TEXT_OBJECTION_RESOLVED = "text.objection_resolved"
    ANSWER_REPLACED = "answer.replaced"
    CORRECTED = "answer.corrected"
    CORRECTION_PUBLISHED = "answer.correction_published"
    CORRECTION_RETURNED = "answer.correction_returned"
    WARTIME_CHECKED = "question.wartime_checked"
    NOTICES_CHOSEN = "asker.notices_chosen"
    CALLED = "asker.called"
    HANDED_OVER = "asker.handed_over"
    PAPER_ATTACHED = "file.paper_attached"
    FILE_READ = "file.read"
    LINK_RENEWED = "link.renewed"
    LINK_REVOKED = "link.revoked"
    LINKS_MAILED = "link.all_mailed"
    LETTER_REWORDED = "letter.reworded"
    LETTER_FAILED = "letter.failed"
    LETTER_SENT_AGAIN = "letter.sent_again"
    LETTER_SETTLED = "letter.settled"
    DRAFTED_BY_MAIL = "answer.drafted_by_mail"
    MAIL_DISCARDED = "mail.discarded"
    MAIL_FORWARDED = "mail.forwarded"
    ADDRESS_REFUSED = "official.address_refused"
    WAITS_FOR_ADDRESS = "referral.waits_for_address"
    ADDRESS_FOUND = "referral.address_found"
    REMINDED = "referral.reminded"
    REFERRAL_MOVED = "referral.moved"
    PROMISE_ASKED = "promise.asked"
    PROMISE_DRAFTED = "promise.drafted_by_mail"
    PROMISE_PASSED = "promise.passed"
    PROMISE_KEPT = "promise.kept"
    PROMISE_MOVED = "promise.moved"
    PROMISE_BROKEN = "promise.broken"
    PROMISE_WORDS_CHECKED = "promise.words_checked"
    ACCOUNT_CHANGED = "account.changed"
    DIRECTORY_CHANGED = "directory.changed"
    TERMINAL_ENROLLED = "terminal.enrolled"
    TERMINAL_REVOKED = "terminal.revoked"


@dataclass(frozen=True)
class Shape:
    """What an event of a tag holds: the keys of its data; is it a line of the public timeline; does the asker see it."""

    keys: frozenset[str] = frozenset()
    public: bool = False
    asker: bool = False


def _shape(*keys: str, public: bool = False, asker: bool = False) -> Shape:
    return Shape(frozenset(keys), public, asker or public)


SHAPES: dict[Tag, Shape] = {
    Tag.SUBMITTED: _shape("channel", public=True),
    Tag.RECORDED: _shape("way", "received", public=True),
    Tag.IMPORTED: _shape("external_id", public=True),
    Tag.ACCEPTED: _shape(public=True),
    Tag.EDITED: _shape("fields", "before", "after"),
    Tag.CLASSIFIED: _shape("was", "kind", "appeal_kind", "pace", "due", "reason", asker=True),
    Tag.RETURNED: _shape("return_id", asker=True),
    Tag.COMPLETED: _shape("return_id", asker=True),
    Tag.AS_QUESTION: _shape("return_id", asker=True),
    Tag.DECLINED: _shape("reason", "reason_code", "shown", asker=True),
    Tag.REFERRED: _shape("authority", "official", "due", public=True),
    Tag.RECALLED: _shape("authority", "reason", asker=True),
    Tag.READDRESSED: _shape("authority", "to", "official", "due", "reason", public=True),
    Tag.RESPONSIBLE: _shape("authority", "to", "official", "due", "reason", public=True),
    Tag.ANSWERED: _shape("authority", "answer_id", public=True),
    Tag.ANSWERED_BY_LIBRARY: _shape("answer_id", public=True),
    Tag.NOT_OURS: _shape("authority", "suggested", "reason", asker=True),
    Tag.DELEGATED: _shape("holder", "to"),
    Tag.TAKEN_BACK: _shape("holder", "to"),
    Tag.HANDED_BACK: _shape("holder", "to", "reason"),
    Tag.UNDELEGATED: _shape("holder", "to", "reason"),
    Tag.DELEGATION_FAILED: _shape("holder", "to"),
    Tag.EXTENDED: _shape("authority", "due", "reason", public=True),
    Tag.REGISTERED: _shape("authority", "on", "incoming", "due", public=True),
    Tag.RECOUNTED: _shape("was_due", "due", public=True),
    Tag.ASKED: _shape("clarification_id", asker=True),
    Tag.CLARIFIED: _shape("clarification_id", asker=True),
    Tag.WENT_ON: _shape(asker=True),
    Tag.SENT_BACK: _shape("authority", "answer_ids", "reason", asker=True),
    Tag.PUBLISHED: _shape("outcome", "was", public=True),
    Tag.VERDICT: _shape("value", public=True),
    Tag.DISPUTED: _shape("value", public=True),
    Tag.COMMENT_CHECKED: _shape("verdict_id", "shown", asker=True),
    Tag.CLOSED: _shape("reason", public=True),
    Tag.REOPENED: _shape("reason", public=True),
    Tag.WITHDRAWN: _shape(asker=True),
    Tag.MERGED: _shape("into", asker=True),
    Tag.UNMERGED: _shape("into", "reason", asker=True),
    Tag.OBJECTED: _shape("into", "merge_id", asker=True),
    Tag.RELEASED: _shape("into", asker=True),
    Tag.SPLIT: _shape("numbers", asker=True),
    Tag.SPLIT_OFF: _shape("source", public=True),
    Tag.JOINED: _shape("number"),
    Tag.PARTED: _shape("number"),
    Tag.HIDDEN: _shape("reason", asker=True),
    Tag.UNHIDDEN: _shape(asker=True),
    Tag.NOTED: _shape("note_id"),
    Tag.CLAIM_TAKEN_OVER: _shape("from_account_id"),
    Tag.ASSIGNED: _shape("before", "after"),
    Tag.LABELLED: _shape("added", "removed"),
    Tag.UNDONE: _shape("event_id"),
    Tag.CONTACTS_READ: _shape(),
    Tag.CONTACTS_ERASED: _shape(asker=True),
    Tag.FILE_CHECKED: _shape("attachment_id", "boxes"),
    Tag.PICTURES_CHECKED: _shape("attachment_ids"),
    Tag.CLARIFICATION_CHECKED: _shape("clarification_id", "shown", asker=True),
    Tag.TEXT_OBJECTED: _shape("objection_id", asker=True),
    Tag.TEXT_OBJECTION_RESOLVED: _shape("objection_id", "changed", asker=True),
    Tag.ANSWER_REPLACED: _shape("authority", "answer_id", asker=True),
    Tag.CORRECTED: _shape("authority", "answer_id", asker=True),
    Tag.CORRECTION_PUBLISHED: _shape("authority", "answer_id", "outcome", "was", public=True),
    Tag.CORRECTION_RETURNED: _shape("authority", "answer_id", "reason"),
    Tag.WARTIME_CHECKED: _shape("cues"),
    Tag.NOTICES_CHOSEN: _shape("was", "notices", asker=True),
    Tag.CALLED: _shape(asker=True),
    Tag.HANDED_OVER: _shape("way", asker=True),
    Tag.PAPER_ATTACHED: _shape("attachment_ids", asker=True),
    Tag.FILE_READ: _shape("attachment_id"),
    Tag.LINK_RENEWED: _shape("referral_id"),
    Tag.LINK_REVOKED: _shape("referral_id"),
    Tag.LINKS_MAILED: _shape("count"),
    Tag.LETTER_REWORDED: _shape("letter"),
    Tag.LETTER_FAILED: _shape("letter_id", "error"),
    Tag.LETTER_SENT_AGAIN: _shape("letter_id"),
    Tag.LETTER_SETTLED: _shape("letter_id"),
    Tag.DRAFTED_BY_MAIL: _shape("referral_id"),
    Tag.MAIL_DISCARDED: _shape("incoming_id"),
    Tag.MAIL_FORWARDED: _shape("incoming_id", "official_id"),
    Tag.ADDRESS_REFUSED: _shape("official_id"),
    Tag.WAITS_FOR_ADDRESS: _shape("authority", "official", asker=True),
    Tag.REFERRAL_MOVED: _shape("authority", "official", "due", public=True),
    Tag.REMINDED: _shape("referral_id", "step"),
    Tag.ADDRESS_FOUND: _shape("authority", "official", "due", public=True),
    Tag.PROMISE_ASKED: _shape("promise_id", "authority", asker=True),
    Tag.PROMISE_DRAFTED: _shape("promise_id", "authority"),
    Tag.PROMISE_PASSED: _shape("promise_id", "authority", "due", public=True),
    Tag.PROMISE_KEPT: _shape("promise_id", "report_id", "authority", "due", "on", public=True),
    Tag.PROMISE_MOVED: _shape("promise_id", "report_id", "authority", "was_due", "due", public=True),
    Tag.PROMISE_BROKEN: _shape("promise_id", "report_id", "authority", "due", public=True),
    Tag.PROMISE_WORDS_CHECKED: _shape("report_id", "shown"),
    Tag.ACCOUNT_CHANGED: _shape("login", "before", "after"),
    Tag.DIRECTORY_CHANGED: _shape("what", "name", "before", "after"),
    Tag.TERMINAL_ENROLLED: _shape("terminal_id"),
    Tag.TERMINAL_REVOKED: _shape("terminal_id"),
}
"""The journal is never changed, so nothing that retention must erase goes into it: the texts of askers, clarifications, notes,
verdict comments and edits have tables of their own, and an event names their row. Reasons are shown to the asker and to staff;
the public timeline shows who, when, until when and with what result."""


def standing(events: Sequence[Any]) -> list[Any]:
    """Return the lines of a question's journal without those that a librarian undid at once: to others they never happened."""
    undone = {event.data["event_id"] for event in events if event.tag is Tag.UNDONE}
    return [event for event in events if event.id not in undone]
