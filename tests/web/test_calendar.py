"""An administrator keeps the calendar, sees which open dates it moves, and moves them."""

import datetime as dt

import pytest

from reception.domain.clock import KYIV
from reception.domain.kinds import Kind
from reception.domain.roles import Role
from reception.models import Question
from tests.web.librarians import librarian, seen

SAVE = "Зберегти календар"
MANY = "\n".join(f"{dt.date(2027, 1, 1) + dt.timedelta(days=n):%d.%m.%Y}" for n in range(401))


@pytest.fixture
def admin(client, world, clock):
    clock.set(dt.datetime(2026, 8, 21, 12, tzinfo=KYIV))
    return librarian(client, world, Role.ADMINISTRATOR)


def due(world, made):
    with world.inside() as session:
        return session.get(Question, made.id).due_on.isoformat()


def test_the_end_of_martial_law_moves_open_dates_when_the_administrator_says_so(admin, world, settings):
    made, closed = world.referred(kind=Kind.INFORMATION_REQUEST), world.published(kind=Kind.INFORMATION_REQUEST)
    page = admin.page("/admin/calendar")
    assert "Воєнний стан триває з" in page.text
    assert "чинний строк" not in page.text
    saved = seen(admin.submit(page, SAVE, martial_law_until="2026-08-01", days_off="25.08.2026"))
    assert "Календар збережено" in saved.text
    assert "1 чинний строк був би за цим календарем іншим" in saved.text
    assert "28.08.2026" in saved.text
    assert "01.09.2026" in saved.text
    assert closed.number not in saved.text
    assert due(world, made) == "2026-08-28"
    assert settings.calendar_file.read_text().splitlines()[1:] == [
        "martial_law_until = 2026-08-01",
        "days_off = [2026-08-25]",
    ]
    moved = seen(admin.submit(saved, "Перерахувати чинні строки"))
    assert "Змінено 1 строк." in moved.text
    assert due(world, made) == "2026-09-01"
    journal = admin.page("/admin/journal").text
    assert "calendar.toml" in journal
    assert "Перший день після воєнного стану: – → 01.08.2026" in journal


def test_what_was_entered_can_be_taken_back(admin, settings):
    admin.submit(admin.page("/admin/calendar"), SAVE, working_days="29.08.2026, 05.09.2026", roll_forward=None)
    page = admin.page("/admin/calendar")
    text = next(each for each in page.all("textarea") if each.get("name") == "working_days")
    assert "".join(text.itertext()).split() == ["29.08.2026", "05.09.2026"]
    admin.submit(page, SAVE, working_days="", roll_forward="y")
    assert len(settings.calendar_file.read_text().splitlines()) == 1


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"martial_law_until": "скоро"}, "день.місяць.рік"),
        ({"martial_law_until": "2021-01-01"}, "пізніш"),
        ({"days_off": "08.01.2027\n32.01.2027"}, "«32.01.2027» – не дата"),
        ({"days_off": "08.01.2027", "working_days": "08.01.2027"}, "і серед робочих днів, і серед неробочих"),
        ({"days_off": MANY}, "щонайбільше 400"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(admin, settings, fields, said):
    refused = admin.submit(admin.page("/admin/calendar"), SAVE, **fields)
    assert refused.status_code == 400
    assert said in refused.text
    assert not settings.calendar_file.exists()


def test_a_broken_file_is_said_and_saving_mends_it(admin, settings):
    settings.calendar_file.write_text("martial_law_until = soon\n", encoding="utf-8")
    page = admin.page("/admin/calendar")
    assert "Файл календаря не читається" in page.text
    mended = admin.submit(page, SAVE, days_off="08.01.2027")
    assert "Файл календаря не читається" not in mended.text


def test_a_moderator_has_no_such_page(client, world):
    assert librarian(client, world).get("/admin/calendar").status_code == 404
