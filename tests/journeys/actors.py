"""The people of the stories. Each has a browser of their own, without JavaScript and checked page by page (tests/pages.py),
and a mailbox that real SMTP fills. They know the pages by their English words and read them in their own language.
"""

import itertools
import re
from urllib.parse import urljoin, urlsplit

from babel.support import NullTranslations, Translations

from reception.models import Official as OfficialRow
from reception.worker import Worker
from tests.mailserver import Received
from tests.pages import Page, words
from tests.world import PASSWORD, World

CATALOGUES = {"uk": Translations.load("reception/translations", ["uk"]), "en": NullTranslations()}
TEXT = "На вулиці Степовій біля зупинки велика яма. Мій номер 067 000 00 00.\n\nКоли її відремонтують?"
ANSWER = "Яму засиплють до п’ятниці.\n\n- щебінь завезено\n- бригада **є**"


def said(language: str, english: str, **values: object) -> str:
    """Return words of the interface in a language; what is no word of it stays as it is."""
    text = english and CATALOGUES[language].gettext(english)
    return " ".join((text % values if values else text).split())


class Person:
    """Somebody at a browser. `page` is the page that is open."""

    def __init__(self, town: "Town", name: str = "", email: str = "") -> None:
        self.town, self.name, self.email = town, name, email
        self.browser = town.app.test_client()
        self.page = self.browser.page("/")
        if town.language == "en":
            self.presses("English")

    def says(self, english: str, **values: object) -> str:
        """Return words of the interface in the town's language, or what is no word of it as it is."""
        return said(self.town.language, english, **values)

    def opens(self, address: str, status: int = 200) -> Page:
        """Go to an address."""
        self.page = self.browser.page(address, status)
        return self.page

    def follows(self, link: str, **values: object) -> Page:
        """Click on a link of the page."""
        wanted = self.says(link, **values)
        found = {each.get("href") for each in self.page.all("a") if words(each) == wanted}
        assert len(found) == 1, f"{self.page.address}: {len(found)} addresses behind “{wanted}”: {self.page.text}"
        return self.opens(urljoin(self.page.address, found.pop()))

    def presses(self, button: str, status: int = 200, **fields: object) -> Page:
        """Fill in fields of the form that has the button, and press it."""
        response = self.browser.submit(self.page, self.says(button), **fields)
        self.page = Page(response.text, response.request.path)
        assert response.status_code == status, f"“{button}” gave {response.status}: {self.page.text[:1000]}"
        return self.page

    def sees(self, *english: str, **values: object) -> bool:
        """Assert that the page says all of this."""
        missing = [text for text in english if self.says(text, **values) not in self.page.text]
        assert not missing, f"{self.page.address} does not say {missing}: {self.page.text}"
        return True

    def mail(self) -> list[Received]:
        """Return the letters that have come, oldest first, once the worker has done its work."""
        self.town.works()
        return self.town.smtp.to(self.email)

    def letter(self, about: str = "", **values: object) -> Received:
        """Return the newest letter, or the newest whose subject has these words."""
        letters = self.mail()
        found = [letter for letter in letters if self.says(about, **values) in letter.subject]
        assert found, f"no letter about “{about}” to {self.email}: {[letter.subject for letter in letters]}"
        return found[-1]

    def opens_the_link(self, letter: Received, status: int = 200) -> Page:
        """Open the personal link of a letter, which stands in the text once."""
        [address] = re.findall(r"https?://\S+/(?:answer|t)/\S+", letter.text)
        assert address in letter.html
        return self.opens(urlsplit(address).path, status)


class Citizen(Person):
    """One who asks, and who reads what others asked."""

    number = pin = ""

    def asks(self, subject: str = "Яма на вулиці Степовій", text: str = TEXT, **fields: object) -> str:
        """Ask, by way of the preview; keep the receipt and return the number."""
        self.opens("/ask")
        given = {"subject": subject, "text": text, "name": self.name, "email": self.email, "may_process": "y"}
        self.presses("Next: look it over", **{**given, "may_publish": "y", **fields})
        self.presses("Send")
        self.sees("Your question is received")
        slip = [words(each) for each in self.page.all("dd") if "number" in (each.get("class") or "").split()]
        self.number, self.pin = slip[0], slip[1]
        return self.number

    def tracks(self) -> Page:
        """Open the own question by number and PIN, from a browser that knows nothing."""
        self.browser.delete_cookie("reception")
        self.opens("/track")
        return self.presses("Show the question", number=self.number, pin=self.pin)

    def opens_by_mail(self, about: str, **values: object) -> Page:
        """Open the own question by the link of a letter: the page behind it has one button."""
        self.opens_the_link(self.letter(about, **values))
        return self.presses("Open my question")

    def replies(self, text: str) -> Page:
        """Answer what was asked back."""
        self.follows("Reply")
        return self.presses("Send the reply", text=text)

    def judges(self, value: str, comment: str = "") -> Page:
        """Give a verdict on the result: solved, partly or not_solved."""
        self.follows("Give my verdict")
        return self.presses("Send my verdict", value=value, text=comment)

    def withdraws(self) -> Page:
        """Take the question back."""
        self.follows("Withdraw the question")
        return self.presses("Yes, withdraw it")

    def searches(self, query: str, status: int = 200) -> list[str]:
        """Look for words in the archive; return the subjects that are found."""
        self.town.works()
        self.opens(f"/archive?q={query}", status)
        heads = [each for each in self.page.all("h2") if "question-card__subject" in (each.get("class") or "").split()]
        return [words(each) for each in heads]

    def counts(self, label: str) -> int:
        """Return the number that stands above these words on the page of figures."""
        self.opens("/stats")
        cards = [words(each) for each in self.page.all("li") if each.get("class") == "figure-card"]
        [number] = [found[1] for card in cards if (found := re.match(rf"(\d+) ?{re.escape(self.says(label))}", card))]
        return int(number)


class Librarian(Person):
    """One at the desk."""

    def takes(self, number: str) -> Page:
        """Open a question."""
        return self.opens(f"/desk/q/{number}")

    def does(self, number: str, link: str, button: str, **fields: object) -> Page:
        """Take a question, go to the page of an action, fill it in, press."""
        self.takes(number)
        self.follows(link)
        return self.presses(button, **fields)

    def accepts(self, number: str, **edit: object) -> Page:
        """Take a question up, with a public text if one is given, else with marks for all that looks personal."""
        self.takes(number)
        if "public_text" not in edit and self.says("Replace all by marks") in self.page.text:
            self.presses("Replace all by marks")
        self.presses("Save and take up", **edit, **self.ticks())
        self.sees("The question is taken up.")
        return self.page

    def ticks(self) -> dict[str, str]:
        """Return the tick of the security check, where the page asks for it."""
        asked = any(each.get("name") == "wartime_checked" for each in self.page.all("input"))
        return {"wartime_checked": "yes"} if asked else {}

    def refers(self, number: str, *officials: "Official", message: str = "") -> Page:
        """Pass a question on, after a look at the letters."""
        ids = [str(each.id) for each in officials]
        self.does(number, "Pass on to officials", "Show the letters", officials=ids, message=message)
        return self.presses("Send the letters")

    def publishes(self, number: str, *texts: str, **fields: object) -> Page:
        """Give the waiting answers out, with public texts if they are given."""
        self.takes(number)
        self.follows("Check and give out the answer")
        names = [each.get("name") for each in self.page.all("textarea")]
        self.presses("Give out the answer", **dict(zip(names, texts, strict=False)), **fields, **self.ticks())
        self.sees("The answer is given out.")
        return self.page


class Official(Person):
    """One who answers. `id` is the row of the directory."""

    def __init__(self, town: "Town", name: str, email: str, row_id: int) -> None:
        super().__init__(town, name, email)
        self.id = row_id

    def opens_by_mail(self, about: str = "", status: int = 200) -> Page:
        """Open the link of the newest letter, or of the newest with these words in its subject."""
        return self.opens_the_link(self.letter(about), status)

    def answers(self, text: str, result: str = "9.1", **fields: object) -> Page:
        """Answer on the page that is open."""
        self.presses("Send the answer", text=text, result=result, **fields)
        checks = "The citizen can read it already; a librarian checks it for personal data before it is published."
        self.sees(f"{checks} There is nothing more for you to do.")
        return self.page


class Town:
    """Who lives here, and one worker for all of them."""

    def __init__(self, app, world: World, smtp, language: str) -> None:
        self.app, self.world, self.smtp, self.language = app, world, smtp, language
        self.count = itertools.count(1)

    def works(self) -> None:
        """Let the worker send the letters and bring the index up."""
        Worker(self.app).once()

    def citizen(self, name: str = "Іван Петренко", email: str = "petrenko@mail.example") -> Citizen:
        return Citizen(self, name, email)

    def librarian(self, name: str = "Марія Бондар") -> Librarian:
        """A librarian who has signed in."""
        librarian = Librarian(self, name)
        librarian.opens("/desk/")
        librarian.presses("Sign in", login=self.world.account(name=name), password=PASSWORD)
        return librarian

    def official(self, name: str = "Олена Коваль", authority: str = "Департамент ЖКГ") -> Official:
        """An official with a place in the directory."""
        email = f"official{next(self.count)}@city.example"
        row = {"name": name, "post": "начальниця відділу", "email": email, "language": self.language}
        return Official(self, name, email, self.world.add(OfficialRow(authority_id=self.world.authority(authority), **row)))


def referred(people: tuple[Citizen, Librarian, Official], **fields: object) -> str:
    """Let a question come to the official, who opens the link; return its number."""
    citizen, librarian, official = people
    number = citizen.asks(**fields)
    librarian.accepts(number)
    librarian.refers(number, official)
    official.opens_by_mail()
    return number


def promised(people: tuple[Citizen, Librarian, Official], clock) -> str:
    """Let a question be answered on 2 March 2026 with a promise by 15 April, and the answer given out; return its number."""
    clock.on(2, 3)
    number = referred(people)
    people[2].answers(ANSWER, "planned", promised_on="2026-04-15")
    people[1].publishes(number)
    return number


def answered(people: tuple[Citizen, Librarian, Official], **fields: object) -> str:
    """Let a question come as far as the librarian's last look; return its number."""
    number = referred(people, **fields)
    people[2].answers(ANSWER)
    return number
