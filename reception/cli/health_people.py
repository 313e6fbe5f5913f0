"""The doctor looks at people: accounts and officials."""

from collections.abc import Iterator

from sqlalchemy import func, select

from reception.cli.findings import Finding, broken, look, ok
from reception.current import settings
from reception.domain.roles import Role
from reception.extensions import db
from reception.models import Account, Official
from reception.queries.waiting import unaddressed_count
from reception.services.demo_cast import demo_accounts


def people() -> Iterator[Finding]:
    """Look whether somebody can administer, nobody of the demo is left, and officials can be reached."""
    administrators = _count(Account.role == Role.ADMINISTRATOR, Account.is_enabled)
    if administrators:
        yield ok(f"administrators: {administrators}")
    else:
        yield broken("administrators: none: reception account add LOGIN --role administrator")
    if settings().production and demo_accounts():
        logins = ", ".join(account.login for account in demo_accounts())
        yield look(f"demo accounts: still enabled ({logins}): disable them at /admin/")
    if waiting := unaddressed_count():
        yield look(f"questions: {waiting} wait for the address of an official; enter it at /admin/")
    officials, refused = _count(Official.is_current), _count(Official.is_current, Official.address_refused_at.is_not(None))
    if refused:
        yield look(f"officials: the addresses of {refused} were refused by their mail servers; correct them at /admin/")
    elif not officials:
        yield look("officials: none yet, so nothing can be referred; add them at /admin/")
    else:
        yield ok(f"officials: {officials}, no address refused")


def _count(*conditions) -> int:
    return db.session.scalar(select(func.count()).where(*conditions)) or 0
