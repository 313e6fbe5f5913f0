"""From any link: all one's own questions and past answers; the way in to the others comes by mail only."""

import re
from urllib.parse import unquote

from sqlalchemy import event, select

from reception.domain import clock as house_clock
from reception.domain.events import Tag
from reception.extensions import db
from reception.models import Delegation, Event, Letter, Official, Referral, ReferralState
from reception.services import delivery, links
from tests.web.officials import form_token, link_to

OLENA = "olena.koval@city.example"
MAIL, DAILY, EACH = "Надіслати мені посилання на ці звернення", "Один лист на день", "Знову окремий лист про кожне звернення"


def mine(world, made) -> str:
    return f"{link_to(world, made.referral_ids[0])}/mine"


def tokens_in(text) -> list[str]:
    return re.findall(r"https?://\S+/answer/([\w-]+)", text)


def delegated(world, made, email="taras@city.example"):
    """Pass a question on to a colleague, as far as a list is concerned."""
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        step = Delegation(name="Тарас Гнатюк", email=email, created_at=house_clock.now())
        referral.delegations.append(step)
        links.make_answer_link(referral, step)
        session.commit()
    return made


def test_the_list_shows_ones_own_and_opens_nothing(client, world, clock):
    official = world.official(email=OLENA)
    clock.set(house_clock.now())
    done = world.published(official, subject="Лавка у сквері")
    late = world.referred(official, subject="Яма на Степовій")
    clock.advance(days=40)
    own = world.referred(official, subject="Світло у дворі")
    private = world.referred(official, subject="Моя пенсія", may_publish=False)
    other = world.referred(subject="Чуже звернення")

    page = client.page(mine(world, own))

    assert page.heading == "Усі мої звернення"
    assert [text for text in ("Яма на Степовій", "Світло у дворі", "Лавка у сквері") if text not in page.text] == []
    assert page.text.index("Яма на Степовій") < page.text.index("Світло у дворі")
    assert late.number in page.text
    assert re.search(r"прострочено на \d+ д", page.text)
    assert "Вирішено позитивно" in page.text
    assert private.number in page.text
    assert "Моя пенсія" not in page.text
    assert other.number not in page.text
    addresses = [unquote(link.get("href")) for link in page.all("a")]
    assert f"/q/{done.number}" in addresses
    assert {each for each in addresses if "/answer/" in each} == {link_to(world, own.referral_ids[0])}
    assert OLENA not in page.html
    token = world.token_of(late.referral_ids[0])
    assert token not in page.html


def test_the_links_come_by_one_letter_to_the_known_address_three_times_a_day(client, world, smtp):
    official = world.official(email=OLENA)
    made = [world.referred(official) for _ in range(3)]
    with world.inside() as session:
        links.revoke(world._librarian(), session.get(Referral, made[2].referral_ids[0]).links[-1])
        delivery.send_due()
    page = client.page(mine(world, made[0]))

    assert "надійдуть за кілька хвилин" in client.submit(page, MAIL).text

    with world.inside():
        delivery.send_due()
    letter = smtp.to(OLENA)[-1]
    assert tokens_in(letter.text) == [world.token_of(each.referral_ids[0]) for each in made]
    assert all(client.get(f"/answer/{token}").status_code == 200 for token in tokens_in(letter.html))
    assert "⟦" not in letter.text + letter.html
    for status in (200, 200, 429):
        assert client.submit(page, MAIL).status_code == status
    with world.inside() as session:
        assert [each.data["count"] for each in session.scalars(select(Event).where(Event.tag == Tag.LINKS_MAILED))] == [3] * 3


def test_a_colleague_sees_what_was_passed_to_the_same_address_and_no_more(client, world, smtp):
    official = world.official(email=OLENA)
    first, second = (delegated(world, world.referred(official, subject=words)) for words in ("Яма", "Лавка"))
    officials, others = world.referred(official, subject="Світло"), world.referred(official, subject="Сміття")
    delegated(world, others, email="other@city.example")

    page = client.page(mine(world, first))

    assert [words in page.text for words in ("Яма", "Лавка", "Світло", "Сміття")] == [True, True, False, False]
    assert DAILY not in page.text
    client.submit(page, MAIL)
    with world.inside():
        delivery.send_due()
    assert tokens_in(smtp.to("taras@city.example")[-1].text) == [world.token_of(each.referral_ids[0]) for each in (first, second)]
    assert "передано: Тарас Гнатюк" in client.page(mine(world, officials)).text
    choice = {"csrf_token": form_token(page), "do": "daily"}
    assert client.post(mine(world, first), data=choice).status_code == 404


def test_an_official_chooses_one_letter_a_day_and_is_told_of_it(client, world, smtp):
    official = world.official(email=OLENA)
    made = world.referred(official)

    page = client.submit(client.page(mine(world, made)), DAILY)

    assert "одним листом на день" in page.text
    with world.inside() as session:
        assert session.get(Official, official).daily_letter
        delivery.send_due()
    assert "один лист на день" in smtp.to(OLENA)[-1].subject
    client.submit(client.page(mine(world, made)), EACH)
    with world.inside() as session:
        assert not session.get(Official, official).daily_letter
        lines = session.scalars(select(Event).where(Event.tag == Tag.DIRECTORY_CHANGED).order_by(Event.id)).all()
        assert [(each.data["after"], each.link_id is not None) for each in lines] == [
            ({"daily_letter": True}, True), ({"daily_letter": False}, True)
        ]  # fmt: skip


def test_a_long_list_comes_in_pages_and_costs_no_more_queries(client, world, app):
    official, counted = world.official(), []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda *given: counted.append(given[2]))
    made = world.answered(official)
    world.referred(official)

    def queries(address) -> int:
        counted.clear()
        client.page(address)
        return len(counted)

    few = queries(mine(world, made))
    for _ in range(2):
        delegated(world, world.referred(official))
        world.answered(official)
    assert queries(mine(world, made)) == few

    with world.inside() as session:
        one = session.scalars(select(Referral).where(Referral.state == ReferralState.OPEN)).first()
        copy = {column.key: getattr(one, column.key) for column in Referral.__table__.columns if column.key != "id"}
        session.add_all(Referral(**copy) for _ in range(21))
        session.commit()
    first, second = client.page(mine(world, made)), client.page(f"{mine(world, made)}?page=2")
    assert "page=2" in first.html
    assert "page=1" in second.html


def test_nothing_to_answer_is_said_and_mails_nothing(client, world):
    made = world.answered()
    page = client.page(mine(world, made))

    assert "На вас нічого не чекає" in page.text
    assert client.post(mine(world, made), data={"csrf_token": form_token(page), "do": "mail"}).status_code == 409
    with world.inside() as session:
        assert "own_links" not in set(session.scalars(select(Letter.name)))
