"""An official sends a link instead of the file, and is asked for the file itself, once."""

from tests.pages import Page
from tests.web.librarians import librarian
from tests.web.officials import SEND, a_pdf

LINKED = "Кошторис тут: https://drive.google.com/file/d/1a/view"
AS_IT_IS = "Надіслати як є"


def test_is_asked_for_the_file_and_may_send_it_as_it_is(client, world, made, link, answers):
    asked = client.submit(client.page(link), SEND, text=LINKED, result="9.1")

    assert asked.status_code == 400
    assert "Google Drive" in asked.text
    assert "долучіть сам файл" in asked.text
    assert LINKED in asked.text
    assert answers() == 0
    still = client.submit(Page(asked.text, link), SEND)
    assert (still.status_code, answers()) == (400, 0)
    sent = client.submit(Page(still.text, link), AS_IT_IS)
    assert (sent.status_code, answers()) == (200, 1)

    page = librarian(client, world).page(f"/desk/q/{made.number}/publish")
    assert "Посилання, яке може перестати діяти" in page.text


def test_with_the_file_attached_nothing_more_is_asked(client, link, answers):
    asked = client.submit(client.page(link), SEND, text=LINKED, result="9.1")

    client.submit(Page(asked.text, link), SEND, files=[(a_pdf(), "кошторис.pdf")])

    assert answers() == 1


def test_what_is_missing_is_said_first(client, link, answers):
    refused = client.submit(client.page(link), SEND, text=LINKED, result=None)

    assert "долучіть сам файл" not in refused.text
    assert answers() == 0
