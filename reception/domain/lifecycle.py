"""The life of a question, as a table. The code reads it in one place (`services/move.py`); docs/lifecycle.md is printed from it.

A row names things and contains no behaviour. To add a state: add it to `State`, then rows that lead into and out of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from reception.domain.events import Tag
from reception.domain.permission_names import Permission


class State(StrEnum):
    """Where a question stands."""

    RECEIVED = "received"
    ACCEPTED = "accepted"
    REFERRED = "referred"
    CLARIFICATION = "clarification"
    ANSWERED = "answered"
    CLOSED = "closed"
    DISPUTED = "disputed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    DUPLICATE = "duplicate"
    SPLIT = "split"


class To(StrEnum):
    """Where an action leads when it is not one fixed state."""

    SAME = "same"
    RESUME = "resume"
    """To the state in which the asker was asked, or the question declined, merged or split; to `accepted` if there is none."""
    AS_REFERRALS_STAND = "as_referrals_stand"
    """Referred while the official who is responsible still has it (or, meanwhile, asked), else answered if an answer waits, else
    accepted. Others to whom it was given may add an answer until it is given out."""
    BEFORE = "before"
    """To where the question was before the act that is undone."""


class Action(StrEnum):
    """What can be done to a question."""

    ACCEPT = "accept"
    EDIT = "edit"
    CLASSIFY = "classify"
    RETURN = "return"
    COMPLETE = "complete"
    AS_QUESTION = "as_question"
    DECLINE = "decline"
    REFER = "refer"
    RECALL = "recall"
    READDRESS = "readdress"
    MAKE_RESPONSIBLE = "make_responsible"
    ANSWER = "answer"
    ANSWER_SELF = "answer_self"
    DELEGATE = "delegate"
    TAKE_BACK = "take_back"
    HAND_BACK = "hand_back"
    UNDELEGATE = "undelegate"
    NOT_OURS = "not_ours"
    EXTEND = "extend"
    REGISTER = "register"
    ASK_ASKER = "ask_asker"
    CLARIFY = "clarify"
    GO_ON = "go_on"
    SEND_BACK = "send_back"
    PUBLISH = "publish"
    PUBLISH_COMMENT = "publish_comment"
    VERDICT = "verdict"
    DISPUTE = "dispute"
    CLOSE = "close"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    MERGE = "merge"
    UNMERGE = "unmerge"
    OBJECT = "object"
    RELEASE = "release"
    SPLIT = "split"
    HIDE = "hide"
    UNHIDE = "unhide"
    NOTE = "note"
    UNDO = "undo"
    CHECK_FILE = "check_file"
    PUBLISH_CLARIFICATION = "publish_clarification"
    OBJECT_TO_TEXT = "object_to_text"
    RESOLVE_OBJECTION = "resolve_objection"
    REPLACE_ANSWER = "replace_answer"
    CORRECT = "correct"
    PUBLISH_CORRECTION = "publish_correction"
    RETURN_CORRECTION = "return_correction"
    KEEP_PROMISE = "keep_promise"
    MOVE_PROMISE = "move_promise"
    BREAK_PROMISE = "break_promise"
    PUBLISH_REPORT = "publish_report"


@dataclass(frozen=True, slots=True)
class Row:
    """One action: from which states, where to, who may, is a reason asked for, which event, which letters.

    `hidden`: only of a question that is taken down (True) or that is not (False); `returned`: the same of one that is with
    its author to be completed. `touches`: it gives the question a new version, so that a page made before is stale; what
    contradicts nobody does not.
    """

    action: Action
    froms: frozenset[State]
    to: State | To
    permission: Permission
    event: Tag
    reason: bool = False
    hidden: bool | None = None
    returned: bool | None = None
    touches: bool = True
    letters: tuple[str, ...] = ()


OPEN = frozenset({State.RECEIVED, State.ACCEPTED, State.REFERRED, State.CLARIFICATION})
"""Nobody has answered yet."""

WITH_OFFICIALS = frozenset({State.REFERRED, State.CLARIFICATION})
"""Officials have it at hand: an asker who does not clarify keeps none of them from answering."""

MAY_ADD = WITH_OFFICIALS | {State.ANSWERED}
"""Those who are not responsible may add to an answer until it is given out."""

FINAL = frozenset({State.CLOSED, State.DECLINED, State.WITHDRAWN, State.DUPLICATE, State.SPLIT})
ANY = frozenset(State)
NEVER_SHOWN = frozenset({State.RECEIVED, State.DECLINED, State.WITHDRAWN, State.DUPLICATE, State.SPLIT})
"""Readers have nothing of it: neither the question nor what belongs to it."""

TRIAGED = frozenset({State.CLARIFICATION, State.DECLINED})
"""The result of a question in these is what triage made of it (9.4 to 9.6), and no answer's."""

GIVEN_OUT = ANY - NEVER_SHOWN
"""An answer may have been given out, be it that the question was taken up again since."""

_S, _A, _P, _T = State, Action, Permission, Tag


def _row(action, froms, to, permission, event, **more) -> Row:
    return Row(action, froms if isinstance(froms, frozenset) else frozenset({froms}), to, permission, event, **more)


TABLE: tuple[Row, ...] = (
    _row(_A.ACCEPT, _S.RECEIVED, _S.ACCEPTED, _P.TRIAGE, _T.ACCEPTED, letters=("accepted",)),
    _row(_A.EDIT, ANY - {_S.WITHDRAWN, _S.DUPLICATE, _S.SPLIT}, To.SAME, _P.TRIAGE, _T.EDITED),
    _row(_A.CLASSIFY, OPEN, To.SAME, _P.TRIAGE, _T.CLASSIFIED, returned=False, letters=("classified", "classified_office")),
    _row(_A.RETURN, frozenset({_S.RECEIVED, _S.ACCEPTED}), _S.CLARIFICATION, _P.TRIAGE, _T.RETURNED, letters=("returned",)),
    _row(_A.COMPLETE, _S.CLARIFICATION, To.RESUME, _P.OWN, _T.COMPLETED, returned=True),
    _row(_A.AS_QUESTION, _S.CLARIFICATION, To.RESUME, _P.OWN, _T.AS_QUESTION, returned=True),
    _row(_A.DECLINE, frozenset({_S.RECEIVED, _S.ACCEPTED}), _S.DECLINED, _P.TRIAGE, _T.DECLINED, reason=True,
         letters=("declined",)),
    _row(_A.REFER, frozenset({_S.ACCEPTED, _S.REFERRED, _S.DISPUTED}), _S.REFERRED, _P.TRIAGE, _T.REFERRED,
         letters=("referral", "referred", "referred_alike")),
    _row(_A.RECALL, _S.REFERRED, To.AS_REFERRALS_STAND, _P.TRIAGE, _T.RECALLED, reason=True,
         letters=("recalled", "answer_waiting")),
    _row(_A.READDRESS, frozenset({_S.REFERRED, _S.ACCEPTED}), _S.REFERRED, _P.TRIAGE, _T.READDRESSED, reason=True,
         letters=("recalled", "referral", "readdressed", "referred_alike")),
    _row(_A.MAKE_RESPONSIBLE, WITH_OFFICIALS, To.AS_REFERRALS_STAND, _P.TRIAGE, _T.RESPONSIBLE, reason=True,
         letters=("made_responsible", "responsible_no_more", "responsible_changed", "responsible_changed_alike",
                  "answer_waiting")),
    _row(_A.ANSWER, MAY_ADD, To.AS_REFERRALS_STAND, _P.ANSWER, _T.ANSWERED,
         letters=("answer_received", "delegate_answered", "answer_waiting")),
    _row(_A.ANSWER_SELF, _S.ACCEPTED, _S.ANSWERED, _P.TRIAGE, _T.ANSWERED_BY_LIBRARY,
         letters=("answer_waiting",)),
    _row(_A.NOT_OURS, MAY_ADD, To.AS_REFERRALS_STAND, _P.ANSWER, _T.NOT_OURS, reason=True,
         letters=("answer_waiting", "now_responsible")),
    _row(_A.DELEGATE, MAY_ADD, To.SAME, _P.DELEGATE, _T.DELEGATED, letters=("delegated", "delegation_noted")),
    _row(_A.TAKE_BACK, MAY_ADD, To.SAME, _P.DELEGATE, _T.TAKEN_BACK, letters=("delegation_over",)),
    _row(_A.HAND_BACK, MAY_ADD, To.SAME, _P.DELEGATE, _T.HANDED_BACK, letters=("delegation_back",)),
    _row(_A.UNDELEGATE, MAY_ADD, To.SAME, _P.TRIAGE, _T.UNDELEGATED, reason=True, letters=("delegation_over", "delegation_back")),
    _row(_A.EXTEND, WITH_OFFICIALS, To.SAME, _P.KEEP_TERM, _T.EXTENDED, reason=True, letters=("extended", "extended_alike")),
    _row(_A.REGISTER, WITH_OFFICIALS, To.SAME, _P.KEEP_TERM, _T.REGISTERED, letters=("registered",)),
    _row(_A.ASK_ASKER, frozenset({_S.RECEIVED, _S.ACCEPTED, _S.REFERRED}), _S.CLARIFICATION, _P.ASK_ASKER, _T.ASKED,
         letters=("clarification_asked",)),
    _row(_A.CLARIFY, _S.CLARIFICATION, To.RESUME, _P.OWN, _T.CLARIFIED, returned=False, letters=("clarified",)),
    _row(_A.GO_ON, _S.CLARIFICATION, To.RESUME, _P.TRIAGE, _T.WENT_ON),
    _row(_A.SEND_BACK, _S.ANSWERED, _S.REFERRED, _P.TRIAGE, _T.SENT_BACK, reason=True, letters=("sent_back",)),
    _row(_A.PUBLISH, _S.ANSWERED, _S.CLOSED, _P.PUBLISH, _T.PUBLISHED, letters=("answered", "answered_alike", "not_needed")),
    _row(_A.VERDICT, _S.CLOSED, To.SAME, _P.OWN, _T.VERDICT),
    _row(_A.DISPUTE, _S.CLOSED, _S.DISPUTED, _P.OWN, _T.DISPUTED),
    _row(_A.PUBLISH_COMMENT, ANY - NEVER_SHOWN, To.SAME, _P.PUBLISH, _T.COMMENT_CHECKED),
    _row(_A.CLOSE, _S.DISPUTED, _S.CLOSED, _P.TRIAGE, _T.CLOSED, reason=True, letters=("closed",)),
    _row(_A.REOPEN, frozenset({_S.CLOSED, _S.DECLINED, _S.SPLIT}), To.RESUME, _P.TRIAGE, _T.REOPENED, reason=True,
         letters=("reopened", "reopened_alike")),
    _row(_A.WITHDRAW, OPEN | {_S.DUPLICATE}, _S.WITHDRAWN, _P.OWN, _T.WITHDRAWN, letters=("withdrawn",)),
    _row(_A.MERGE, frozenset({_S.RECEIVED, _S.ACCEPTED, _S.REFERRED}), _S.DUPLICATE, _P.TRIAGE, _T.MERGED,
         letters=("merged", "merged_away")),
    _row(_A.UNMERGE, _S.DUPLICATE, To.RESUME, _P.TRIAGE, _T.UNMERGED, reason=True, letters=("unmerged",)),
    _row(_A.OBJECT, _S.DUPLICATE, To.RESUME, _P.OWN, _T.OBJECTED),
    _row(_A.RELEASE, _S.DUPLICATE, To.RESUME, _P.TRIAGE, _T.RELEASED, letters=("unmerged",)),
    _row(_A.SPLIT, frozenset({_S.RECEIVED, _S.ACCEPTED}), _S.SPLIT, _P.TRIAGE, _T.SPLIT, letters=("split",)),
    _row(_A.HIDE, ANY, To.SAME, _P.HIDE, _T.HIDDEN, reason=True, hidden=False),
    _row(_A.UNHIDE, ANY, To.SAME, _P.HIDE, _T.UNHIDDEN, hidden=True),
    _row(_A.UNDO, ANY - {_S.DISPUTED, _S.WITHDRAWN, _S.SPLIT}, To.BEFORE, _P.TRIAGE, _T.UNDONE),
    _row(_A.NOTE, ANY, To.SAME, _P.NOTE, _T.NOTED, touches=False),
    _row(_A.CHECK_FILE, ANY - {_S.WITHDRAWN}, To.SAME, _P.PUBLISH, _T.FILE_CHECKED, touches=False),
    _row(_A.PUBLISH_CLARIFICATION, ANY - NEVER_SHOWN, To.SAME, _P.PUBLISH, _T.CLARIFICATION_CHECKED),
    _row(_A.OBJECT_TO_TEXT, ANY - {_S.RECEIVED, _S.WITHDRAWN}, To.SAME, _P.OWN, _T.TEXT_OBJECTED, hidden=False, touches=False),
    _row(_A.RESOLVE_OBJECTION, ANY - {_S.RECEIVED}, To.SAME, _P.TRIAGE, _T.TEXT_OBJECTION_RESOLVED),
    _row(_A.REPLACE_ANSWER, MAY_ADD, To.SAME, _P.ANSWER, _T.ANSWER_REPLACED, letters=("correction_received",)),
    _row(_A.CORRECT, GIVEN_OUT, To.SAME, _P.ANSWER, _T.CORRECTED, letters=("correction_received",)),
    _row(_A.PUBLISH_CORRECTION, GIVEN_OUT, To.SAME, _P.PUBLISH, _T.CORRECTION_PUBLISHED,
         letters=("corrected", "corrected_alike")),
    _row(_A.RETURN_CORRECTION, GIVEN_OUT, To.SAME, _P.TRIAGE, _T.CORRECTION_RETURNED, reason=True,
         letters=("correction_returned",)),
    _row(_A.KEEP_PROMISE, GIVEN_OUT, To.SAME, _P.PROMISE, _T.PROMISE_KEPT, letters=("promise_kept",)),
    _row(_A.MOVE_PROMISE, GIVEN_OUT, To.SAME, _P.PROMISE, _T.PROMISE_MOVED, letters=("promise_moved",)),
    _row(_A.BREAK_PROMISE, GIVEN_OUT, To.SAME, _P.PROMISE, _T.PROMISE_BROKEN, letters=("promise_broken",)),
    _row(_A.PUBLISH_REPORT, GIVEN_OUT, To.SAME, _P.PUBLISH, _T.PROMISE_WORDS_CHECKED),
)  # fmt: skip

_BY_ACTION = {row.action: row for row in TABLE}


def row_of(action: Action) -> Row:
    """Return the row of an action."""
    return _BY_ACTION[action]


def rows_from(state: State) -> Iterator[Row]:
    """Yield the rows that may be taken in a state."""
    return (row for row in TABLE if state in row.froms)
