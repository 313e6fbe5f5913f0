"""CSV files of the directory: who is meant, what refers to whom, round trips, and files as large as they come."""

import datetime as dt

import pytest
from sqlalchemy import func, select

from reception.domain.errors import Invalid
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.models import Authority, Event, Official
from reception.services import directory_files, directory_import

BODIES = """slug,name_uk,parent,successor,edrpou,katottg,valid_from,valid_to,aliases
zhkh,Департамент ЖКГ,vykonkom,mistohosp,03328468,UA48060150010035747,21.04.2011,2026-01-31,ДЖКГ|ЖКГ
mistohosp,Департамент міського господарства,vykonkom,,,,2026-02-01,,
vykonkom,Виконавчий комітет,,,,,,,
"""
PEOPLE = """authority,name,post,email,head,superior,deputy,successor
zhkh,Роман Дорошенко,директор,r@city.example,1,vykonkom/Валентина Приходько,i@city.example,
zhkh,Ірина Лисенко,начальниця,i@city.example,0,r@city.example,,
vykonkom,Валентина Приходько,керуюча справами,,1,,,
"""


def carry_out(*texts):
    made = directory_import.plan(list(texts))
    assert [(problem.line, problem.error.code, problem.error.params) for problem in made.problems] == []
    directory_import.carry_out(SYSTEM, list(texts), made.digest)
    return made


def problems(*texts):
    return [(problem.line, problem.error.code) for problem in directory_import.plan(list(texts)).problems]


def official(name):
    return db.session.scalars(select(Official).where(Official.name == name)).one()


def body(slug):
    return db.session.scalars(select(Authority).where(Authority.slug == slug)).one()


def test_rows_refer_to_rows_below_them(context):
    carry_out(BODIES, PEOPLE)
    zhkh, roman = body("zhkh"), official("Роман Дорошенко")
    assert (zhkh.parent.slug, zhkh.successor.slug, zhkh.valid_to) == ("vykonkom", "mistohosp", dt.date(2026, 1, 31))
    assert zhkh.aliases == "ДЖКГ\nЖКГ"
    assert (roman.superior.name, roman.deputy.name, roman.is_head) == ("Валентина Приходько", "Ірина Лисенко", True)
    assert official("Валентина Приходько").email is None


def test_what_is_written_changes_nothing_when_it_is_read_again(context):
    carry_out(BODIES, PEOPLE)
    texts = [directory_files.written(model) for model in (Authority, Official)]
    made = directory_import.plan(texts)
    assert (made.problems, made.changes, made.unknown, made.unchanged) == ([], [], [], 6)
    assert [directory_files.decode(("\ufeff" + text).encode()) for text in texts] == texts


def test_an_address_that_becomes_known_comes_to_the_official_who_is_there(context):
    carry_out(BODIES, PEOPLE)
    made = carry_out("authority,name,post,email\nvykonkom,Валентина Приходько,керуюча справами,v@city.example\n")
    assert [(change.key, change.is_new, change.fields) for change in made.changes] == [
        ("vykonkom/Валентина Приходько", False, (("email", None, "v@city.example"),))
    ]
    assert official("Валентина Приходько").email == "v@city.example"
    assert official("Роман Дорошенко").superior.email == "v@city.example"


def test_a_list_without_addresses_takes_none_away(context):
    carry_out(BODIES, PEOPLE)
    carry_out("authority,name,post,email\nzhkh,Ірина Лисенко,заступниця директора,\n")
    assert (official("Ірина Лисенко").email, official("Ірина Лисенко").post) == ("i@city.example", "заступниця директора")


def test_another_address_of_the_same_person_is_a_change_and_nobody_new(context):
    carry_out(BODIES, PEOPLE)
    made = carry_out("authority,name,post,email\nzhkh,Ірина Лисенко,начальниця,lysenko@city.example\n")
    assert [change.is_new for change in made.changes] == [False]
    assert db.session.scalar(select(func.count()).select_from(Official)) == 3


def test_of_namesakes_in_a_body_each_is_found_by_the_address_only(context):
    carry_out(BODIES)
    for email in ("a@city.example", "b@city.example"):
        db.session.add(Official(authority=body("zhkh"), name="Олена Коваль", post="інженерка", email=email))
    db.session.commit()
    made = carry_out("authority,name,post,email\nzhkh,Олена Коваль,головна інженерка,b@city.example\n")
    assert [(change.key, change.is_new) for change in made.changes] == [("b@city.example", False)]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["slug,name_uk,parent\na,А,nema\n"], [(2, "csv_reference")]),
        (["slug,name_uk,parent\na,А,b\nb,Б,a\n"], [(2, "leads_back_to"), (3, "leads_back_to")]),
        (["slug,name_uk,successor\na,А,a\n"], [(2, "leads_back_to")]),
        (["slug,name_uk,valid_from,valid_to\na,А,2026-02-02,2026-02-01\n"], [(2, "ends_before_it_begins")]),
        (["slug,name_uk,valid_from\na,А,колись\n"], [(2, "date_form")]),
        (["slug,name_uk,edrpou\na,А,12345679\n"], [(2, "edrpou_form")]),
        (["slug,name_uk,slug\na,А,b\n"], [(1, "csv_column_twice")]),
        (["name_uk\nА\n"], [(1, "csv_columns")]),
        ([""], [(1, "csv_columns")]),
        (['slug,name_uk\na,"А\n'], []),
        ([BODIES, PEOPLE + "zhkh,Ірина Лисенко,ще раз,,,,,\n"], [(5, "csv_twice")]),
        ([BODIES, PEOPLE + "vykonkom,Хтось,посада,I@city.example,,,,\n"], [(5, "csv_twice")]),
        ([BODIES, PEOPLE + "zhkh,Хтось,посада,,,нема@city.example,,\n"], [(5, "csv_reference")]),
        ([BODIES + "Zhkh,Ще раз,,,,,,,\n"], [(5, "slug_form")]),
    ],
)
def test_what_is_wrong_is_named_with_its_line(context, texts, found):
    assert problems(*texts) == found


def test_nothing_is_half_taken(context):
    texts = [BODIES, PEOPLE.replace("i@city.example,0", "немає адреси,0")]
    made = directory_import.plan(texts)
    with pytest.raises(Invalid):
        directory_import.carry_out(SYSTEM, texts, made.digest)
    assert db.session.scalar(select(func.count()).select_from(Authority)) == 0


def test_ten_thousand_lines_are_read_and_carried_on(context):
    head, row = "slug;name_uk;short_uk;phone\n", "body-{n};Комунальне підприємство № {n};КП № {n};(0512) {n:06d}\n"
    content = (head + "".join(row.format(n=n) for n in range(10_000))).encode("cp1251")
    text = directory_files.decode(content)
    made = directory_import.plan([text])
    assert (len(made.changes), made.problems) == (10_000, [])
    carried = directory_files.packed(text)
    assert len(carried) < 500_000
    assert directory_files.unpacked(carried) == text


def test_what_was_never_packed_is_not_unpacked():
    for carried in ("не те", "AAAA", "eJw="):
        with pytest.raises(Invalid):
            assert directory_files.unpacked(carried) == ""


def test_a_file_that_is_too_large_is_not_read():
    with pytest.raises(Invalid, match="csv_too_big"):
        directory_files.decode(b"x" * (directory_files.LARGEST_KILOBYTES * 1024 + 1))


def test_a_file_in_utf_16_is_read():
    assert directory_files.decode("slug,name_uk\nа,б".encode("utf-16")) == "slug,name_uk\nа,б"


def test_the_journal_names_people_and_not_their_addresses(context):
    carry_out(BODIES, PEOPLE)
    told = str([event.data for event in db.session.scalars(select(Event))])
    assert "Валентина Приходько" in told
    assert "r@city.example" not in told
