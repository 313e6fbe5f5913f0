"""Who the library's own people are, as far as others meet them."""

from sqlalchemy import func, select

from reception.current import settings
from reception.domain.reply_address import mark_of
from reception.extensions import db
from reception.models import Account


def is_librarys(email: str) -> bool:
    """Tell whether an address is a librarian's or the library's: letters for somebody else would not arrive there."""
    email, reply_address = email.lower(), settings().mail_reply_address.lower()
    if email in (settings().library_email.lower(), settings().sender.lower(), reply_address) or mark_of(email, reply_address):
        return True
    return db.session.scalar(select(Account.id).where(func.lower(Account.email) == email).limit(1)) is not None
