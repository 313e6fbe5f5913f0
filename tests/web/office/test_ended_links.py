"""Links that are over: each says why in its own words, and a fresh one goes to the known address alone."""

import datetime as dt

import pytest
from sqlalchemy import select

from reception.domain import clock as house_clock
from reception.models import Delegation, Letter, LinkVisit, Question, Referral
from reception.services import links, refer
from tests.web.officials import ANSWER, SEND, form_token, link_to

OLENA = "olena.koval@city.example"
FRESH, AGAIN = "Надіслати нове посилання", "Надіслати посилання ще раз"


@pytest.fixture
def made(world):
    return world.referred(world.official(email=OLENA))


@pytest.fixture
def end(world, made):
    """Let the library end the newest link."""

    def ending():
        with world.inside() as session:
            links.revoke(world._librarian(), session.get(Referral, made.referral_ids[0]).links[-1])

    return ending


def letters_to(world, address) -> list[str]:
    with world.inside() as session:
        return list(session.scalars(select(Letter.name).where(Letter.to_address == address).order_by(Letter.id)))


def test_a_week_after_the_answer_the_link_has_expired(client, link, clock):
    clock.set(dt.datetime(2030, 3, 4, 9, tzinfo=dt.UTC))
    client.submit(client.page(link), SEND, text=ANSWER, result="9.1")
    clock.advance(days=6, hours=23)
    assert "щебінь завезено" in client.page(link).text
    clock.advance(hours=2)

    ended = client.page(link, status=410)

    assert ended.heading == "Строк дії посилання минув"
    assert "11 березня 2030" in ended.text.replace("\N{NO-BREAK SPACE}", " ")
    assert OLENA not in ended.html
    assert "щебінь" not in ended.text


def test_one_that_the_library_ended_says_so_and_a_fresh_one_goes_to_the_known_address(client, world, made, link, end):
    old = world.token_of(made.referral_ids[0])
    end()
    page = client.page(link, status=410)
    assert page.heading == "Бібліотека закрила це посилання"

    done = client.submit(page, FRESH)

    assert "Посилання вже надсилаємо" in done.text
    assert "Є новіше посилання" in done.text
    assert OLENA not in done.text
    assert letters_to(world, OLENA)[-1] == "link_renewed"
    assert world.token_of(made.referral_ids[0]) != old
    assert SEND in client.page(link_to(world, made.referral_ids[0])).text
    assert client.get(f"/answer/{old}").status_code == 410


def test_whoever_has_an_old_letter_cannot_end_the_newer_link(client, world, made, link, end):
    end()
    client.submit(client.page(link, status=410), FRESH)
    fresh = world.token_of(made.referral_ids[0])

    client.submit(client.page(link, status=410), AGAIN)

    assert world.token_of(made.referral_ids[0]) == fresh
    assert SEND in client.page(f"/answer/{fresh}").text
    assert letters_to(world, OLENA).count("link_renewed") == 2


def test_three_letters_a_day_are_the_most(client, world, made, link, end, clock):
    clock.set(house_clock.now())
    end()
    page = client.page(link, status=410)
    for _ in range(3):
        assert "Посилання вже надсилаємо" in client.submit(page, FRESH).text
        end()

    refused = client.submit(page, FRESH)

    assert refused.status_code == 429
    assert letters_to(world, OLENA).count("link_renewed") == 3
    clock.advance(days=1, minutes=1)
    assert client.submit(page, FRESH).status_code == 410
    assert letters_to(world, OLENA).count("link_renewed") == 4


def test_what_was_typed_while_the_link_was_ended_in_another_window_is_given_back(client, link, end):
    page = client.page(link)
    end()

    assert "щебінь завезено" in client.submit(page, SEND, text=ANSWER, result="9.1").text


def test_a_link_that_works_is_not_replaced_by_a_stranger(client, world, made, link):
    before = world.token_of(made.referral_ids[0])

    client.post(f"{link}/renew", data={"csrf_token": form_token(client.page(link))})

    assert world.token_of(made.referral_ids[0]) == before
    assert "link_renewed" not in letters_to(world, OLENA)


def test_a_question_taken_back_gives_no_fresh_link(client, world, made, link):
    token = form_token(client.page(link))
    with world.inside() as session:
        refer.recall(world._librarian(), session.get(Question, made.id), "Помилкова адреса")

    page = client.page(link, status=410)
    refused = client.post(f"{link}/renew", data={"csrf_token": token})

    assert page.heading == "Відповідь більше не потрібна"
    assert FRESH not in page.text
    assert refused.status_code == 409
    assert "link_renewed" not in letters_to(world, OLENA)


def test_a_colleague_who_has_it_no_more_is_told_so_and_gets_no_fresh_link(client, world, made):
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        step = Delegation(name="Тарас Гнатюк", email="taras@city.example", created_at=house_clock.now())
        referral.delegations.append(step)
        links.make_answer_link(referral, step)
        session.commit()
    address = link_to(world, made.referral_ids[0])
    token = form_token(client.page(address))
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        referral.delegations[0].ended_at = referral.links[-1].revoked_at = house_clock.now()
        session.commit()

    page = client.page(address, status=410)

    assert page.heading == "Звернення вже не у вас"
    assert FRESH not in page.text
    assert client.post(f"{address}/renew", data={"csrf_token": token}).status_code == 409
    assert letters_to(world, "taras@city.example") == []


def test_a_page_that_a_browser_fetched_of_itself_was_opened_by_nobody(client, world, made, link):
    client.get(link, headers={"Sec-Purpose": "prefetch;prerender"})
    client.head(link)
    client.get(link)

    with world.inside() as session:
        assert list(session.scalars(select(LinkVisit.method).order_by(LinkVisit.id))) == ["PREFETCH", "HEAD", "GET"]
