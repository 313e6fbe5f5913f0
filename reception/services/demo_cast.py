"""The demo's town, from the tables of `reception/data/demo/`: branches with terminals, bodies with officials, librarians."""

from sqlalchemy import select

from reception.current import settings
from reception.domain.numbers import make_pin
from reception.domain.roles import SYSTEM, Actor, ActorKind, Role
from reception.extensions import db
from reception.models import Account, Authority, Branch, Official, Topic
from reception.services.accounts import add_account
from reception.services.catalogue import DATA, read_table
from reception.services.directory import save
from reception.services.terminals import enrol, make_terminal
from reception.services.transaction import transaction

FOLDER = DATA / "demo"


def settle() -> None:
    """Put the town into the database. Everything in it is a sample."""
    with transaction():
        _branches()
        _authorities()
        _officials()
        _accounts()


def demo_password(login: str) -> str:
    """Return the password of a demo account: each installation has its own, so that a trial left open is not open to all."""
    return "-".join(make_pin(settings().token_key, f"demo {login} {part}") for part in (1, 2))


def demo_accounts() -> list[Account]:
    """Return the accounts that the demo made and that can still be used."""
    logins = [row["login"] for row in read_table(FOLDER / "accounts.csv")]
    return list(db.session.scalars(select(Account).where(Account.login.in_(logins), Account.is_enabled).order_by(Account.id)))


def by_column(column) -> dict:
    """Return the rows of a table by the values of one of its columns."""
    return {getattr(row, column.key): row for row in db.session.scalars(select(column.class_))}


def as_actor(account: Account) -> Actor:
    """Return a librarian as services know one."""
    return Actor(ActorKind.STAFF, account_id=account.id, role=account.role, branch_id=account.branch_id)


def _branches() -> None:
    for row in read_table(FOLDER / "branches.csv"):
        wanted = ("code", "name_uk", "name_en", "address", "phone", "hours")
        branch = save(SYSTEM, Branch, {name: row[name] for name in wanted})
        for number in range(1, int(row["terminals"]) + 1):
            enrol(make_terminal(SYSTEM, branch, f"{branch.code}-{number}"), client=f"demo {branch.code}")


def _authorities() -> None:
    topics, above = by_column(Topic.slug), {}
    for row in read_table(FOLDER / "authorities.csv"):
        wanted = ("slug", "name_uk", "name_en", "short_uk", "kind", "address", "phone", "email", "note", "edrpou", "katottg")
        named = {name: row[name] for name in wanted}
        beside = {"topics": [topics[slug] for slug in row["topics"].split(";")], "parent": above.get(row["parent"])}
        above[row["slug"]] = save(SYSTEM, Authority, named | beside)


def _officials() -> None:
    authorities, people = by_column(Authority.slug), {}
    for row in read_table(FOLDER / "officials.csv"):
        named = {name: row[name] for name in ("name", "post", "email")}
        superior = people.get(row["deputy_of"])
        given = {"authority": authorities[row["authority"]], "superior": superior, "is_head": superior is None}
        people[row["email"]] = save(SYSTEM, Official, named | given)
        if superior is not None and superior.deputy is None:
            save(SYSTEM, Official, {"deputy": people[row["email"]]}, superior)


def _accounts() -> None:
    branches = by_column(Branch.code)
    for row in read_table(FOLDER / "accounts.csv"):
        named = {name: row[name] for name in ("login", "name", "email")}
        branch, password = branches[row["branch"]], demo_password(row["login"])
        add_account(SYSTEM, **named, role=Role(row["role"]), branch_id=branch.id, password=password)
