"""An official attaches an office file; the asker gets it as it came, readers what a librarian has looked through."""

import io
import re
import zipfile

from tests.offices import AUTHOR, ooxml
from tests.web.librarians import address, librarian, seen
from tests.web.officials import ANSWER, SEND, link_to

GIVE_OUT = "Надати відповідь"
MAKE = "Зробити копію для читачів"


def sent(client, world, content):
    """Let an official answer with a file; return the question and the address at which the file is looked through."""
    made = world.referred()
    page = client.page(link_to(world, made.referral_ids[0]))
    client.submit(page, SEND, text=ANSWER, result="9.1", files=[(io.BytesIO(content), "кошторис.pdf")])
    librarian(client, world)
    return made, re.search(r"/desk/q/[^\"]+/office", client.page(address(made, "publish")).html)[0]


def got(client, path):
    with client.get(path) as response:
        assert response.headers["Content-Disposition"]
        return response.get_data()


def test_readers_get_it_once_a_librarian_has_looked_through_it(client, world):
    made, look = sent(client, world, ooxml("docx", words="Кошторис. Дзвоніть 067 123 45 67"))
    publish, file = client.page(address(made, "publish")), look.split("/")[-2]
    given = {"public_files": [file], "wartime_checked": "yes"}
    assert "Спершу перегляньте файл" in client.submit(publish, GIVE_OUT, **given).text

    page = client.page(look)
    assert "<mark>067 123 45 67</mark>" in page.html
    refused = client.submit(page, MAKE, wartime_checked="yes", seen="y")
    assert refused.status_code == 400
    client.submit(seen(refused), MAKE, wartime_checked="yes", seen="y", may_stay="yes")
    client.submit(client.page(address(made, "publish")), GIVE_OUT, **given)

    paths = (f"/q/{made.number}/files/{file}", f"{look}/copy", f"/desk/q/{made.number}/files/{file}")
    readers, copy, original = (got(client, path) for path in paths)
    assert original != readers == copy
    with zipfile.ZipFile(io.BytesIO(readers)) as parts:
        assert AUTHOR.encode() not in b"".join(parts.read(name) for name in parts.namelist())


def test_of_one_that_hides_something_the_page_says_what(client, world):
    _made, look = sent(client, world, ooxml("xlsx", more="<sheet state='hidden'/>"))

    page = client.page(look)
    assert "У файлі щось приховано" in page.text
    assert "попросіть у посадової особи PDF" in page.text
    assert client.get(f"{look}/copy").status_code == 404
