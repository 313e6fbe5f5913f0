"""What a citizen does, as the tests of several pages need it."""

import io

from PIL import Image

from tests.pages import Page

NEXT, SEND, CHANGE = "Далі: переглянути", "Надіслати", "Щось змінити"
QUESTION = {
    "subject": "Яма на вулиці Степовій",
    "text": "На вулиці Степовій біля зупинки велика яма.\n\nКоли її відремонтують?",
    "may_process": "y",
}


def fill(client, button=NEXT, page=None, **fields):
    """Fill the form of a question and press a button; return the response."""
    return client.submit(page or client.page("/ask"), button, **QUESTION | fields)


def ask(client, **fields) -> Page:
    """Ask a question, by way of the preview; return the receipt."""
    response = client.submit(Page(fill(client, **fields).text), SEND)
    assert response.request.path == "/ask/receipt", Page(response.text).text
    return Page(response.text)


def enter(client, number, pin):
    """Show number and PIN; return the response."""
    return client.submit(client.page("/track"), "Показати питання", number=number, pin=pin)


def photo(name="яма.jpg", size=(60, 40)):
    """Return a picture as a form field takes it."""
    content = io.BytesIO()
    Image.new("RGB", size).save(content, "JPEG")
    return io.BytesIO(content.getvalue()), name


def typed(page: Page) -> dict[str, str]:
    """Return what stands in the form of a question."""
    form = page.form(NEXT)
    values = {each.get("name"): each.get("value", "") for each in form.iter("input")}
    return values | {each.get("name"): (each.text or "").removeprefix("\n") for each in form.iter("textarea")}
