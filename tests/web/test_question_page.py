"""One question's page: what it says at each stage, its addresses, its files, what is gone."""

import io
import json

from PIL import Image

from reception.domain.kinds import VerdictValue
from reception.domain.outcomes import Commitment, Outcome
from reception.models import Attachment, Question
from reception.services import indexing, uploads
from tests.pages import words


def linked_data(page):
    block = next(each for each in page.all("script") if each.get("type") == "application/ld+json")
    return json.loads(block.text)


def a_file(world, made, public):
    """Give a question a picture."""
    out = io.BytesIO()
    Image.new("RGB", (8, 8), "red").save(out, "PNG")
    with world.inside() as session:
        form_key = f"form {made.number} {public}"
        attachment = uploads.receive(io.BytesIO(out.getvalue()), "мій паспорт.png", form_key, files=2, size=1_000_000)
        attachment = session.get(Attachment, attachment.id)
        attachment.question_id, attachment.form_key, attachment.is_public = made.id, None, public
        session.commit()
        return attachment.id


def test_an_answered_question_reads_like_two_letters(client, world):
    made = world.published(world.official(name="Олена Коваль"), verdict=VerdictValue.PARTLY)

    page = client.page(f"/q/{made.number}")

    assert page.heading == "Яма на вулиці Степовій"
    for said in ("Олена Коваль, начальниця відділу, Департамент ЖКГ", "Яму засиплють", "Вирішено позитивно", "вирішено частково",
                 "Заявник; ім’я не оприлюднено", "Бібліотека взяла звернення в роботу"):  # fmt: skip
        assert said in page.text


def test_a_promise_and_its_date_stand_in_the_answer(client, world, clock):
    made = world.referred()
    with world.inside():
        due = indexing.clock.today().replace(month=12, day=31)
    world.answer(made.referral_ids[0], commitment=Commitment.PLANNED, promised_on=due, outcome=Outcome.EXPLAINED)
    world.publish(made, Outcome.EXPLAINED)

    assert f"заплановано, до 31 грудня {due.year} р." in client.page(f"/q/{made.number}").text.replace("\xa0", " ")


def test_a_waiting_question_says_with_whom_until_when_and_why(client, world, clock):
    made = world.referred()

    page = client.page(f"/q/{made.number}")
    assert "Відповіді ще немає" in page.text
    assert "Звернення розглядає: Департамент ЖКГ" in page.text
    assert "відлік від" in page.text
    assert "прострочено" not in page.text

    clock.advance(days=90)
    assert "прострочено" in client.page(f"/q/{made.number}").text


def test_what_the_library_took_out_is_marked(client, world):
    made = world.accepted(public_text="На вулиці велика яма.")

    page = client.page(f"/q/{made.number}")

    assert "Степовій біля зупинки" not in page.text
    assert "Перед оприлюдненням бібліотека вилучила" in page.text


def test_a_name_is_shown_only_where_it_was_agreed_to(client, world):
    shown = world.accepted(may_publish_name=True)
    kept = world.accepted()

    assert "Іван Петренко" in client.page(f"/q/{shown.number}").text
    assert "Іван Петренко" not in client.page(f"/q/{kept.number}").html


def test_every_form_of_the_number_and_title_leads_to_one_address(client, world):
    made = world.accepted()
    year, serial = made.number.split("-")[1:]
    typed = [f"мк-{year}-{serial}", f"MK {year} {int(serial)}", f"{year}-{serial}"]

    for form in typed:
        moved = client.get(f"/q/{form}")
        assert moved.status_code == 301
        assert client.get(moved.location).status_code == 200

    assert client.get(f"/q/{made.number}/yama-na-vulytsi-stepovii").status_code == 200
    old = client.get(f"/q/{made.number}/stara-nazva")
    assert (old.status_code, old.location.rpartition("/")[2]) == (301, "yama-na-vulytsi-stepovii")
    canonical = next(each for each in client.page(f"/q/{made.number}").all("link") if each.get("rel") == "canonical")
    assert canonical.get("href").endswith("/yama-na-vulytsi-stepovii")


def test_what_is_not_public_is_not_there(client, world):
    private = world.published(may_publish=False)
    new = world.question()

    numbers = (private.number, new.number, "МК-1999-00001", "ZZ-2026-00001", "щось")
    assert [client.get(f"/q/{number}").status_code for number in numbers] == [404] * len(numbers)


def test_what_was_taken_down_says_why_and_is_gone_everywhere(client, world):
    made = world.published(subject="Приватна справа")
    other = world.published(subject="Інше питання")
    with world.inside():
        indexing.catch_up()
    world.hide(made, reason="Прохання заявника")
    with world.inside():
        indexing.catch_up()

    assert "Прохання заявника" in client.page(f"/q/{made.number}", status=410).text
    api = client.get(f"/api/v1/questions/{made.number}")
    assert (api.status_code, api.json["status"]) == (410, 410)
    for path in ("/archive", "/archive?q=справа", "/feed.atom", "/sitemap.xml", "/api/v1/questions", "/", f"/q/{other.number}"):
        assert "Приватна справа" not in client.get(path).text
        assert "pryvatna" not in client.get(path).text


def test_only_public_files_are_given_and_under_a_neutral_name(client, world):
    made = world.accepted()
    public, private = a_file(world, made, public=True), a_file(world, made, public=False)

    page = client.page(f"/q/{made.number}")
    assert "паспорт" not in page.html

    with client.get(f"/q/{made.number}/files/{public}") as given:
        assert given.status_code == 200
        assert given.headers["X-Content-Type-Options"] == "nosniff"
        assert f"-{public}.png" in given.headers["Content-Disposition"]
    assert client.get(f"/q/{made.number}/files/{private}").status_code == 404
    other = world.accepted()
    assert client.get(f"/q/{other.number}/files/{public}").status_code == 404


def test_machines_read_question_and_answer(client, world):
    made = world.published(subject="</script><b>Яма & міст")

    data = linked_data(client.page(f"/q/{made.number}"))

    assert data["@type"] == "QAPage"
    assert data["mainEntity"]["name"] == "</script><b>Яма & міст"
    assert data["mainEntity"]["acceptedAnswer"]["text"] == "Яму засиплють до п’ятниці."


def test_text_of_people_is_shown_as_text(client, world):
    made = world.accepted(subject="<script>alert(1)</script>", text="<img src=x onerror=alert(1)>\n\n**не жирно**")

    page = client.page(f"/q/{made.number}")

    assert "<img src=x onerror=alert(1)>" in page.text
    assert "**не жирно**" in page.text


def test_related_questions_are_offered(client, world):
    made = world.published(subject="Яма на вулиці Степовій")
    world.published(subject="Яма на вулиці Садовій", text="Велика яма біля школи на Садовій.")
    with world.inside():
        indexing.catch_up()

    page = client.page(f"/q/{made.number}")

    assert "Яма на вулиці Садовій" in [words(each) for each in page.all("h3")]


def test_an_old_answer_is_marked_as_perhaps_outdated(client, world, clock):
    made = world.published()
    assert "понад два роки" not in client.page(f"/q/{made.number}").text

    clock.advance(days=800)

    assert "понад два роки" in client.page(f"/q/{made.number}").text


def test_a_disputed_question_says_so(client, world):
    made = world.published(verdict=VerdictValue.NOT_SOLVED)

    text = client.page(f"/q/{made.number}").text

    assert "заявник не згоден" in text
    assert "не вирішено" in text
    with world.inside() as session:
        assert session.get(Question, made.id).outcome == Outcome.POSITIVE
