"""Librarians in a browser: they sign in and open questions."""

import io

from sqlalchemy import select

from reception.domain.roles import Role
from reception.models import Event, Question
from tests.pages import Page
from tests.world import PASSWORD


def sign_in(client, login, password=PASSWORD, to="/desk/"):
    """Sign in on the way to a page of the desk; return the page that came."""
    page = client.page(to)
    assert page.heading == "Вхід для працівників"
    return client.submit(page, "Увійти", login=login, password=password)


def librarian(client, world, role=Role.MODERATOR, **given):
    """Return a browser in which a new librarian is signed in."""
    form = client.page("/desk/login")
    client.submit(form, "Увійти", follow_redirects=False, login=world.account(role, **given), password=PASSWORD)
    return client


def seen(response) -> Page:
    """Return a response read as a page."""
    return Page(response.text, response.request.path)


def buttons(page) -> set[str]:
    """Return what the bar of actions offers: the texts of its links and buttons."""
    bar = next(each for each in page.all("div") if each.get("class") == "actions")
    return {" ".join("".join(each.itertext()).split()) for each in bar.iter() if each.tag in ("a", "button")}


def address(made, action=""):
    """Return where a question stands at the desk, or one of its actions."""
    return f"/desk/q/{made.number}{'/' + action if action else ''}"


def tags(world, made):
    """Return what the journal says of a question."""
    with world.inside() as session:
        return list(session.scalars(select(Event.tag).where(Event.question_id == made.id).order_by(Event.id)))


def value(world, made, name):
    """Return a value of a question as it is stored."""
    with world.inside() as session:
        return getattr(session.get(Question, made.id), name)


def token(page):
    """Return the form token of a page."""
    return next(each.get("value") for each in page.all("input") if each.get("name") == "csrf_token")


def text_of(element):
    """Return the text of an element as it is written."""
    return "".join(element.itertext())


def send_files(admin, contents):
    """Send files to the import of the directory, as a browser does; an empty one is a field that was left alone."""
    page = admin.page("/admin/import")
    files = {name: (io.BytesIO(content), f"{name}.csv" if content else "") for name, content in contents.items()}
    return admin.post("/admin/import", data={"csrf_token": token(page)} | files, content_type="multipart/form-data")
