"""A question, the one who asked, and what belongs to the question alone."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, ForeignKey, Index, and_, event, not_, or_, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship
from sqlalchemy.orm.attributes import get_history

from reception.domain import clock
from reception.domain.deadlines import answer_rule, days_late
from reception.domain.kinds import AppealKind, Channel, Kind, Pace, VerdictValue
from reception.domain.lifecycle import State
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.requisites import Requisite, missing
from reception.models.base import Base, Code, Key, Line, Prose, choice
from reception.models.referral import ReferralState

if TYPE_CHECKING:
    from reception.models.answer import Answer, Verdict
    from reception.models.asker import Asker
    from reception.models.attachment import Attachment
    from reception.models.authority import Authority, FormerName, Official
    from reception.models.branch import Branch, Terminal
    from reception.models.clarification import Clarification
    from reception.models.cut import Cut
    from reception.models.deadline import Deadline
    from reception.models.event import Event
    from reception.models.letter import Letter
    from reception.models.merge import Merge
    from reception.models.recording import Recording
    from reception.models.referral import AskerLink, Referral
    from reception.models.returned import Return
    from reception.models.text_objection import TextObjection
    from reception.models.topic import DeclineReason, Topic


_NOT_TO_BE_SHOWN = (State.DECLINED, State.WITHDRAWN)


class Question(Base):
    """What a citizen submitted. `subject` and `text` are the original and never change; the public text is a second one."""

    __tablename__ = "question"
    __table_args__ = (
        # What the desk counts by, so that its lists are counted without a look at the rows.
        Index("ix_question_desk", "state", "due_on", "due_at", "kind", "resume_state"),
        Index("ix_question_due_on", "due_on"),
        Index("ix_question_public", "public_at", "hidden_at"),
        Index(
            "ix_question_text_objected_at",
            "text_objected_at",
            sqlite_where=text("text_objected_at IS NOT NULL"),
            postgresql_where=text("text_objected_at IS NOT NULL"),
        ),
    )

    id: Mapped[Key]
    number: Mapped[Code] = mapped_column(unique=True)
    version: Mapped[int] = mapped_column(default=1)
    kind: Mapped[Kind] = mapped_column(choice(Kind))
    appeal_kind: Mapped[AppealKind | None] = mapped_column(choice(AppealKind))
    """Of an appeal: proposal, application or complaint, once a librarian has decided."""
    pace: Mapped[Pace] = mapped_column(choice(Pace), default=Pace.ORDINARY)
    """By which of its terms the authority answers."""
    answer_by: Mapped[dt.date | None]
    """The day by which the citizen demands an answer, where the term is shortened."""
    complained_authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"))
    complained_official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"))
    """Whom a complaint complains of: it may not be sent there (Law 393/96-ВР, art. 7)."""
    legal_index: Mapped[Code | None]
    """The index of an appeal by Instruction 348, such as К-401."""
    state: Mapped[State] = mapped_column(choice(State), default=State.RECEIVED)
    resume_state: Mapped[State | None] = mapped_column(choice(State))
    """The state to return to when the asker has clarified, or when a question that was declined or merged is taken up again."""

    subject: Mapped[Line]
    text: Mapped[Prose]
    public_subject: Mapped[Line]
    public_text: Mapped[Prose]

    channel: Mapped[Channel] = mapped_column(choice(Channel))
    branch_id: Mapped[int | None] = mapped_column(ForeignKey("branch.id"), index=True)
    terminal_id: Mapped[int | None] = mapped_column(ForeignKey("terminal.id"))
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    authority_id: Mapped[int | None] = mapped_column(ForeignKey("authority.id"), index=True)
    """The body that answers for it; before referral, the one the citizen or the librarian thinks of."""

    submitted_at: Mapped[dt.datetime] = mapped_column(index=True)
    public_at: Mapped[dt.datetime | None]
    """When the question became public: accepted, and the citizen had agreed."""
    referred_at: Mapped[dt.datetime | None]
    answered_at: Mapped[dt.datetime | None]
    published_at: Mapped[dt.datetime | None] = mapped_column(index=True)
    """When the answer was given out (and became public, if the question is)."""
    closed_at: Mapped[dt.datetime | None]
    due_on: Mapped[dt.date | None]
    """The date that runs now; the ledger (`Deadline`) says how it was counted."""
    due_at: Mapped[dt.datetime | None]
    """The instant at which it ends, if it is a term in hours."""
    answer_due_on: Mapped[dt.date | None]
    """The authority's own last date, kept when the answer is there, to tell whether it was in time."""
    answer_due_at: Mapped[dt.datetime | None]
    """The instant at which its term in hours ended."""

    outcome: Mapped[Outcome | None] = mapped_column(choice(Outcome))
    commitment: Mapped[Commitment | None] = mapped_column(choice(Commitment))
    promised_on: Mapped[dt.date | None]
    verdict: Mapped[VerdictValue | None] = mapped_column(choice(VerdictValue))

    may_publish: Mapped[bool] = mapped_column(default=False)
    may_publish_name: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[dt.datetime]
    """Touched by every action, so that the version grows even when only something beside the question changed."""
    wartime_cue_at: Mapped[dt.datetime | None]
    """When something came in that asks for a second look before it is published in time of war."""
    wartime_checked_at: Mapped[dt.datetime | None]
    """When a librarian last made that check."""
    text_objected_at: Mapped[dt.datetime | None]
    """Since when an objection of the asker to the public text waits for a librarian."""
    hidden_at: Mapped[dt.datetime | None]
    hidden_reason: Mapped[Line | None]
    decline_reason_id: Mapped[int | None] = mapped_column(ForeignKey("decline_reason.id"))
    decline_note: Mapped[Prose | None]
    shown_declined: Mapped[bool] = mapped_column(default=False)
    """Readers see that it was not taken, and why: while its reason is one that may be shown."""

    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    """The question that asks the same and is answered for both; never itself a duplicate. How it came: `Merge`."""
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    """The letter with several matters of which this is one."""
    form_key: Mapped[Code | None] = mapped_column(unique=True)
    """The key of the form it was sent with: the same form twice is one question."""
    external_id: Mapped[Line | None] = mapped_column(unique=True)
    pin_nonce: Mapped[Code]

    asker: Mapped[Asker] = relationship(back_populates="question", cascade="all, delete-orphan")
    recording: Mapped[Recording | None] = relationship(back_populates="question", cascade="all, delete-orphan")
    topic: Mapped[Topic | None] = relationship()
    authority: Mapped[Authority | None] = relationship(foreign_keys=[authority_id])
    complained_authority: Mapped[Authority | None] = relationship(foreign_keys=[complained_authority_id])
    complained_official: Mapped[Official | None] = relationship()
    branch: Mapped[Branch | None] = relationship()
    terminal: Mapped[Terminal | None] = relationship()
    decline_reason: Mapped[DeclineReason | None] = relationship()
    merged_into: Mapped[Question | None] = relationship(
        remote_side="Question.id", foreign_keys=merged_into_id, back_populates="duplicates"
    )
    duplicates: Mapped[list[Question]] = relationship(
        foreign_keys=merged_into_id, back_populates="merged_into", order_by="Question.id"
    )
    split_from: Mapped[Question | None] = relationship(
        remote_side="Question.id", foreign_keys=split_from_id, back_populates="parts"
    )
    parts: Mapped[list[Question]] = relationship(foreign_keys=split_from_id, back_populates="split_from", order_by="Question.id")
    merges: Mapped[list[Merge]] = relationship(foreign_keys="Merge.question_id", order_by="Merge.id", back_populates="question")
    attachments: Mapped[list[Attachment]] = relationship(back_populates="question", order_by="Attachment.id")
    referrals: Mapped[list[Referral]] = relationship(back_populates="question", order_by="Referral.id")
    answers: Mapped[list[Answer]] = relationship(back_populates="question", order_by="Answer.id")
    verdicts: Mapped[list[Verdict]] = relationship(back_populates="question", order_by="Verdict.id")
    clarifications: Mapped[list[Clarification]] = relationship(back_populates="question", order_by="Clarification.id")
    returns: Mapped[list[Return]] = relationship(order_by="Return.id")
    notes: Mapped[list[Note]] = relationship(order_by="Note.id")
    text_objections: Mapped[list[TextObjection]] = relationship(order_by="TextObjection.id")
    revisions: Mapped[list[Revision]] = relationship(order_by="Revision.id")
    cuts: Mapped[list[Cut]] = relationship(back_populates="question", order_by="Cut.id", cascade="all, delete-orphan")
    deadlines: Mapped[list[Deadline]] = relationship(order_by="Deadline.id")
    events: Mapped[list[Event]] = relationship(order_by="Event.id", viewonly=True)
    letters: Mapped[list[Letter]] = relationship(back_populates="question", order_by="Letter.id")
    asker_links: Mapped[list[AskerLink]] = relationship(back_populates="question", order_by="AskerLink.id")

    __mapper_args__ = {"version_id_col": version}

    @property
    def days_late(self) -> int:
        """By how many days, begun ones too, the date that runs now is exceeded; 0 while it is not."""
        return days_late(self.due_on, at=self.due_at)

    @hybrid_property
    def is_late(self) -> bool:
        """The date that runs now has passed: the library's own, or the authority's while it has the question."""
        return self.days_late > 0

    @is_late.inplace.expression
    @classmethod
    def _is_late(cls) -> ColumnElement[bool]:
        return or_(cls.due_on < clock.today(), cls.due_at < clock.now())

    @hybrid_property
    def awaits_wartime_check(self) -> bool:
        """Something that readers may yet see asks for the check, and nobody has made it since."""
        if self.wartime_cue_at is None or not self.may_publish or self.state in _NOT_TO_BE_SHOWN:
            return False
        return self.wartime_checked_at is None or self.wartime_checked_at < self.wartime_cue_at

    @awaits_wartime_check.inplace.expression
    @classmethod
    def _awaits_wartime_check(cls) -> ColumnElement[bool]:
        checked = and_(cls.wartime_checked_at.is_not(None), cls.wartime_checked_at >= cls.wartime_cue_at)
        return and_(cls.wartime_cue_at.is_not(None), cls.may_publish, cls.state.not_in(_NOT_TO_BE_SHOWN), not_(checked))

    @property
    def authority_then(self) -> Authority | FormerName | None:
        """What has the names that its authority had when it was handed on, or asked: a later name says nothing of it."""
        day = clock.day_of(self.referred_at or self.submitted_at)
        return self.authority.name_on(day) if self.authority else None

    @property
    def answer_rule(self) -> str:
        """The rule of `deadlines.toml` by which the authority answers."""
        return answer_rule(self.kind, self.pace)

    @property
    def is_returned(self) -> bool:
        """It is with its author, who has not chosen yet how it goes on."""
        return self.state is State.CLARIFICATION and bool(self.returns) and self.returns[-1].choice is None

    @property
    def lacks(self) -> tuple[Requisite, ...]:
        """What the law asks of a question of this kind and its asker has not given."""
        return self.lacking(self.kind)

    def lacking(self, kind: Kind) -> tuple[Requisite, ...]:
        """Return what it would lack if it were of a kind; nothing once the asker's data are erased."""
        who = self.asker
        return missing(kind, who.name, who.residence, who.email, who.phone) if who else ()

    @property
    def open_referrals(self) -> tuple[Referral, ...]:
        """The referrals whose officials still owe an answer."""
        return tuple(referral for referral in self.referrals if referral.state is ReferralState.OPEN)

    @property
    def waiting_referrals(self) -> tuple[Referral, ...]:
        """The referrals that wait for an address of their officials."""
        return tuple(referral for referral in self.referrals if referral.state is ReferralState.WAITING)

    @property
    def at_hand(self) -> tuple[Referral, ...]:
        """The referrals that are neither answered nor ended: those at officials first."""
        return self.open_referrals + self.waiting_referrals

    @property
    def responsible(self) -> Referral | None:
        """The referral by which the question is answered: the one at hand, else the last there was."""
        return max((r for r in self.referrals if r.is_responsible), key=lambda r: (r.closed_at is None, r.id or 0), default=None)

    @property
    def contributing(self) -> tuple[Referral, ...]:
        """The referrals of those who add to the answer and could be made responsible: at hand, or with an answer that waits."""
        added = tuple(answer.referral for answer in self.waiting_answers if answer.referral)
        return tuple(each for each in self.referrals if not each.is_responsible and each in self.at_hand + added)

    @property
    def waiting_answers(self) -> tuple[Answer, ...]:
        """The answers that wait for the library's check: neither given out nor sent back."""
        return tuple(answer for answer in self.answers if not answer.published_at and not answer.sent_back_at)


class Note(Base):
    """A librarian's internal note: never public."""

    __tablename__ = "note"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    text: Mapped[Prose]
    at: Mapped[dt.datetime]


class Revision(Base):
    """One edit of the public text: what it was before and after."""

    __tablename__ = "revision"

    id: Mapped[Key]
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    account_id: Mapped[int | None] = mapped_column(ForeignKey("account.id"))
    at: Mapped[dt.datetime]
    before_subject: Mapped[Line]
    after_subject: Mapped[Line]
    before_text: Mapped[Prose]
    after_text: Mapped[Prose]


@event.listens_for(Question, "before_update")
def _the_original_stays(_mapper: object, _connection: object, question: Question) -> None:
    for name in ("subject", "text"):
        if get_history(question, name).deleted:
            raise ValueError(f"the original {name} of a question never changes")
