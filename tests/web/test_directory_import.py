"""The directory from CSV files: looked at first, then carried out, and nothing half taken."""

import pytest
from sqlalchemy import select

from reception.domain.kinds import AppealKind, Kind
from reception.domain.roles import Role
from reception.models import Authority, Official, Question
from tests.pages import words
from tests.web.librarians import librarian, seen, send_files

AUTHORITIES = '''slug,name_uk,name_en,short_uk,kind,topics,phone
zhkh,Департамент ЖКГ,Housing Department,ДЖКГ,city,dorohy;dvir,(0512) 00-01-02
voda,"МКП ""Водоканал""",Water Utility,,enterprise,voda,
'''
OFFICIALS = """authority,name,post,email
zhkh,Роман Дорошенко,директор,r.doroshenko@mkrada.example
voda,Ірина Лисенко,начальниця,i.lysenko@voda.example
"""


@pytest.fixture
def admin(client, world):
    for slug in ("dorohy", "dvir", "voda"):
        world.topic(slug, slug=slug)
    return librarian(client, world, Role.ADMINISTRATOR)


def upload(admin, authorities="", officials="", encoding="utf-8"):
    """Choose the files and return the page that says what would change."""
    texts = {"authorities": authorities, "officials": officials}
    contents = {name: text if isinstance(text, bytes) else text.encode(encoding) for name, text in texts.items()}
    return seen(send_files(admin, contents))


def names(world):
    with world.inside() as session:
        bodies = session.scalars(select(Authority.name_uk).order_by(Authority.slug)).all()
        return list(bodies), list(session.scalars(select(Official.name).order_by(Official.email)))


def test_a_dry_run_stores_nothing_and_says_all(admin, world):
    page = upload(admin, AUTHORITIES, OFFICIALS)
    assert page.heading == "Що зміниться"
    assert "Нових: 4. Змінених: 0. Без змін: 0. Помилок: 0." in page.text
    assert "Роман Дорошенко" in page.text
    assert names(world) == ([], [])


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_confirmed_it_is_carried_out_whatever_wrote_the_file(admin, world, encoding, delimiter):
    authorities = AUTHORITIES.replace("dorohy;dvir", "dorohy|dvir").replace(",", delimiter)
    page = upload(admin, authorities, OFFICIALS.replace(",", delimiter), encoding)
    done = admin.submit(page, "Виконати")
    assert "Додано або змінено рядків: 4" in done.text
    assert names(world) == (['МКП "Водоканал"', "Департамент ЖКГ"], ["Ірина Лисенко", "Роман Дорошенко"])
    with world.inside() as session:
        body = session.scalars(select(Authority).where(Authority.slug == "zhkh")).one()
        assert sorted(topic.slug for topic in body.topics) == ["dorohy", "dvir"]
        assert [official.name for official in body.officials] == ["Роман Дорошенко"]


def test_twice_is_once(admin, world):
    admin.submit(upload(admin, AUTHORITIES, OFFICIALS), "Виконати")
    page = upload(admin, AUTHORITIES, OFFICIALS)
    assert "Нових: 0. Змінених: 0. Без змін: 4. Помилок: 0." in page.text
    assert not [each for each in page.all("button") if "Виконати" in "".join(each.itertext())]


def test_a_change_is_shown_field_by_field(admin, world):
    admin.submit(upload(admin, AUTHORITIES, OFFICIALS), "Виконати")
    page = upload(admin, AUTHORITIES.replace("(0512) 00-01-02", "(0512) 99-99-99"))
    assert "Змінених: 1" in page.text
    assert "phone (0512) 00-01-02 → (0512) 99-99-99" in page.text
    admin.submit(page, "Виконати")
    with world.inside() as session:
        body = session.scalars(select(Authority).where(Authority.slug == "zhkh")).one()
        assert (body.phone, body.short_uk) == ("(0512) 99-99-99", "ДЖКГ")


@pytest.mark.parametrize(
    ("authorities", "officials", "said"),
    [
        (AUTHORITIES + "zhkh,Ще раз,,,,,\n", "", "рядок 4|«zhkh» уже є в рядку 2"),
        (AUTHORITIES + "novyi,,,,,,\n", "", "4|Це поле треба заповнити"),
        (AUTHORITIES + "Кирилиця,Орган,,,,,\n", "", "4|Лише малі латинські літери"),
        (AUTHORITIES + "novyi,Орган,,,,nema,\n", "", "4|Теми «nema» немає"),
        (AUTHORITIES + "a,b,c,d,e,f,g,h,i\n", "", "4|комірок: 9"),
        ("", OFFICIALS, "2|Органу влади «zhkh» немає"),
        (AUTHORITIES, OFFICIALS + "zhkh,Без посади,,x@voda.example\n", "4|Це поле треба заповнити"),
        (AUTHORITIES, OFFICIALS + "zhkh,Крива адреса,посада,не адреса\n", "4|Це не електронна адреса"),
        ("щось,інше\n1,2\n", "", "1|немає ні колонок органів влади"),
        ("", "", "виберіть хоча б один файл"),
        (b"\x00\x01\x02" * 50, "", "Це не файл CSV"),
    ],
)
def test_what_is_wrong_is_said_with_its_line_and_nothing_is_taken(admin, world, authorities, officials, said):
    page = upload(admin, authorities, officials)
    for each in said.split("|"):
        assert each.removeprefix("рядок ") in page.text
    assert not [each for each in page.all("button") if "Виконати" in "".join(each.itertext())]
    assert names(world) == ([], [])


def test_columns_that_are_not_read_are_named(admin, world):
    page = upload(admin, "", OFFICIALS.replace("email\n", "email,deputy_of\n").replace(".example\n", ".example,\n"))
    assert "deputy_of" in page.text


def test_if_the_directory_changed_meanwhile_the_new_plan_is_shown(admin, world):
    page = upload(admin, AUTHORITIES)
    world.authority("Інший департамент", slug="zhkh")
    again = admin.submit(page, "Виконати")
    assert again.status_code == 409
    assert "Довідник тим часом змінився" in again.text
    assert "Інший департамент" in again.text
    admin.submit(seen(again), "Виконати")
    assert names(world)[0] == ['МКП "Водоканал"', "Департамент ЖКГ"]


def test_what_a_file_does_not_name_stays(admin, world):
    world.authority("Давній орган", slug="davnii")
    admin.submit(upload(admin, AUTHORITIES), "Виконати")
    assert "Давній орган" in names(world)[0]


def test_a_body_is_taken_out_of_use_by_a_file(admin, world):
    admin.submit(upload(admin, AUTHORITIES), "Виконати")
    admin.submit(upload(admin, "slug,name_uk,active\nzhkh,Департамент ЖКГ,0\n"), "Виконати")
    with world.inside() as session:
        assert not session.scalars(select(Authority.is_active).where(Authority.slug == "zhkh")).one()


@pytest.mark.parametrize(
    ("authorities", "officials"),
    [
        ("slug,name_uk,successor\nvoda,Водоканал,zhkh\nzhkh,Департамент ЖКГ,\n", ""),
        ("", OFFICIALS.replace("zhkh,Роман", "voda,Роман")),
    ],
    ids=["a body takes over the tasks of the one complained of", "an official goes to the body complained of"],
)
def test_a_complaint_does_not_come_to_its_object_by_a_file(admin, world, authorities, officials):
    admin.submit(upload(admin, AUTHORITIES, OFFICIALS), "Виконати")
    with world.inside() as session:
        official = session.scalars(select(Official.id).where(Official.name == "Роман Дорошенко")).one()
    made = world.referred(official, kind=Kind.APPEAL, residence="Миколаїв")
    with world.inside() as session:
        question = session.get(Question, made.id)
        question.complained_authority = session.scalars(select(Authority).where(Authority.slug == "voda")).one()
        session.commit()
    seen_before = upload(admin, authorities, officials)
    with world.inside() as session:
        session.get(Question, made.id).appeal_kind = AppealKind.COMPLAINT
        session.commit()
    refused = admin.submit(seen_before, "Виконати")
    assert refused.status_code == 409
    assert f"Роман Дорошенко має звернення {made.number}" in refused.text
    tried = upload(admin, authorities, officials)
    [(_file, line, what)] = [[words(cell) for cell in row.iter("td")] for row in tried.all("tr") if list(row.iter("td"))]
    assert (line, what.startswith(f"Роман Дорошенко має звернення {made.number}")) == ("2", True)
    assert not [each for each in tried.all("button") if "Виконати" in "".join(each.itertext())]
    with world.inside() as session:
        assert session.get(Official, official).authority.slug == "zhkh"
        assert session.scalars(select(Authority).where(Authority.slug == "voda")).one().successor is None


def test_a_text_of_several_lines_keeps_the_line_numbers(admin, world):
    text = 'slug,name_uk,note\nzhkh,Департамент,"перший рядок\nдругий рядок"\nzhkh,Знову,\n'
    page = upload(admin, text)
    assert "«zhkh» уже є в рядку 2" in page.text
    assert [each.text for each in page.all("td") if each.get("class") == "num"] == ["4"]
