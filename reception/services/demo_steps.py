"""What the people of the demo do: each step of `questions.jsonl` is one call of the service that serves real people."""

import datetime as dt
from typing import Any

from sqlalchemy import select

from reception.domain import clock
from reception.domain.kinds import AppealKind, Channel, Kind, VerdictValue
from reception.domain.outcomes import Commitment, Outcome
from reception.domain.promises import Said
from reception.domain.recording import ConsentGiven, Protocol, Way
from reception.domain.roles import PUBLIC, Actor, ActorKind
from reception.domain.submission import Submission
from reception.extensions import db
from reception.models import Account, Authority, Branch, DeclineReason, Holder, Official, Promise, Question, Referral, Topic
from reception.services import (
    asker,
    clarify,
    corrections,
    delegating,
    merge,
    promises,
    publish,
    readdress,
    refer,
    respond,
    returning,
    split,
    triage,
)
from reception.services.classify import Decision, classify
from reception.services.demo_cast import as_actor
from reception.services.recording import record_question
from reception.services.registration import register
from reception.services.responsible import make_responsible
from reception.services.submit import submit

Step = dict[str, Any]


class Story:
    """One question of the demo and what became of it."""

    def __init__(self, number: int, written: dict[str, Any]) -> None:
        self._number = number
        self._written = written
        self._question: Question | None = None

    def take(self, step: Step | None) -> None:
        """Take a step now; None is the question itself. Raises DomainError for one that the rules do not allow."""
        if step is None:
            self._question = self._submit()
        else:
            getattr(self, f"_{step['do']}")(self._question, step)

    @property
    def _librarian(self) -> Actor:
        """A librarian of the branch where it was asked, else one after the other."""
        accounts = list(db.session.scalars(select(Account).order_by(Account.id)))
        here = [account for account in accounts if account.branch and account.branch.code == self._written["branch"]]
        return as_actor(here[-1] if here else accounts[1 + self._number % (len(accounts) - 1)])

    def _submit(self) -> Question:
        written, branch = self._written, _find(Branch.code, self._written["branch"])
        channel = Channel(written["channel"])
        terminal = branch.terminals[self._number % len(branch.terminals)] if channel is Channel.TERMINAL else None
        submission = Submission(
            subject=written["subject"],
            text=written["text"],
            kind=Kind(written["kind"]),
            topic_id=_id(Topic.slug, written["topic"]),
            authority_id=_id(Authority.slug, written["to"]),
            may_process=True,
            may_publish=written["publish"],
            may_publish_name=written["publish_name"],
            channel=channel,
            branch_id=branch.id if branch else None,
            terminal_id=terminal.id if terminal else None,
            **written["asker"],
        )
        if channel is Channel.DESK:
            return record_question(self._librarian, submission, self._protocol(submission))
        return submit(submission, PUBLIC)

    def _protocol(self, submission: Submission) -> Protocol:
        """A formal appeal comes signed, on paper; of the others every second one by telephone."""
        if submission.kind is Kind.APPEAL:
            return Protocol(way=Way.PAPER, consent=ConsentGiven.ON_PAPER)
        if self._number % 2:
            return Protocol(way=Way.PHONE, consent=ConsentGiven.BY_PHONE, read_back=True)
        return Protocol(way=Way.DICTATED, consent=ConsentGiven.ORAL, read_back=True)

    def _accept(self, question: Question, step: Step) -> None:
        edit = triage.Edit(
            topic_id=_id(Topic.slug, step["topic"]),
            authority_id=_id(Authority.slug, step.get("authority")),
            public_subject=step.get("public_subject"),
            public_text=step.get("public_text"),
            may_stay=True,
            wartime_checked=True,
        )
        triage.accept(self._librarian, question, edit)

    def _decline(self, question: Question, step: Step) -> None:
        triage.decline(self._librarian, question, _id(DeclineReason.code, step["reason"]), step.get("note", ""))

    def _note(self, question: Question, step: Step) -> None:
        triage.note(self._librarian, question, step["text"])

    def _refer(self, question: Question, step: Step) -> None:
        officials = [_id(Official.email, email) for email in step["officials"]]
        refer.refer(self._librarian, question, officials, step.get("message", ""))

    def _classify(self, question: Question, step: Step) -> None:
        kind = Kind(step.get("kind", question.kind))
        decision = Decision(kind=kind, appeal_kind=AppealKind(step["appeal_kind"]))
        classify(self._librarian, question, decision, step.get("reason", ""))

    def _return(self, question: Question, step: Step) -> None:
        returning.return_to_author(self._librarian, question, step["missing"], step["note"])

    def _complete(self, question: Question, step: Step) -> None:
        returning.complete(_asker(question), question, returning.Supplied(name=step["name"], residence=step["residence"]))

    def _register(self, question: Question, step: Step) -> None:
        register(*_official(question, step), clock.today(), step["number"])

    def _recall(self, question: Question, step: Step) -> None:
        refer.recall(self._librarian, question, step["reason"])

    def _readdress(self, question: Question, step: Step) -> None:
        [before] = readdress.can_be_readdressed(question)
        official, reason = _id(Official.email, step["to"]), step["reason"]
        readdress.readdress(self._librarian, question, before.id, official, reason, step.get("message", ""))

    def _make_responsible(self, question: Question, step: Step) -> None:
        [after] = question.contributing
        make_responsible(self._librarian, question, after.id, step["reason"])

    def _answer(self, question: Question, step: Step) -> None:
        respond.answer(*_official(question, step), _reply(step))

    def _delegate(self, question: Question, step: Step) -> None:
        delegating.delegate(*_official(question, step), delegating.Colleague(**step["to"], message=step["message"]))

    def _take_back(self, question: Question, step: Step) -> None:
        [referral] = question.open_referrals
        before = next(each for each in referral.passed_on_by if each.email == step["official"])
        delegating.take_back(_by_link(before), referral)

    def _hand_back(self, question: Question, step: Step) -> None:
        actor, referral = _official(question, step)
        delegating.hand_back(actor, referral, step["reason"])

    def _undelegate(self, question: Question, step: Step) -> None:
        [referral] = question.open_referrals
        delegating.undelegate(self._librarian, referral.chain[0], step["reason"])

    def _self_answer(self, question: Question, step: Step) -> None:
        respond.answer_self(self._librarian, question, _reply(step))

    def _not_ours(self, question: Question, step: Step) -> None:
        actor, referral = _official(question, step)
        respond.not_ours(actor, referral, step["note"], _id(Authority.slug, step["suggested"]))

    def _extend(self, question: Question, step: Step) -> None:
        actor, referral = _official(question, step)
        respond.extend(actor, referral, referral.due_on + dt.timedelta(days=step["days"]), step["reason"])

    def _ask(self, question: Question, step: Step) -> None:
        actor = _official(question, step)[0] if step["official"] else self._librarian
        clarify.ask_asker(actor, question, step["text"])

    def _clarify(self, question: Question, step: Step) -> None:
        clarify.clarify(_asker(question), question, step["text"])

    def _go_on(self, question: Question, _step: Step) -> None:
        clarify.go_on(self._librarian, question)

    def _send_back(self, question: Question, step: Step) -> None:
        publish.send_back(self._librarian, question, step["reason"])

    def _publish(self, question: Question, _step: Step) -> None:
        outcome = question.waiting_answers[-1].outcome
        publication = publish.Publication(outcome=outcome, may_stay=True, wartime_checked=True)
        publish.publish(self._librarian, question, publication)

    def _replace_answer(self, question: Question, step: Step) -> None:
        self._correct(question, step)

    def _correct(self, question: Question, step: Step) -> None:
        own = (each for each in question.answers if each.referral and each.referral.holder.email == step["official"])
        answer = list(own)[-1]
        corrections.correct(_by_link(answer.referral.holder), answer, _reply(step))

    def _publish_correction(self, question: Question, _step: Step) -> None:
        row = question.answers[-1].correction
        checked = corrections.CheckedCorrection(outcome=row.outcome, text=row.text, may_stay=True, wartime_checked=True)
        corrections.publish_correction(self._librarian, question, row, checked)

    def _return_correction(self, question: Question, step: Step) -> None:
        corrections.send_back(self._librarian, question, question.answers[-1].correction, step["reason"])

    def _verdict(self, question: Question, step: Step) -> None:
        asker.judge(_asker(question), question, VerdictValue(step["value"]), step.get("comment", ""))

    def _publish_comment(self, question: Question, _step: Step) -> None:
        publish.publish_comment(self._librarian, question, question.verdicts[-1].comment, wartime_checked=True)

    def _keep_promise(self, question: Question, step: Step) -> None:
        _say(question, promises.Word(said=Said.DONE, text=step["text"], day=clock.today()))

    def _move_promise(self, question: Question, step: Step) -> None:
        later = _promise(question).due_on + dt.timedelta(days=step["days"])
        _say(question, promises.Word(said=Said.LATER, text=step["text"], day=later))

    def _break_promise(self, question: Question, step: Step) -> None:
        _say(question, promises.Word(said=Said.NOT_DONE, text=step["text"]))

    def _publish_report(self, question: Question, _step: Step) -> None:
        said = _promise(question).reports[-1]
        words = promises.PublicWords(text=said.text, may_stay=True, wartime_checked=True)
        promises.publish_words(self._librarian, said, words)

    def _close(self, question: Question, step: Step) -> None:
        triage.close(self._librarian, question, step["reason"])

    def _reopen(self, question: Question, step: Step) -> None:
        triage.reopen(self._librarian, question, step["reason"])

    def _hide(self, question: Question, step: Step) -> None:
        triage.hide(self._librarian, question, step["reason"])

    def _merge(self, question: Question, step: Step) -> None:
        merge.merge(self._librarian, question, _find(Question.subject, step["into"]).number)

    def _unmerge(self, question: Question, step: Step) -> None:
        merge.unmerge(self._librarian, question, step["reason"])

    def _split(self, question: Question, step: Step) -> None:
        parts = [
            split.Part(
                subject=part["subject"],
                text=part["text"],
                kind=Kind(part["kind"]),
                topic_id=_id(Topic.slug, part["topic"]),
                authority_id=_id(Authority.slug, part["to"]),
            )
            for part in step["parts"]
        ]
        split.split(self._librarian, question, parts)

    def _withdraw(self, question: Question, _step: Step) -> None:
        asker.withdraw(_asker(question), question)


def _find(column, value: str | None):
    return db.session.scalar(select(column.class_).where(column == value)) if value else None


def _id(column, value: str | None) -> int | None:
    row = _find(column, value)
    return row.id if row else None


def _asker(question: Question) -> Actor:
    return Actor(ActorKind.ASKER, question_id=question.id)


def _official(question: Question, step: Step) -> tuple[Actor, Referral]:
    """Return the official of a step, or the colleague, by the link of the letter, and the referral that is open for the one."""
    referral = next(each for each in question.open_referrals if each.holder.email == step["official"])
    return _by_link(referral.holder), referral


def _by_link(person: Holder) -> Actor:
    return Actor(ActorKind.OFFICIAL, referral_id=person.referral.id, link_id=person.link.id)


def _promise(question: Question) -> Promise:
    return next(answer.promise for answer in reversed(question.answers) if answer.promise)


def _say(question: Question, word: promises.Word) -> None:
    """Let the official who promised something say what became of it, by the link of the answer."""
    promise = _promise(question)
    link = promise.answer.referral.links[-1]
    promises.report(Actor(ActorKind.OFFICIAL, referral_id=link.referral_id, link_id=link.id), promise, word)


def _reply(step: Step) -> respond.Reply:
    commitment = step.get("commitment")
    promised = step.get("promised_in_days")
    return respond.Reply(
        text=step["text"],
        outcome=Outcome(step["outcome"]),
        commitment=Commitment(commitment) if commitment else None,
        promised_on=clock.today() + dt.timedelta(days=promised) if promised else None,
    )
