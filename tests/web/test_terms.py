"""The authority's own clock, as the desk and the official enter it, and how a date is said to have been counted."""

import datetime as dt

import pytest

from reception.domain.clock import KYIV
from reception.domain.kinds import Kind
from reception.models import Referral
from reception.services.recounting import recount
from tests.web.librarians import address, librarian, seen, value
from tests.web.officials import link_to


@pytest.fixture
def made(world, clock):
    """An appeal that left the library on Monday, 2 March 2026; today is the Thursday after."""
    clock.set(dt.datetime(2026, 3, 2, 10, tzinfo=KYIV))
    made = world.referred(kind=Kind.APPEAL, residence="Миколаїв")
    clock.set(dt.datetime(2026, 3, 5, 9, tzinfo=KYIV))
    return made


@pytest.fixture
def desk(client, world, made):
    return librarian(client, world)


def of_referral(made, step):
    return address(made, f"referrals/{made.referral_ids[0]}/{step}")


def stored(world, made):
    with world.inside() as session:
        referral = session.get(Referral, made.referral_ids[0])
        return referral.registered_on, referral.registered_number, referral.due_on


def test_the_desk_enters_the_registration_and_says_how_the_date_was_counted(desk, world, made):
    assert "Внести реєстрацію в органі влади" in desk.page(address(made)).text
    done = desk.submit(desk.page(of_referral(made, "register")), "Внести", on="2026-03-04", number="К-17/02")
    page = seen(done)
    assert stored(world, made) == (dt.date(2026, 3, 4), "К-17/02", dt.date(2026, 4, 6))
    text = page.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "зареєстровано в органі влади 4 березня 2026 р., № К-17/02" in text
    assert "Зареєстровано в органі влади: до 4 квітня 2026 р., відлік від 4 березня 2026 р." in text
    assert "не більше одного місяця" in text


@pytest.mark.parametrize(
    ("on", "number", "said"),
    [
        ("2026-03-06", "1", "ще не настав"),
        ("2026-03-01", "1", "раніше його зареєструвати не могли"),
        ("минулого вівторка", "1", "день.місяць.рік"),
        ("", "1", "день.місяць.рік"),
        ("2026-03-04", "9" * 500, "щонайбільше 100"),
    ],
)
def test_what_cannot_be_is_refused_and_stays_typed(desk, world, made, on, number, said):
    refused = desk.submit(desk.page(of_referral(made, "register")), "Внести", on=on, number=number)
    assert refused.status_code == 400
    assert said in refused.text
    assert f'value="{number}"' in refused.text
    assert stored(world, made)[0] is None


def test_the_desk_enters_an_extension_that_came_on_paper(desk, world, made):
    page = desk.page(of_referral(made, "extend"))
    without = desk.submit(page, "Установити новий строк", until="2026-04-10", reason="")
    assert without.status_code == 400
    assert "Напишіть, будь ласка, причину" in without.text
    desk.submit(seen(without), "Установити новий строк", until="2026-04-10", reason="Потрібне обстеження")
    assert stored(world, made)[2] == dt.date(2026, 4, 10)
    assert desk.get(of_referral(made, "extend")).status_code == 404


def test_two_at_once_do_not_overwrite_one_another(desk, world, made):
    first, second = (desk.page(of_referral(made, "register")) for _ in range(2))
    desk.submit(first, "Внести", on="2026-03-04", number="1")
    assert desk.submit(second, "Внести", on="2026-03-03", number="2").status_code == 409
    assert stored(world, made)[1] == "1"


def test_what_is_answered_or_anothers_has_no_such_page(desk, world, made):
    other = world.referred()
    assert desk.get(address(other, f"referrals/{made.referral_ids[0]}/register")).status_code == 404
    world.answer(made.referral_ids[0])
    assert desk.get(of_referral(made, "register")).status_code == 404


def test_the_official_enters_it_from_the_page_of_the_answer(client, world, made):
    link = link_to(world, made.referral_ids[0])
    page = client.page(f"{link}/registered")
    refused = client.submit(page, "Внести", on="2026-03-06", number="К-17/02")
    assert refused.status_code == 400
    assert "ще не настав" in refused.text
    done = client.submit(page, "Внести", on="04.03.2026", number="К-17/02")
    assert "Зареєстровано у вас 4 березня 2026" in done.text.replace("\N{NO-BREAK SPACE}", " ")
    assert stored(world, made)[2] == dt.date(2026, 4, 6)


def test_the_citizen_and_the_readers_see_the_new_date_and_only_the_citizen_the_number(client, world, made):
    link = link_to(world, made.referral_ids[0])
    client.submit(client.page(f"{link}/registered"), "Внести", on="2026-03-04", number="К-17/02")
    public = client.page(f"/q/{made.number}").text.replace("\N{NO-BREAK SPACE}", " ")
    assert "Зареєстровано 4 березня 2026" in public
    assert "того дня звернення зареєстровано в органі влади" in public
    assert "К-17/02" not in public
    token = world.asker_token(made)
    own = client.submit(client.page(f"/t/{token}"), "Відкрити моє звернення")
    assert "№ К-17/02" in own.text


def test_a_recount_says_why_at_the_desk_and_to_readers(desk, world, clock, settings):
    clock.set(dt.datetime(2026, 8, 21, 12, tzinfo=KYIV))
    request = world.referred(kind=Kind.INFORMATION_REQUEST)
    settings.calendar_file.write_text("martial_law_until = 2026-08-01\ndays_off = [2026-08-25]\n", encoding="utf-8")
    with world.inside():
        assert [each.number for each in recount()] == [request.number]
    assert value(world, request, "due_on") == dt.date(2026, 9, 1)
    for page in (address(request), f"/q/{request.number}"):
        text = desk.page(page).text.replace("\N{NO-BREAK SPACE}", " ")
        assert "перераховано, бо воєнний стан закінчився і з 1 серпня 2026 р. святкові дні неробочі" in text
        assert "25 серпня 2026 р. – неробочий день" in text
        assert "Змінився календар: тепер строк до 1 вересня 2026 р., був до 28 серпня 2026 р." in text
