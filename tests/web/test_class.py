"""At the desk: what a question is, and to whom a complaint may go."""

import dataclasses
import datetime as dt

import pytest

from reception.domain.clock import KYIV
from reception.domain.kinds import AppealKind, Kind
from tests.web.librarians import address, librarian, seen, tags, value

ENTER = "Внести рішення"
APPEAL = {"kind": Kind.APPEAL, "residence": "Миколаїв"}


@pytest.fixture
def desk(client, world, clock):
    clock.set(dt.datetime(2026, 8, 21, 12, tzinfo=KYIV))
    return librarian(client, world)


def test_the_decision_and_its_reason_reach_the_asker(desk, world, client):
    made = world.accepted(kind=Kind.INFORMATION_REQUEST)
    page = desk.page(address(made, "class"))
    without = desk.submit(page, ENTER, kind="information_request", pace="urgent")
    assert without.status_code == 400
    assert "Напишіть, будь ласка, причину" in without.text
    done = desk.submit(seen(without), ENTER, reason="Забруднено воду в криниці")
    assert "Рішення внесено" in done.text
    assert "терміново: 48 годин" in done.text
    assert value(world, made, "due_at") == dt.datetime(2026, 8, 22, 12, tzinfo=KYIV)
    assert "терміново: 48 годин" in desk.page("/desk/?tab=to_refer").text
    own = client.submit(client.page(f"/t/{world.asker_token(made)}"), "Відкрити моє звернення")
    text = own.text.replace("\N{NO-BREAK SPACE}", " ")
    assert "22 серпня 2026 р., 12:00" in text
    assert "правило бібліотеки: терміновий запит передають протягом доби" in text
    assert "Забруднено воду в криниці" in text


def test_once_taken_up_the_kind_is_changed_on_its_own_page(desk, world):
    made = world.accepted(residence="Миколаїв")
    assert "Змінюють на сторінці «Вид і строк»" in desk.page(address(made)).text
    desk.submit(desk.page(address(made, "class")), ENTER, kind="appeal", appeal_kind="3.2", reason="Просить допомоги")
    assert (value(world, made, "kind"), value(world, made, "appeal_kind")) == (Kind.APPEAL, AppealKind.APPLICATION)
    assert "Заява (клопотання)" in desk.page(address(made)).text


def test_a_complaint_is_kept_from_whom_it_complains_of(desk, world):
    body = world.authority("Департамент ЖКГ")
    official, other = world.official(body), world.official(world.authority("Міська рада"), name="Тарас Гнатюк")
    made = world.accepted(**APPEAL)
    assert "Ще не визначено, яке це звернення" in desk.page(address(made, "refer")).text
    page = desk.page(address(made, "class"))
    desk.submit(page, ENTER, appeal_kind="3.3", complained_authority_id=str(body))
    assert "скарга на: Департамент ЖКГ" in desk.page(address(made)).text
    page = desk.page(address(made, "refer"))
    assert "на них скаржаться: сюди надсилати не можна (Закон № 393/96-ВР, ст. 7)" in page.text
    for button in ("preview", None):
        fields = {"officials": [str(official)], "version": str(value(world, made, "version")), "do": button or ""}
        token = next(each.get("value") for each in page.all("input") if each.get("name") == "csrf_token")
        refused = desk.post(address(made, "refer"), data=fields | {"csrf_token": token})
        assert refused.status_code == 400
        assert "ст. 7" in refused.text
    assert world.state(made) == "accepted"
    letters = desk.submit(page, "Показати листи", officials=[str(other)])
    desk.submit(seen(letters), "Надіслати листи")
    assert world.state(made) == "referred"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"kind": "донос"}, "Виберіть, будь ласка, що це"),
        ({"pace": "urgent"}, "Такого строку для цього виду звернень немає"),
        ({"pace": "shortened", "answer_by": "скоро"}, "день.місяць.рік"),
        ({"pace": "shortened", "answer_by": "2026-08-20"}, "яка ще не настала"),
        ({"complained_official_id": "999", "appeal_kind": "3.3"}, "вже немає в довіднику"),
    ],
)
def test_what_cannot_be_is_said_and_the_reason_stays(desk, world, fields, said):
    made = world.accepted(**APPEAL)
    page = desk.page(address(made, "class"))
    token = next(each.get("value") for each in page.all("input") if each.get("name") == "csrf_token")
    given = {"kind": "appeal", "pace": "ordinary", "reason": "Тому що", "version": str(value(world, made, "version"))}
    refused = desk.post(address(made, "class"), data=given | {"csrf_token": token} | fields)
    assert refused.status_code == 400
    assert said in refused.text
    assert "Тому що" in refused.text
    assert tags(world, made)[-1] == "question.accepted"


def test_an_index_is_offered_where_the_library_keeps_one(applications, settings, world):
    made = world.accepted(**APPEAL)
    with applications.opened(dataclasses.replace(settings, legal_index=True)) as app:
        desk = librarian(app.test_client(), world)
        page = desk.page(address(made, "class"))
        assert "Міг би бути П-1" in page.text
        desk.submit(page, ENTER, legal_index="П-1")
        assert "індекс П-1" in desk.page(address(made)).text
        refused = desk.submit(desk.page(address(made, "class")), ENTER, legal_index="9" * 500)
        assert refused.status_code == 400
