"""Acts that a librarian can undo, and all that they can change."""

from reception.domain.kinds import Kind, VerdictValue
from reception.domain.outcomes import Outcome
from reception.domain.roles import Actor, ActorKind
from reception.extensions import db
from reception.models import Question
from reception.queries import asker as asker_queries
from reception.queries.undo import undoable_by
from reception.services import clarify, classify, merge, publish, readdress, refer, responsible, returning, triage
from reception.services.undo import undo
from reception.services.undoable import RESTORED, WITHOUT_WORDS, key_of, rows_of


def state_of(question) -> dict:
    """Return all of a question that an act can change, what is at work on it, and who may see it."""
    db.session.expire_all()
    return {
        **{column.key: getattr(question, column.key) for column in RESTORED},
        "decline_note": question.decline_note,
        "responsible": question.responsible and question.responsible.id,
        "at_hand": [referral.id for referral in question.at_hand],
        "answers": [answer.id for answer in question.waiting_answers],
        "links": [link.id for each in question.referrals for link in each.links if not link.revoked_at],
        "asked": [row.id for row in (*question.clarifications, *question.returns)],
        "letters": [letter.id for letter in question.letters],
        "timeline": [event.tag for event, _words in asker_queries.timeline(question)],
    }


def rows_as_they_are(question) -> dict:
    """Return all but the words of the rows that hang on a question, by their keys: an act may change any of it."""
    columns = {row: [each for each in row.__table__.columns if isinstance(each.type, WITHOUT_WORDS)] for row in rows_of(question)}
    return {key_of(row): {each.key: getattr(row, each.key) for each in own} for row, own in columns.items()}


def _make_responsible(actor, question):
    responsible.make_responsible(actor, question, question.referrals[1].id, "Дорога міська.")


def main_of(world):
    """Return a question of somebody else with which another may be joined."""
    return world.accepted(name="Ольга Бойко", email=None)


LIBRARIAN = Actor(ActorKind.STAFF)
POSITIVE = publish.Publication(outcome=Outcome.POSITIVE)
ACTS = {
    "accept": lambda world, actor, q: triage.accept(actor, q, triage.Edit()),
    "decline": lambda world, actor, q: triage.decline(actor, q, world.reason(), "Зверніться до поліції"),
    "decline_what_was_accepted": lambda world, actor, q: triage.decline(actor, q, world.reason()),
    "refer": lambda world, actor, q: refer.refer(actor, q, [world.official(), world.official()]),
    "refer_to_one_more": lambda world, actor, q: refer.refer(actor, q, [world.official()]),
    "refer_what_is_disputed": lambda world, actor, q: refer.refer(actor, q, [world.official()]),
    "publish": lambda world, actor, q: publish.publish(actor, q, POSITIVE),
    "publish_before_all_have_added": lambda world, actor, q: publish.publish(actor, q, POSITIVE),
    "send_back": lambda world, actor, q: publish.send_back(actor, q, "Бракує дати."),
    "recall": lambda world, actor, q: refer.recall(actor, q, "Відповімо самі."),
    "readdress": lambda world, actor, q: readdress.readdress(actor, q, q.referrals[0].id, world.official(), "Дорога міська."),
    "make_responsible": lambda world, actor, q: _make_responsible(actor, q),
    "make_responsible_who_has_answered": lambda world, actor, q: _make_responsible(actor, q),
    "ask": lambda world, actor, q: clarify.ask_asker(actor, q, "Біля якого будинку?"),
    "ask_while_an_official_has_it": lambda world, actor, q: clarify.ask_asker(actor, q, "Біля якого будинку?"),
    "return": lambda world, actor, q: returning.return_to_author(actor, q, ["residence"], "Напишіть адресу."),
    "close": lambda world, actor, q: triage.close(actor, q, "Ліхтар світить."),
    "reopen": lambda world, actor, q: triage.reopen(actor, q, "Яма знову."),
    "reopen_what_was_declined": lambda world, actor, q: triage.reopen(actor, q, "Помилка."),
    "reopen_what_was_declined_and_shown": lambda world, actor, q: triage.reopen(actor, q, "Помилка."),
    "merge": lambda world, actor, q: merge.merge(actor, q, main_of(world).number),
    "merge_what_was_accepted": lambda world, actor, q: merge.merge(actor, q, main_of(world).number),
    "merge_what_an_official_has": lambda world, actor, q: merge.merge(actor, q, main_of(world).number),
}
AT = {
    "accept": "question",
    "decline": "question",
    "decline_what_was_accepted": "accepted",
    "refer": "accepted",
    "refer_to_one_more": "referred",
    "publish": "answered",
    "send_back": "answered",
    "recall": "referred",
    "readdress": "referred",
    "ask": "question",
    "reopen": "published",
    "merge": "question",
    "merge_what_was_accepted": "accepted",
    "merge_what_an_official_has": "referred",
    "ask_while_an_official_has_it": "referred",
}


def prepared(world, name, **given):
    if name == "return":
        made = world.question(**given)
        with world.inside() as session:
            question = session.get(Question, made.id)
            classify.classify(LIBRARIAN, question, classify.Decision(kind=Kind.APPEAL), "Просить поновити право")
        return made
    if name == "publish_before_all_have_added":
        made = world.referred(*(world.official() for _ in range(2)), **given)
        world.answer(made.referral_ids[0])
        return made
    if name.startswith("make_responsible"):
        made = world.referred(*(world.official() for _ in range(2)), **given)
        if name == "make_responsible_who_has_answered":
            world.answer(made.referral_ids[1])
        return made
    if name.startswith("reopen_what_was_declined"):
        made = world.question(**given) if name == "reopen_what_was_declined" else world.accepted(**given)
        with world.inside() as session:
            shown = triage.Edit() if name.endswith("shown") else None
            triage.decline(LIBRARIAN, session.get(Question, made.id), world.reason(), "Зверніться до поліції", shown=shown)
        return made
    if name in ("refer_what_is_disputed", "close"):
        return world.published(verdict=VerdictValue.NOT_SOLVED, **given)
    return getattr(world, AT[name])(**given)


def acted(world, actor, name, made, session):
    """Do it, and return the question and the batch by which it can be undone."""
    question = session.get(Question, made.id)
    ACTS[name](world, actor, question)
    [undoable] = undoable_by(actor)
    return question, undoable.batch


def undo_last(actor):
    """Undo the one thing that a librarian can undo, and return what came of it."""
    [undoable] = undoable_by(actor)
    return undo(actor, undoable.batch)
