"""What is stored, one aggregate a file. Import models from here: all tables are then known to the mapper and to Alembic."""

from reception.models.account import Account
from reception.models.answer import Answer, Draft, Verdict
from reception.models.answer_content import AnswerContent
from reception.models.answer_version import AnswerVersion
from reception.models.asker import Asker
from reception.models.attachment import Attachment, Blackout
from reception.models.attempt import Attempt
from reception.models.authority import Authority, FormerName, Lasting, Official
from reception.models.base import Base
from reception.models.branch import Branch, Terminal
from reception.models.canned import CannedText
from reception.models.claim import Assignment, Claim
from reception.models.clarification import Clarification
from reception.models.counter import Counter
from reception.models.cut import Cut
from reception.models.deadline import Deadline
from reception.models.delegation import Delegation, Ended, Holder
from reception.models.enclosure import Enclosure
from reception.models.event import Event
from reception.models.incoming import Incoming, IncomingState, WhyHeld
from reception.models.label import Label, QuestionLabel, SavedFilter
from reception.models.learnt import Learnt
from reception.models.letter import LEAVING, Audience, Brake, DeliveryReport, Letter, LetterState
from reception.models.merge import Merge
from reception.models.outage import Outage
from reception.models.promise import Promise, PromiseReport
from reception.models.question import Note, Question, Revision
from reception.models.recording import Recording
from reception.models.referral import AT_HAND, AnswerLink, AskerLink, LinkVisit, Referral, ReferralState
from reception.models.reminder import Addressee, Reminder
from reception.models.returned import Choice, Return
from reception.models.subscription import Subscription
from reception.models.text_objection import TextObjection
from reception.models.topic import DeclineReason, Topic
from reception.models.undo import Undo

__all__ = [
    "AT_HAND",
    "LEAVING",
    "Account",
    "Addressee",
    "Answer",
    "AnswerContent",
    "AnswerLink",
    "AnswerVersion",
    "Asker",
    "AskerLink",
    "Assignment",
    "Attachment",
    "Attempt",
    "Audience",
    "Authority",
    "Base",
    "Blackout",
    "Brake",
    "Branch",
    "CannedText",
    "Choice",
    "Claim",
    "Clarification",
    "Counter",
    "Cut",
    "Deadline",
    "DeclineReason",
    "Delegation",
    "DeliveryReport",
    "Draft",
    "Ended",
    "Enclosure",
    "Event",
    "FormerName",
    "Holder",
    "Incoming",
    "IncomingState",
    "Label",
    "Lasting",
    "Learnt",
    "Letter",
    "LetterState",
    "LinkVisit",
    "Merge",
    "Note",
    "Official",
    "Outage",
    "Promise",
    "PromiseReport",
    "Question",
    "QuestionLabel",
    "Recording",
    "Referral",
    "ReferralState",
    "Reminder",
    "Return",
    "Revision",
    "SavedFilter",
    "Subscription",
    "Terminal",
    "TextObjection",
    "Topic",
    "Undo",
    "Verdict",
    "WhyHeld",
]
