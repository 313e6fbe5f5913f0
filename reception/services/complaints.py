"""A complaint does not go to whom it complains of, nor to the body that has taken that one's tasks over (393/96-ВР, art. 7)."""

from reception.domain.errors import Invalid
from reception.domain.roles import SYSTEM
from reception.models import Authority
from reception.queries.complaints import with_their_object


def must_not_come_to_their_object(body: Authority) -> None:
    """Raise Invalid if an official of a body has a complaint of it: one has become its own by what it takes over.

    A librarian takes such a complaint back first, and finds who may answer it.
    """
    for referral in with_their_object(SYSTEM, body):
        raise Invalid("complaint_would_be_with_it", number=referral.question.number, name=referral.official_name)
