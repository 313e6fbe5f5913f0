"""Every page that has an address, in Ukrainian and in English, on a telephone and on a wide screen: accessible, and it fits."""

import io
from urllib.parse import unquote

import pytest
from flask import abort
from sqlalchemy import select

from reception import create_app
from reception.domain import clock
from reception.domain.kinds import Kind, VerdictValue
from reception.domain.lifecycle import Action
from reception.domain.requisites import Requisite
from reception.domain.roles import Actor, ActorKind, Role
from reception.models import Account, Official, Question
from reception.services import clarify, classify, incoming, indexing, merge, objections, returning, uploads
from reception.web.error_pages import PAGES
from tests.application import opened
from tests.browser.corrected import corrected
from tests.browser.places_office import acknowledged, of_officials
from tests.browser.promised import Promised
from tests.browser.walker import NARROWEST, Walker, fits, wide
from tests.delegations import pass_on
from tests.pdfs import pdf
from tests.world import PASSWORD

LONG = "Найдовшеслововсвітіякенеміститьсявжоденрядоктелефону https://example.org/" + "дуже/довга/адреса/" * 8
NO_PAGES = {
    "static", "bootstrap.static", "desk.recorded", "api.question", "api.questions", "api.promises", "desk.file", "desk.file_copy",
    "desk.file_page", "desk.office_copy", "desk.mail_file", "office.file",
    "public.emblem", "public.feed", "admin.export",
    "public.file", "public.health", "public.opensearch", "public.robots", "public.sitemap",
    "public.notices_stop", "public.subscription_stop", "public.theme", "public.track_file", "test.error",
}  # fmt: skip
NOUNS = ("branches", "topics", "reasons", "texts", "authorities", "officials")
TABS = ("new", "to_refer", "with_officials", "clarification", "answered", "disputed", "soon", "overdue", "mine", "to_me", "all")
ROOMS = {
    "readers": ("public",),
    "askers": ("asker", "author", "judge", "second"),
    "officials": ("office",),
    "librarians": ("desk",),
    "administrators": ("admin",),
}
"""Who walks through which rooms of `Places`."""


@pytest.fixture
def app(settings):
    """An application of its own, with addresses at which it fails in every way it knows."""
    with opened(create_app(settings)) as app:
        app.add_url_rule("/error/<int:code>", "test.error", abort)
        yield app


class Places:
    """A town with something of everything, and the addresses of its pages by room and endpoint."""

    def __init__(self, world) -> None:
        self.world = world
        body = world.authority("Департамент житлово-комунального господарства та енергозбереження", "zhkh")
        branch = world.branch()
        self.official, where = world.official(body), {"authority_id": body, "topic_id": world.topic(), "branch_id": branch}
        self.rows = {"branches": branch, "topics": where["topic_id"], "authorities": body, "officials": self.official}
        self.rows["reasons"] = world.reason()
        self.rows["texts"] = world.text()
        world.text(Action.ASK_ASKER, title_uk="Уточнити місце, час і те, що саме просить заявник, коли зі звернення не видно")
        self.login = world.account(Role.ADMINISTRATOR, login="admin")
        self.received = world.question(subject=LONG[:190], text=LONG)
        self.accepted = world.accepted(subject=LONG[:190], text=LONG, topic_id=where["topic_id"], authority_id=body)
        self.referred = world.referred(self.official, message=LONG, text=LONG, **where)
        self.passed_on = world.referred(self.official, world.official(), message=LONG, text=LONG, **where)
        self.step = pass_on(world, self.passed_on.referral_ids[0], message=LONG, post=LONG[:190])
        self.answered = world.answered(self.official, world.official(name="Тарас Гнатюк"), text=LONG)
        self.published = world.published(self.official, text=LONG, **where)
        world.judge(self.published, VerdictValue.PARTLY, LONG)
        self.disputed = world.published(self.official, verdict=VerdictValue.NOT_SOLVED)
        self.hidden = world.published(self.official)
        world.hide(self.hidden)
        self.asked = world.accepted()
        self.lacking, self.returned = world.accepted(name="Іван"), world.accepted(name="Іван", text=LONG)
        self.joined = world.question(text=LONG, email="boiko@mail.example", name="Ольга Бойко")
        self.told = world.published(self.official, email=None, phone="050 111 22 33", subject=LONG[:190], text=LONG, **where)
        self.with_file, self.file = self.a_file()
        self.clarified, self.clarification = self.a_clarification()
        self.objected = self.an_objection()
        self.corrected, self.correction, self.office_file = corrected(world, LONG)
        self.promised = Promised(world, self.official, LONG)
        confirmed, asked = world.subscribed("authority=zhkh"), world.subscribed("q=ями", confirmed=False)
        self.subscriptions = (confirmed, asked, "nothing")
        with world.inside() as session:
            clarify.ask_asker(world._librarian(), session.get(Question, self.asked.id), "Біля якого будинку?")
            for made in (self.lacking, self.returned):
                classify.classify(world._librarian(), session.get(Question, made.id), classify.Decision(kind=Kind.APPEAL), LONG)
            returning.return_to_author(world._librarian(), session.get(Question, self.returned.id), set(Requisite), LONG)
            merge.merge(world._librarian(), session.get(Question, self.joined.id), self.published.number)
            indexing.catch_up()

    def a_file(self):
        """A question with a letter to be looked through; return it and the id of the letter."""
        with self.world.inside():
            letter = pdf("Після обстрілу дзвоніть 067 000 12 34", "")
            name = f"{LONG[:60]}.pdf"
            file = uploads.receive(io.BytesIO(letter), name, "key", files=2, size=uploads.CITIZEN_BYTES).id
        return self.world.question(form_key="key"), file

    def a_clarification(self):
        """A question whose asker has clarified; return it and the id of the clarification."""
        made = self.world.accepted()
        with self.world.inside() as session:
            question = session.get(Question, made.id)
            clarify.ask_asker(self.world._librarian(), question, LONG)
            clarify.clarify(Actor(ActorKind.ASKER, question_id=made.id), question, LONG)
            return made, question.clarifications[-1].id

    def an_objection(self):
        """A question whose asker objects to the public text."""
        made = self.world.accepted(text=LONG)
        with self.world.inside() as session:
            objections.object_to_text(Actor(ActorKind.ASKER, question_id=made.id), session.get(Question, made.id), LONG)
        return made

    def public(self) -> dict[str, list[str]]:
        """What everybody reads, and the way in for those who ask."""
        plain = ("home", "ask", "track", "authorities", "stats", "about", "privacy", "accessibility")
        shown = (self.accepted, self.referred, self.published, self.disputed, self.corrected, self.promised)
        return {f"public.{name}": ["/" if name == "home" else f"/{name}"] for name in plain} | {
            "public.authorities": ["/authorities/"],
            "public.authority": ["/authorities/zhkh"],
            "public.archive": ["/archive", "/archive?q=ями", "/archive?q=немаєтакого", "/archive?authority=zhkh&sort=oldest"],
            "public.question": [f"/q/{made.number}" for made in shown],
            "public.answered": [f"/ask/answered/{self.published.number}"],
            "public.subscribe": ["/subscribe", "/subscribe?q=ями&authority=zhkh"],
            "public.subscription": [f"/subscription/{token}" for token in self.subscriptions],
            "public.notices_link": [f"/letters/{self.world.notices_token(self.returned)}", "/letters/nothing"],
            "public.track_link": [f"/t/{self.world.asker_token(self.asked)}", "/t/nothing"],
            "terminal.enrol": ["/terminal/"],
            "test.error": [*(f"/error/{code}" for code in PAGES), f"/q/{self.hidden.number}", "/nothing"],
        }

    def asker(self) -> dict[str, list[str]]:
        """What only the one who asked sees."""
        own = f"/track/{self.asked.number}"
        pages = {"track_question": own, "withdraw": f"{own}/withdraw", "clarify": f"{own}/clarify", "receipt": "/ask/receipt"}
        pages["notices"] = f"{own}/letters"
        return {f"public.{name}": [address] for name, address in pages.items()}

    def author(self) -> dict[str, list[str]]:
        """What one sees whose appeal was returned."""
        own = f"/track/{self.returned.number}"
        return {"public.track_question": [own], "public.returned": [f"{own}/returned"]}

    def judge(self) -> dict[str, list[str]]:
        """What one sees who was answered."""
        own = f"/track/{self.published.number}"
        return {"public.track_question": [own], "public.verdict": [f"{own}/verdict"],
                "public.object_to_text": [f"{own}/public-text"]}

    def second(self) -> dict[str, list[str]]:
        """What one sees whose question was joined with another."""
        own = f"/track/{self.joined.number}"
        return {"public.track_question": [own], "public.object": [f"{own}/another-matter"]}

    def office(self) -> dict[str, list[str]]:
        """What officials see."""
        return of_officials(self) | self.promised.office()

    def desk(self) -> dict[str, list[str]]:
        """What librarians see."""
        open_ = (self.received, self.accepted, self.referred, self.asked, self.answered)
        correction = f"/desk/q/{self.corrected.number}/corrections/{self.correction}"
        every = (*open_, self.passed_on, self.corrected, self.promised)
        every += (self.with_file, self.clarified, self.objected, self.published, self.disputed, self.hidden, self.joined)
        steps = {
            "classify": self.received, "return_to_author": self.lacking, "decline": self.received, "ask_asker": self.received,
            "refer": self.accepted,
            "answer_self": self.accepted, "recall": self.referred, "send_back": self.answered, "publish": self.answered,
            "comment": self.published, "hide": self.published, "unmerge": self.joined, "reopen": self.published,
            "close": self.disputed, "split": self.received, "readdress": self.referred,
        }  # fmt: skip
        paths = {"ask_asker": "ask", "classify": "class", "return_to_author": "return"}
        paths |= {"answer_self": "answer", "send_back": "send-back"}
        referral = f"/desk/q/{self.referred.number}/referrals/{self.referred.referral_ids[0]}"
        terms = self.promised.desk() | {f"desk.{name}": [f"{referral}/{name}"] for name in ("register", "extend")}
        return terms | {f"desk.{name}": [f"/desk/q/{made.number}/{paths.get(name, name)}"] for name, made in steps.items()} | {
            "desk.undelegate": [f"/desk/q/{self.passed_on.number}/delegations/{self.step}/undo"],
            "desk.queue": [f"/desk/?tab={tab}" for tab in TABS],
            "desk.question": [f"/desk/q/{made.number}" for made in every],
            "desk.password": ["/desk/password"], "desk.results": ["/desk/results"], "desk.keys": ["/desk/keys"],
            "desk.make_responsible": [f"/desk/q/{self.passed_on.number}/referrals/{self.passed_on.referral_ids[1]}/responsible"],
            "desk.merge": [f"/desk/q/{self.accepted.number}/merge{into}" for into in ("", f"?into={self.published.number}")],
            "desk.mail": [self.mail()], "desk.mail_forward": [self.a_message()], "desk.addresses": [self.addresses()],
            "desk.record": ["/desk/record"],
            "desk.blank": ["/desk/record/blank"],
            "desk.complete": [f"/desk/q/{self.returned.number}/complete"],
            "desk.hear": [f"/desk/q/{made.number}/hear" for made in (self.asked, self.told)],
            "desk.calls": [f"/desk/calls?reach={reach}" for reach in ("phone", "no_phone")],
            "desk.hand_over": [f"/desk/q/{made.number}/hand-over" for made in (self.told, self.received)],
            "desk.sheet": [f"/desk/q/{self.told.number}/sheet"],
            "desk.paper": [f"/desk/q/{self.received.number}/paper"],
            "desk.check_file": [f"/desk/q/{self.with_file.number}/files/{self.file}/check"],
            "desk.check_office": [f"/desk/q/{self.corrected.number}/files/{self.office_file}/office"],
            "desk.publish_correction": [correction], "desk.return_correction": [f"{correction}/return"],
            "desk.objection": [f"/desk/q/{self.objected.number}/objection"],
            "desk.clarification": [f"/desk/q/{self.clarified.number}/clarifications/{self.clarification}"],
        }

    def mail(self) -> str:
        """What came by mail and fits nowhere, and a registration number that an automatic reply names."""
        acknowledged(self.world, self.referred)
        with self.world.inside():
            for subject in (f"Re: {self.referred.number}", LONG):
                incoming.receive(f"From: {'a' * 60}@mail.example\nSubject: {subject}\n\n{LONG}\n".encode())
        return "/desk/mail"

    def a_message(self) -> str:
        """One that is to be sent on."""
        with self.world.inside():
            return f"/desk/mail/{incoming.receive(LONG.encode()).id}/forward"

    def addresses(self) -> str:
        """Two officials whose addresses do not work, one of whom has a deputy."""
        for deputy in (self.official, None):
            gone = self.world.official(name=LONG[:60])
            self.world.referred(gone, subject=LONG[:190], text=LONG)
            with self.world.inside() as session:
                official = session.get(Official, gone)
                official.address_refused_at, official.deputy_id = clock.now(), deputy
                session.commit()
        return "/desk/addresses"

    def admin(self) -> dict[str, list[str]]:
        """What administrators see."""
        with self.world.inside() as session:
            account = f"/admin/accounts/{session.scalars(select(Account.id)).first()}"
        pages = {"home": "/admin/", "accounts": "/admin/accounts", "account_new": "/admin/accounts/new", "account": account}
        pages |= {"account_password": f"{account}/password", "terminals": "/admin/terminals", "upload": "/admin/import"}
        pages |= {noun: f"/admin/{noun}" for noun in NOUNS} | {f"{noun}_new": f"/admin/{noun}/new" for noun in NOUNS}
        pages |= {f"{noun}_change": f"/admin/{noun}/{self.rows[noun]}" for noun in NOUNS} | {"journal": "/admin/journal"}
        pages |= {"calendar": "/admin/calendar", "reorganise": f"/admin/authorities/{self.rows['authorities']}/merge"}
        return {f"admin.{name}": [address] for name, address in pages.items()}


def enter(walker, places, room) -> None:
    """Go through the door of a room."""
    own = {"asker": places.asked, "judge": places.published, "second": places.joined, "author": places.returned}
    if room in own:
        walker.page.goto(f"/t/{places.world.asker_token(own[room])}")
        walker.presses("Open my question")
    if room in ("desk", "admin"):
        walker.opens("/desk/login")
        walker.page.locator("#login").fill(places.login)
        walker.page.locator("#password").fill(PASSWORD)
        walker.presses("Sign in")


def problems_of(walker, address, first):
    """Yield what is wrong with a page, on a telephone and on a wide screen.

    axe reads every page in Ukrainian on the telephone, and of pages that one template makes the first in English on the wide
    screen: it looks at elements, which are the same in both languages.
    """
    walker.page.goto(address)
    if not unquote(walker.page.url).partition("//")[2].partition("/")[2].startswith(address[1:]):
        yield f"{address} leads to {walker.page.url}"
    for width in (NARROWEST, 1280):
        walker.page.set_viewport_size({"width": width, "height": 900})
        if not fits(walker.page):
            yield f"{address} is wider than {width} px: {wide(walker.page)}"
        if width == NARROWEST if walker.language == "uk" else first and width != NARROWEST:
            try:
                walker.axe(walker.page)
            except AssertionError as problem:
                yield f"{address} at {width} px: {problem}"


@pytest.mark.parametrize("who", ROOMS)
def test_every_page_is_accessible_and_fits(new_page, axe, world, who):
    places, problems = Places(world), []
    rooms = {room: getattr(places, room)().values() for room in ROOMS[who]}
    for language in ("uk", "en"):
        walker = Walker(new_page(width=NARROWEST), axe, language)
        for room, pages in rooms.items():
            enter(walker, places, room)
            addresses = [(address, address == each[0]) for each in pages for address in each]
            problems += [problem for address, first in addresses for problem in problems_of(walker, address, first)]
    assert not problems, "\n".join(problems)


def test_no_page_is_left_out(app, world):
    places = Places(world)
    rooms = [getattr(places, room)() for rooms in ROOMS.values() for room in rooms]
    walked = {endpoint for room in rooms for endpoint in room} | {"desk.login"}
    assert walked | NO_PAGES == {rule.endpoint for rule in app.url_map.iter_rules() if "GET" in rule.methods}
