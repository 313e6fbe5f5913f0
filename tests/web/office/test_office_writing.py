"""An official writes: drafts that save themselves in several windows, and files."""

import io

from sqlalchemy import func, select

from reception.models import Answer, Attachment, Draft
from tests.pages import Page
from tests.web.officials import ANSWER, DRAFT, SEND, a_pdf, a_picture, form_token, link_to


class TestDrafts:
    def test_a_draft_is_there_when_one_comes_back(self, client, link):
        client.submit(client.page(link), DRAFT, text="Почато", result="needs_funding", promised_on="2030-06-01")

        page = client.page(link)
        chosen = [each.get("value") for each in page.all("input") if each.get("name") == "result" and "checked" in each.attrib]
        assert "Почато" in page.text
        assert chosen == ["needs_funding"]
        assert 'value="2030-06-01"' in page.html

    def test_the_page_saves_by_itself(self, client, link):
        page = client.page(link)
        data = {"csrf_token": form_token(page), "version": "0", "text": "Пишу"}

        first = client.post(f"{link}/draft", data=data)
        again = client.post(f"{link}/draft", data=data | {"version": first.json["version"], "text": "Пишу далі"})

        assert (first.json, again.json) == ({"version": 1}, {"version": 2})
        assert "Пишу далі" in client.page(link).text

    def test_another_window_is_not_overwritten(self, client, link):
        one, other = client.page(link), client.page(link)
        client.submit(one, DRAFT, text="З першого вікна")

        silent = client.post(f"{link}/draft", data={"csrf_token": form_token(other), "version": "0", "text": "З другого"})
        refused = client.submit(other, DRAFT, text="З другого вікна")

        assert silent.status_code == refused.status_code == 409
        assert "З першого вікна" in refused.text
        assert "З другого вікна" in refused.text

    def test_after_seeing_both_the_second_may_take_the_place(self, client, link):
        one, other = client.page(link), client.page(link)
        client.submit(one, DRAFT, text="З першого вікна")
        refused = client.submit(other, DRAFT, text="З другого вікна")

        saved = client.submit(Page(refused.text, link), DRAFT)

        assert saved.status_code == 200
        assert "З другого вікна" in client.page(link).text

    def test_nor_is_it_by_sending_the_answer(self, client, link, answers):
        first, second = client.page(link), client.page(link)
        client.submit(first, DRAFT, text="З першого вікна")
        response = client.submit(second, SEND, text=ANSWER, result="9.1")
        assert response.status_code == 409
        assert answers() == 0
        page = Page(response.text)
        assert "З першого вікна" in page.text
        client.submit(page, SEND, result="9.1")
        assert answers() == 1

    def test_the_answer_ends_the_draft(self, client, world, link):
        client.submit(client.page(link), DRAFT, text="Почато")
        client.submit(client.page(link), SEND, text=ANSWER, result="9.1")

        with world.inside() as session:
            assert session.scalar(select(func.count()).select_from(Draft)) == 0


class TestFiles:
    def test_files_go_with_the_answer(self, client, world, link):
        page = client.page(link)
        files = [(a_pdf(), "наказ.pdf"), (a_picture(), "фото.jpg")]

        sent = client.submit(page, SEND, text=ANSWER, result="9.1", files=files)

        assert "наказ.pdf" in sent.text
        with world.inside() as session:
            stored = list(session.scalars(select(Attachment).order_by(Attachment.id)))
            assert [file.file_name for file in stored] == ["наказ.pdf", "фото.jpg"]
            assert {file.answer_id for file in stored} == {session.scalar(select(Answer.id))}
            assert not any(file.is_public for file in stored)
            first = stored[0].id
        with client.get(f"{link}/files/{first}") as got:
            assert got.data.startswith(b"%PDF-")
            assert got.headers["Content-Disposition"].startswith("attachment")

    def test_files_wait_with_the_draft_and_can_be_removed(self, client, world, link):
        client.submit(client.page(link), DRAFT, text="Почато", files=[(a_pdf(), "зайве.pdf")])
        page = client.page(link)
        assert "Прибрати «зайве.pdf»" in page.text
        with world.inside() as session:
            waiting = session.scalar(select(Attachment.id))

        client.submit(page, SEND, text=ANSWER, result="9.1", remove=str(waiting))

        with world.inside() as session:
            assert session.scalar(select(func.count()).select_from(Attachment)) == 0

    def test_a_file_of_another_kind_is_named_and_the_text_stays(self, client, link, answers):
        refused = client.submit(client.page(link), SEND, text=ANSWER, result="9.1", files=[(io.BytesIO(b"MZ..."), "a.exe")])

        assert refused.status_code == 400
        assert "a.exe" in refused.text
        assert "щебінь завезено" in refused.text
        assert answers() == 0

    def test_twenty_megabytes_are_the_most_together(self, client, link, monkeypatch):
        monkeypatch.setattr("reception.services.uploads.OFFICIAL_BYTES", 1000)
        big = a_pdf(3)
        assert 500 < len(big.getvalue()) < 1000

        refused = client.submit(client.page(link), SEND, text=ANSWER, result="9.1", files=[(big, "1.pdf"), (a_pdf(3), "2.pdf")])

        assert refused.status_code == 400
        assert "разом із файлом «2.pdf»" in refused.text.lower()

    def test_files_of_others_are_not_there(self, client, world, link):
        other = world.referred()
        theirs = link_to(world, other.referral_ids[0])
        client.submit(client.page(theirs), SEND, text=ANSWER, result="9.1", files=[(a_pdf(), "чуже.pdf")])
        with world.inside() as session:
            file_id = session.scalar(select(Attachment.id))

        with client.get(f"{theirs}/files/{file_id}") as got:
            assert got.status_code == 200
        assert client.get(f"{link}/files/{file_id}").status_code == 404

    def test_a_forged_key_takes_no_files_of_another_form(self, client, world, link):
        other = world.referred()
        theirs = link_to(world, other.referral_ids[0])
        client.submit(client.page(theirs), DRAFT, text="Почато", files=[(a_pdf(), "чуже.pdf")])

        sent = client.submit(client.page(link), SEND, text=ANSWER, result="9.1", form_key=f"answer-{other.referral_ids[0]}-0")

        assert "чуже.pdf" not in sent.text
        assert "чуже.pdf" in client.page(theirs).text
