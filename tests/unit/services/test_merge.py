"""Questions that ask the same are joined and parted."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain.errors import Invalid, NotAllowed, Stale
from reception.domain.kinds import Kind
from reception.domain.roles import Actor, ActorKind
from reception.models import Event, Letter, Merge, Question, Referral, ReferralState
from reception.services import asker, clarify, merge, refer, retention, triage

OTHER = {"name": "Ольга Бойко", "email": "boiko@mail.example"}


def letters(world, made):
    with world.inside() as session:
        return list(session.scalars(select(Letter.name).where(Letter.question_id == made.id).order_by(Letter.id)))


def value(world, made, name):
    with world.inside() as session:
        return getattr(session.get(Question, made.id), name)


def own(made):
    return Actor(ActorKind.ASKER, question_id=made.id)


def test_one_answer_reaches_all_who_asked(world, join):
    main, again, third = world.referred(), world.question(**OTHER), world.accepted(name=None, email=None)
    join(again, main)
    join(third, main)
    assert (world.state(again), world.state(third)) == ("duplicate", "duplicate")
    assert value(world, main, "supporters") == 2
    world.answer(main.referral_ids[0], text="Яму засиплють.")
    world.publish(main)
    with world.inside() as session:
        written = session.scalars(select(Letter).where(Letter.name == "answered_alike").order_by(Letter.id)).all()
        assert [(letter.question_id, letter.to_address) for letter in written] == [(again.id, OTHER["email"]), (third.id, "")]
        assert all("Яму засиплють." in letter.body_text and main.number in letter.body_text for letter in written)
        assert not any("petrenko" in letter.body_text or "Петренко" in letter.body_text for letter in written)
        assert written[0].asker_link_id != session.get(Question, main.id).asker_links[-1].id


def test_what_is_answered_already_comes_with_the_letter(world, join):
    main, again = world.published(text="Яму біля зупинки засиплють."), world.question(**OTHER)
    join(again, main)
    with world.inside() as session:
        letter = session.scalars(select(Letter).where(Letter.name == "merged")).one()
        assert main.number in letter.body_text
        assert "Яму біля зупинки засиплють." in letter.body_text


def test_passing_on_is_told_to_all(world, do, join):
    main, again = world.accepted(), world.question(**OTHER)
    join(again, main)
    do(refer.refer, main, [world.official()])
    assert letters(world, again) == ["received", "merged", "referred_alike"]


def test_no_chains(world, join):
    first, second, third = world.accepted(), world.question(**OTHER), world.question(email="x@mail.example", name="Іра")
    join(second, first)
    join(third, second)
    assert value(world, third, "merged_into_id") == first.id
    top = world.accepted(email="y@mail.example", name="Юра")
    join(first, top)
    assert {value(world, made, "merged_into_id") for made in (first, second, third)} == {top.id}
    assert (value(world, top, "supporters"), value(world, first, "supporters")) == (3, 0)
    assert letters(world, second)[-1] == "merged"


def test_two_are_not_joined_with_each_other(world, join):
    one, other = world.accepted(), world.accepted(**OTHER)
    join(one, other)
    with pytest.raises(Invalid, match="merge_self"):
        join(other, one)
    with pytest.raises(Invalid, match="merge_self"):
        join(other, other)
    assert (world.state(one), world.state(other)) == ("duplicate", "accepted")


def test_whoever_asks_twice_is_counted_once(world, join):
    main, mine, hers, hers_again = world.accepted(), world.question(), world.question(**OTHER), world.question(**OTHER)
    for made in (mine, hers, hers_again):
        join(made, main)
    assert value(world, main, "supporters") == 1


@pytest.mark.parametrize(
    ("main", "code"),
    [
        ({"stage": "withdrawn"}, "merge_ended"),
        ({"stage": "hidden"}, "merge_not_public"),
        ({"may_publish": False}, "merge_not_public"),
        ({"kind": Kind.APPEAL, "residence": "Миколаїв"}, "merge_kinds"),
        ({"number": "МК-2026-99999"}, "number_unknown"),
    ],
)
def test_what_may_not_be_joined_is_said(world, do, main, code):
    stage, number = main.pop("stage", None), main.pop("number", None)
    other, made = world.accepted(**main), world.question(**OTHER)
    if stage == "withdrawn":
        do(asker.withdraw, other, actor=own(other))
    if stage == "hidden":
        world.hide(other)
    with pytest.raises(Invalid, match=code):
        do(merge.merge, made, number or other.number)
    assert world.state(made) == "received"


def test_a_formal_appeal_of_another_person_keeps_its_own_answer(world, join):
    formal = {"kind": Kind.APPEAL, "residence": "Миколаїв"}
    main, hers, mine = world.accepted(**formal), world.question(**formal, **OTHER), world.question(**formal)
    with pytest.raises(Invalid, match="merge_own_right"):
        join(hers, main)
    join(mine, main)
    assert world.state(mine) == "duplicate"


def test_what_has_an_answer_is_not_merged_away(world, do, join):
    main, answered = world.accepted(**OTHER), world.published()
    with pytest.raises(NotAllowed):
        join(answered, main)
    do(triage.reopen, answered, "Нові обставини")
    with pytest.raises(Invalid, match="merge_answered"):
        join(answered, main)


def test_officials_who_have_it_are_told_and_owe_nothing(world, join):
    main, made = world.accepted(**OTHER), world.referred()
    join(made, main)
    with world.inside() as session:
        assert session.get(Referral, made.referral_ids[0]).state is ReferralState.RECALLED
        assert session.get(Question, made.id).due_on is None
    assert letters(world, made)[-2:] == ["merged", "merged_away"]
    with pytest.raises(NotAllowed):
        world.answer(made.referral_ids[0])


def test_parting_brings_back_state_and_date(world, do, join, clock):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC))
    main, received, accepted = world.accepted(**OTHER), world.question(), world.accepted()
    due = value(world, received, "due_on")
    for made in (received, accepted):
        join(made, main)
        assert value(world, made, "due_on") is None
    clock.advance(days=30)
    for made, state in ((received, "received"), (accepted, "accepted")):
        do(merge.unmerge, made, "Інша вулиця")
        assert (world.state(made), value(world, made, "due_on"), value(world, made, "merged_into_id")) == (state, due, None)
    assert value(world, received, "days_late") > 0
    assert letters(world, received)[-1] == "unmerged"
    assert value(world, main, "supporters") == 0


def test_what_was_with_an_official_is_passed_on_anew(world, do, join, clock):
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=dt.UTC))
    main, made = world.accepted(**OTHER), world.referred()
    join(made, main)
    clock.advance(days=10)
    do(merge.unmerge, made, "Інша вулиця")
    assert (world.state(made), value(world, made, "days_late")) == ("accepted", 0)
    assert value(world, made, "due_on") > dt.date(2026, 3, 12)


def test_the_asker_may_say_that_it_is_another_matter(world, do, join):
    main, made = world.accepted(), world.question(**OTHER)
    join(made, main)
    with pytest.raises(Invalid, match="text_needed"):
        do(merge.object_to, made, "  ", actor=own(made))
    do(merge.object_to, made, "У мене інша яма", actor=own(made))
    assert world.state(made) == "received"
    with world.inside() as session:
        assert session.scalars(select(Merge)).one().objection == "У мене інша яма"
        assert "інша яма" not in str([event.data for event in session.scalars(select(Event))])


@pytest.mark.parametrize("how", ["withdrawn", "declined"])
def test_when_the_other_one_ends_without_an_answer_they_go_on(world, do, join, how):
    main, made = world.accepted(), world.question(**OTHER)
    join(made, main)
    if how == "withdrawn":
        do(asker.withdraw, main, actor=own(main))
    else:
        do(triage.decline, main, world.reason())
    assert (world.state(main), world.state(made)) == (how, "received")
    assert letters(world, made)[-1] == "unmerged"


def test_a_librarian_who_looked_before_is_told(world, do, join):
    main, made = world.accepted(), world.question(**OTHER)
    version = value(world, made, "version")
    world.cleaned(made, public_text="Яма")
    with pytest.raises(Stale):
        do(merge.merge, made, main.number, version=version)


def test_who_withdraws_what_was_joined_meanwhile_looks_again(world, join):
    """Else the other question would stay joined with one that nobody answers."""
    main, made = world.accepted(), world.question(**OTHER)
    before = value(world, main, "version")
    join(made, main)
    assert value(world, main, "version") > before


def test_the_objection_is_erased_with_the_asker_and_not_before_the_other_one_ends(world, do, join, clock):
    main, made = world.referred(), world.question(**OTHER)
    join(made, main)
    do(merge.object_to, made, "Моя яма біля дому 5", actor=own(made))
    join(made, main)
    clock.advance(days=365 * 20)
    with world.inside():
        assert retention.erase_contacts() == 0
    world.answer(main.referral_ids[0])
    world.publish(main)
    clock.advance(days=365 * 20)
    with world.inside() as session:
        assert retention.erase_contacts() == 2
        assert session.scalars(select(Merge.objection)).all() == [None, None]


def test_a_clarification_of_the_other_is_told_without_its_words(world, do, join):
    main, made = world.referred(), world.question(**OTHER)
    join(made, main)
    do(clarify.ask_asker, main, "Пане Іване, який дім?")
    do(clarify.clarify, main, "Степова, 5, квартира 3", actor=own(main))
    assert letters(world, made) == ["received", "merged"]
