"""What every page of the house must be: read as a browser reads it, and checked at each step of every test."""

import collections
import functools
import xml.etree.ElementTree as ET

import html5lib
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

DATA_SCRIPTS = {"application/ld+json", "application/json", "importmap"}
REFERENCES = {"for", "form", "list", "aria-labelledby", "aria-describedby", "aria-controls", "aria-errormessage"}
UNSENT = {"submit", "button", "image", "reset", "file"}


class Page:
    """One HTML page: its elements, its forms, and what is wrong with it."""

    def __init__(self, html: str, address: str = "/") -> None:
        self.html = html
        self.address = address
        self.root, self.parse_errors = parsed(html)

    def all(self, tag: str) -> list[ET.Element]:
        """Return every element of this tag, in order."""
        return list(self.root.iter(tag))

    @property
    def heading(self) -> str:
        """The text of the first h1."""
        return words(self.all("h1")[0])

    @property
    def text(self) -> str:
        """Everything a reader reads on the page, in one line."""
        return words(self.all("body")[0])

    def form(self, button: str | None = None, action: str | None = None) -> ET.Element:
        """Return the one form with a button of this text, or with this action; without either, the only POST form."""
        found = [
            form
            for form in self.all("form")
            if (button is None or any(words(each) == button for each in self.buttons(form)))
            and (action is None or form.get("action") == action)
            and (button or action or form.get("method", "get").lower() == "post")
        ]
        assert len(found) == 1, f"{self.address}: {len(found)} forms with button {button!r} and action {action!r}"
        return found[0]

    def buttons(self, form: ET.Element) -> list[ET.Element]:
        """Return the buttons of a form: those in it, and those elsewhere that name it."""
        elsewhere = [each for each in self.all("button") if form.get("id") and each.get("form") == form.get("id")]
        return [*form.iter("button"), *elsewhere]

    def whole(self, form: ET.Element) -> ET.Element:
        """Return a form with the fields that stand elsewhere and name it."""
        whole = ET.Element("form", form.attrib)
        whole.extend([*form, *(each for each in self.all("input") if form.get("id") and each.get("form") == form.get("id"))])
        return whole

    def problems(self) -> list[str]:
        """Return what breaks the house's rules on this page, each as a sentence."""
        checks = (self._structure, self._names, self._forms, self._inline)
        invalid = [f"not valid HTML: {error}" for error in self.parse_errors]
        return invalid + [each for check in checks for each in check()]

    def _structure(self):
        if not self.root.get("lang"):
            yield "html has no lang"
        titles = [words(title) for title in self.root.findall("head/title")]
        headings = [words(heading) for heading in self.all("h1")]
        if len(headings) != 1 or not headings[0]:
            yield f"{len(headings)} h1: {headings}"
        elif not titles or headings[0] not in titles[0]:
            yield f"the title {titles} does not say the heading {headings[0]!r}"
        yield from (f"picture without alt: {image.get('src')}" for image in self.all("img") if image.get("alt") is None)

    def _names(self):
        ids = collections.Counter(each.get("id") for each in self.root.iter() if each.get("id"))
        yield from (f"id {name!r} stands {count} times" for name, count in ids.items() if count > 1)
        for each in self.root.iter():
            for attribute in REFERENCES & each.attrib.keys():
                unknown = set(each.get(attribute).split()) - set(ids)
                yield from (f"{attribute}={name!r} names nothing on the page" for name in sorted(unknown))

    def _forms(self):
        for form in self.all("form"):
            if not form.get("action"):
                yield f"a form without an action: {words(form)[:60]!r}"
            sends = form.get("method", "get").lower() == "post"
            if sends and not any(field.get("name") == "csrf_token" for field in form.iter("input")):
                yield f"a POST form without a CSRF field: {form.get('action')}"

    def _inline(self):
        for each in self.root.iter():
            if each.tag == "script" and not each.get("src") and each.get("type") not in DATA_SCRIPTS:
                yield "an inline script"
            if isinstance(each.tag, str) and each.tag.rpartition("}")[2] == "style":
                yield "an inline style sheet"
            for attribute in each.attrib:
                if attribute == "style" or attribute.startswith("on"):
                    yield f"<{each.tag}> has {attribute}={each.get(attribute)!r}"


@functools.lru_cache(maxsize=4)
def parsed(html: str) -> tuple[ET.Element, list[str]]:
    """Return a page's root and what its syntax breaks. A page is read when it comes and again when a test looks."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), namespaceHTMLElements=False)
    root = parser.parse(html)
    return root, [f"line {line}: {code} {detail}" for (line, _), code, detail in parser.errors]


class Client(FlaskClient):
    """The test client; whatever page it is given must keep the house's rules."""

    checks = True

    def open(self, *args, **kwargs) -> TestResponse:
        """Make a request as FlaskClient does, and check the page that comes back."""
        response = super().open(*args, **kwargs)
        if self.checks and response.mimetype == "text/html" and response.data:
            page = Page(response.text, response.request.path)
            problems = page.problems()
            assert not problems, f"{response.request.method} {page.address}:\n" + "\n".join(problems)
        return response

    def page(self, address: str, status: int = 200) -> Page:
        """GET a page, as a link would, and return it read."""
        response = self.get(address, follow_redirects=True)
        assert response.status_code == status, f"GET {address} gave {response.status}"
        return Page(response.text, response.request.path)

    def submit(
        self, page: Page, button: str | None = None, action: str | None = None, follow_redirects: bool = True, **fields
    ) -> TestResponse:
        """Send a form of the page as a browser would: what stands in it, changed by `fields` (None leaves one out)."""
        form = page.form(button, action)
        whole = page.whole(form)
        data = form_data(whole, button)
        pressed = [each for each in page.buttons(form) if words(each) == button and each.get("name")]
        data |= {each.get("name"): each.get("value", "") for each in pressed}
        unknown = {name for name, value in fields.items() if value is not None} - field_names(whole)
        assert not unknown, f"{page.address}: the form has no field {sorted(unknown)}"
        data.update(fields)
        data = {name: value for name, value in data.items() if value is not None}
        send = self.post if form.get("method", "get").lower() == "post" else self.get
        where = {"data": data} if send == self.post else {"query_string": data}
        return send(form.get("action"), follow_redirects=follow_redirects, **where)


def words(element: ET.Element) -> str:
    """Return the text of an element with single spaces."""
    return " ".join("".join(element.itertext()).split())


def field_names(form: ET.Element) -> set[str]:
    """Return the name of every field of the form."""
    return {each.get("name") for tag in ("input", "select", "textarea") for each in form.iter(tag) if each.get("name")}


def form_data(form: ET.Element, button: str | None = None) -> dict[str, str | list[str]]:
    """Return what a browser would send if nothing were changed and this button pressed."""
    data: dict[str, list[str]] = collections.defaultdict(list)
    for each in form.iter():
        name, kind = each.get("name"), each.get("type", "text")
        if not name or "disabled" in each.attrib:
            continue
        if each.tag == "textarea":
            data[name].append((each.text or "").removeprefix("\n"))
        elif each.tag == "select":
            data[name] += selected(each)
        elif each.tag == "button" and button is not None and words(each) == button:
            data[name].append(each.get("value", ""))
        elif each.tag == "input" and kind in ("checkbox", "radio"):
            data[name] += [each.get("value", "on")] if "checked" in each.attrib else []
        elif each.tag == "input" and kind not in UNSENT:
            data[name].append(each.get("value", ""))
    return {name: values[0] if len(values) == 1 else values for name, values in data.items() if values}


def selected(select: ET.Element) -> list[str]:
    """Return the values chosen in a list: a single list without a choice stands on its first line."""
    options = list(select.iter("option"))
    chosen = [each for each in options if "selected" in each.attrib]
    if not chosen and "multiple" not in select.attrib:
        chosen = options[:1]
    return [each.get("value", words(each)) for each in chosen]
