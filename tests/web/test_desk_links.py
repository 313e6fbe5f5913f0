"""The desk sees by which link an answer came: opening it is told from acting, and neither from a program's look."""

import datetime as dt

from reception.domain import clock as house_clock
from tests.web.librarians import address, librarian
from tests.web.officials import ANSWER, SEND, link_to


def test_opening_a_link_is_told_from_acting_by_it(client, world, app, clock):
    clock.set(dt.datetime(2026, 3, 2, 9, 0, tzinfo=house_clock.KYIV))
    made = world.referred()
    link, official = link_to(world, made.referral_ids[0]), app.test_client()

    def at_the_desk():
        return client.page(address(made)).text.replace("\N{NO-BREAK SPACE}", " ")

    librarian(client, world)
    official.head(link)
    official.get(link, headers={"Sec-Purpose": "prefetch"})
    assert "ще не відкривали" in at_the_desk()
    clock.set(dt.datetime(2026, 3, 2, 10, 15, tzinfo=house_clock.KYIV))
    page = official.page(link)
    clock.set(dt.datetime(2026, 3, 2, 11, 45, tzinfo=house_clock.KYIV))
    official.page(link)
    text = at_the_desk()
    assert "уперше 2 березня 2026 р., 10:15, востаннє 2 березня 2026 р., 11:45" in text
    assert "Посилання для відповіді вперше відкрито · Олена Коваль" in text
    assert "дія за цим посиланням" not in text
    clock.set(dt.datetime(2026, 3, 2, 12, 30, tzinfo=house_clock.KYIV))
    official.submit(page, SEND, text=ANSWER, result="9.1")
    assert "дія за цим посиланням 2 березня 2026 р., 12:30: Надійшла відповідь" in at_the_desk()
