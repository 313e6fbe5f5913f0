"""The demo's questions: a year of a reception in every state, by people who do not exist."""

import json
import re
from collections import Counter

import pytest

from reception.domain.kinds import Channel, Kind, VerdictValue
from reception.domain.lifecycle import Action, State
from reception.domain.outcomes import BY_OFFICIAL, Commitment
from reception.domain.submission import Submission
from reception.domain.text import clean_text
from tests.unit.data.files import DATA, DEMO, questions, steps, values
from tests.unit.data.story import ACTION, Story

SHARED = DATA.parents[2] / "shared" / "data" / "appeals-sample.jsonl"
FLAT = re.compile(r"(?<!\[)\b\u043a\u0432\.\s*\d")
PHONE = re.compile(r"\b0\d\d[ -]?\d{3}[ -]?\d\d[ -]?\d\d\b")
PLATE = re.compile(r"\b[\u0400-\u04ff]{2} \d{4} [\u0400-\u04ff]{2}\b")
BAD_TYPOGRAPHY = re.compile(r"\"|(?<=\w)'(?=\w)| - |  |\.\.\.|\bN ?\d")


@pytest.fixture(scope="module")
def stories():
    return [Story(question).play() for question in questions()]


def test_there_are_many_questions_each_with_its_own_id_oldest_first():
    found = questions()
    assert len(found) >= 48
    assert len({question["id"] for question in found}) == len(found)
    assert found == sorted(found, key=lambda question: -question["days_ago"])


def test_each_may_be_submitted():
    for question in questions():
        asker = question["asker"]
        submission = Submission(
            subject=question["subject"], text=question["text"], kind=Kind(question["kind"]), may_process=True, **asker
        )
        assert submission.cleaned().text == question["text"]


def test_each_step_may_be_taken_in_its_state(stories):
    assert all(story.states[0] is State.RECEIVED for story in stories)


def test_nothing_happens_in_the_future(stories):
    assert [story.question["id"] for story in stories if story.hours >= story.question["days_ago"] * 24] == []


def test_every_state_is_where_a_question_stands_now(stories):
    now = Counter(story.state for story in stories)
    assert set(now) == set(State)
    assert now[State.CLOSED] >= 26
    assert now[State.RECEIVED] >= 5
    assert now[State.REFERRED] >= 5
    assert now[State.ANSWERED] == 3
    assert now[State.DISPUTED] == 2
    assert now[State.CLARIFICATION] == 2


def test_nearly_every_action_is_taken():
    taken = {ACTION.get(step["do"]) or step["do"] for question in questions() for step in question["steps"]}
    others = {Action.AS_QUESTION, Action.EDIT, Action.DISPUTE, Action.UNHIDE, Action.OBJECT, Action.RELEASE, Action.UNDO}
    others |= {Action.PUBLISH_CLARIFICATION, Action.OBJECT_TO_TEXT, Action.RESOLVE_OBJECTION, Action.CHECK_FILE}
    assert set(Action) - taken - others == set()


def test_two_referrals_are_overdue(stories):
    waiting = [story for story in stories if story.state is State.REFERRED]
    days = [story.question["days_ago"] - story.referred_at / 24 for story in waiting]
    assert len([day for day in days if day > 35]) == 2


def test_results_come_as_in_life(stories):
    closed = [story.question for story in stories if story.state is State.CLOSED]
    last = Counter([s["outcome"] for s in question["steps"] if "outcome" in s][-1] for question in closed)
    assert set(last) == set(BY_OFFICIAL)
    assert 0.40 < last["9.1"] / len(closed) < 0.50
    assert 0.15 < last["9.2"] / len(closed) < 0.25


def test_citizens_are_of_every_opinion():
    assert {step["value"] for step in steps("verdict")} == set(VerdictValue)


def test_what_is_promised_has_a_date():
    promises = [step for step in steps("answer") if step["commitment"]]
    assert {step["commitment"] for step in promises} == set(Commitment)
    assert all(step["promised_in_days"] > 0 for step in promises)


def test_references_resolve():
    topics, authorities = set(values(DATA / "topics.csv", "slug")), set(values(DEMO / "authorities.csv", "slug"))
    found = questions()
    assert {q["topic"] for q in found} - {None} <= topics
    assert {q["to"] for q in found} - {None} <= authorities
    assert {step["topic"] for step in steps("accept")} <= topics
    assert {step["authority"] for step in steps("accept") if "authority" in step} <= authorities
    assert {step["suggested"] for step in steps("not_ours")} <= authorities
    assert {step["reason"] for step in steps("decline")} <= set(values(DATA / "decline_reasons.csv", "code"))
    assert {step["into"] for step in steps("merge")} <= {q["subject"] for q in found}
    named = {official for step in steps("refer") for official in step["officials"]} | {step["to"] for step in steps("readdress")}
    assert named <= set(values(DEMO / "officials.csv", "email"))


def test_all_branches_channels_and_kinds_are_there():
    found = questions()
    assert {q["branch"] for q in found} - {None} == set(values(DEMO / "branches.csv", "code"))
    assert {q["channel"] for q in found} == set(Channel) - {Channel.IMPORTED}
    assert {q["kind"] for q in found} == set(Kind)
    assert [q["id"] for q in found if (q["channel"] == Channel.ONLINE) != (q["branch"] is None)] == []


def test_some_may_not_be_published_and_some_have_more_than_one_official():
    assert len([q for q in questions() if not q["publish"]]) >= 3
    assert [step for step in steps("refer") if len(step["officials"]) > 1]


def public_texts():
    """What readers see of the questions once accepted, and of the answers."""
    for question in questions():
        for step in question["steps"] if question["publish"] else ():
            if step["do"] == "accept":
                yield step.get("public_subject", question["subject"]) + "\n" + step.get("public_text", question["text"])
            if step["do"] in ("answer", "self_answer", "replace_answer", "correct"):
                yield step["text"]


@pytest.mark.parametrize("personal", [FLAT, PHONE, PLATE], ids=["flat", "phone", "plate"])
def test_public_texts_hold_no_personal_data_and_some_originals_do(personal):
    assert [text for text in public_texts() if personal.search(text)] == []
    assert [q["id"] for q in questions() if personal.search(q["text"])]


def test_contacts_of_citizens_lead_nowhere():
    askers = [question["asker"] for question in questions()]
    assert {a["email"].split("@")[1] for a in askers if a["email"]} == {"example.org", "example.com", "example.net"}
    assert [a["phone"] for a in askers if a["phone"] and not re.match(r"0\d\d 000 ", a["phone"])] == []


def test_offices_write_with_good_typography():
    written = [step["text"] for do in ("answer", "self_answer", "replace_answer", "correct", "note", "ask") for step in steps(do)]
    reasoned = (
        "extend",
        "send_back",
        "close",
        "hide",
        "reopen",
        "recall",
        "unmerge",
        "readdress",
        "make_responsible",
        "hand_back",
        "undelegate",
        "return_correction",
    )
    written += [step["reason"] for do in reasoned for step in steps(do)]
    written += [step["message"] for do in ("refer", "delegate") for step in steps(do) if "message" in step]
    written += [step["note"] for step in steps("not_ours")]
    assert [text for text in written if BAD_TYPOGRAPHY.search(text)] == []


@pytest.mark.parametrize("name", ["topics.csv", "official_topics.csv", "decline_reasons.csv", "classifier.toml"])
def test_facts_are_written_with_good_typography(name):
    text = (DATA / name).read_text(encoding="utf-8")
    assert re.findall(r"(?<=\w)'(?=\w)| - |\.\.\.", text) == []


def test_texts_can_be_stored_as_they_are():
    texts = [question["text"] for question in questions()] + [step["text"] for step in steps("answer")]
    assert [text for text in texts if clean_text(text) != text] == []


@pytest.mark.skipif(not SHARED.exists(), reason="the sample of real appeals is not here")
def test_nothing_is_copied_from_real_appeals():
    real = {run for line in SHARED.read_text(encoding="utf-8").splitlines() for run in runs_of_words(json.loads(line)["text"])}
    ours = {run for question in questions() for run in runs_of_words(question["text"])}
    assert ours & real == set()


def runs_of_words(text, length=8):
    words = re.findall(r"\w+", text.lower())
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}
