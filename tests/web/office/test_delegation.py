"""The pages by which a question goes to a colleague: what they refuse, and that a link is good for one person alone."""

import pytest
from sqlalchemy import select

from reception.domain.roles import Actor, ActorKind
from reception.models import Delegation, Draft, Referral
from reception.services import delegating, respond
from tests.delegations import HNATIUK, hand_back, pass_on
from tests.web.officials import ANSWER, DRAFT, SEND, form_token, link_to
from tests.world import PASSWORD

PASS_ON = "Передати звернення"


@pytest.fixture
def passed_on(world, made, link):
    """Let the official of `link` pass the question on; return the colleague's address."""
    pass_on(world, made.referral_ids[0], message="Це ваша вулиця.")
    return link_to(world, made.referral_ids[0])


def steps(world):
    with world.inside() as session:
        return [(step.name, step.email) for step in session.scalars(select(Delegation))]


def test_what_is_missing_or_cannot_be_is_said_at_its_field_and_nothing_typed_is_lost(client, world, link):
    page = client.page(f"{link}/delegate")
    for typed, said in (
        ({}, "Напишіть, будь ласка, прізвище та ім’я колеги."),
        ({"name": "Тарас Гнатюк"}, "Напишіть, будь ласка, електронну адресу колеги"),
        ({"name": "Тарас Гнатюк", "email": "petrenko@mail.example"}, "На цю адресу передати звернення не можна."),
    ):
        refused = client.submit(page, PASS_ON, message="Це ваша вулиця.", **typed)
        assert refused.status_code == 400
        assert said in refused.text
        assert "Це ваша вулиця." in refused.text
    assert not steps(world)
    assert client.submit(page, PASS_ON, **HNATIUK).status_code == 200
    assert steps(world) == [("Тарас Гнатюк", "hnatiuk@city.example")]


def test_of_two_tabs_one_passes_it_on(client, world, link):
    one, other = client.page(f"{link}/delegate"), client.page(f"{link}/delegate")
    client.submit(one, PASS_ON, **HNATIUK)
    late = client.submit(other, PASS_ON, name="Ольга Бойко", email="boiko@city.example", message="Прошу відповісти.")
    assert late.status_code == 409
    assert "Тарас Гнатюк" in late.text
    assert "Прошу відповісти." in late.text
    assert len(steps(world)) == 1


def test_the_link_of_whoever_passed_it_on_looks_and_does_nothing(client, world, made, link, answers):
    open_before = client.page(link)
    pass_on(world, made.referral_ids[0])
    for button in (SEND, DRAFT):
        refused = client.submit(open_before, button, text=ANSWER, result="9.1")
        assert refused.status_code == 409
        assert "щебінь завезено" in refused.text
    saved = client.post(f"{link}/draft", data={"csrf_token": form_token(open_before), "text": ANSWER, "version": "0"})
    assert saved.status_code == 409
    assert "Тарас Гнатюк" in saved.json["error"]
    page = client.page(link)
    assert page.heading == f"Звернення {made.number}: у колеги"
    assert "Яма на вулиці Степовій" in page.text
    assert "hnatiuk@city.example" not in page.text
    for step in ("delegate", "not-ours", "more-time", "ask", "registered", "give-back"):
        assert client.get(f"{link}/{step}").status_code == 302
        token = form_token(client.page(link))
        refused = client.post(f"{link}/{step}", data={"csrf_token": token, "reason": "Чому саме", "text": "Чому саме"})
        assert refused.status_code == 409
    with world.inside() as session:
        assert session.scalar(select(Draft)) is None
    assert answers() == 0


def test_no_link_takes_back_or_answers_for_another(client, world, made, link, passed_on):
    """The colleague's link takes nothing back; those of another question open only that one."""
    other = link_to(world, world.referred().referral_ids[0])
    token = form_token(client.page(passed_on))
    assert client.post(f"{passed_on}/take-back", data={"csrf_token": token}).status_code == 409
    assert client.post(f"{other}/take-back", data={"csrf_token": token}).status_code == 409
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        foreign = session.scalar(select(Referral).where(Referral.id != referral.id))
        swapped = Actor(ActorKind.OFFICIAL, referral_id=referral.id, link_id=foreign.links[-1].id)
        with pytest.raises(Exception, match="passed_on"):
            respond.save_draft(swapped, referral, 0, text="Чужий текст")
        with pytest.raises(Exception, match="not_passed_on"):
            delegating.take_back(swapped, referral)
        assert referral.holder.name == "Тарас Гнатюк"
    assert client.get(f"{link}/take-back").status_code == 405


def test_looking_changes_nothing_and_taking_back_needs_the_button(client, world, link, passed_on):
    for address in (link, passed_on, f"{passed_on}/delegate", f"{passed_on}/give-back"):
        for _ in range(3):
            assert client.get(address).status_code == 200
            assert client.head(address).status_code == 200
    assert len(steps(world)) == 1
    back = client.submit(client.page(link), "Забрати назад")
    assert "Звернення знову у вас." in back.text
    closed = client.page(passed_on, 410)
    assert "Яма на вулиці" not in closed.text


def test_the_desk_sees_the_chain_and_a_stale_page_undoes_nothing(client, world, made, passed_on):
    client.submit(client.page("/desk/login"), "Увійти", login=world.account(), password=PASSWORD)
    page = client.page(f"/desk/q/{made.number}")
    assert "Кому: Тарас Гнатюк, інспектор" in page.text
    [undo] = [each.get("href") for each in page.all("a") if "/delegations/" in (each.get("href") or "")]
    form = client.page(undo)
    assert client.submit(form, "Скасувати доручення").status_code == 400
    hand_back(world, made.referral_ids[0])
    assert client.submit(form, "Скасувати доручення", reason="Не той відділ").status_code == 404
    assert client.get("/desk/q/МК-2026-00001/delegations/99/undo").status_code == 404
