"""An official's address does not work: a librarian enters another one, or hands what the official has to the deputy."""

from collections.abc import Sequence

from sqlalchemy.exc import IntegrityError

from reception.domain.errors import Invalid, NotFound
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor
from reception.domain.text import clean_text
from reception.models import Official
from reception.permissions import require
from reception.queries.officials import stand_in
from reception.services import bulk, directory
from reception.services.bulk import Picked, Report
from reception.services.transaction import transaction


def correct(actor: Actor, official: Official, email: str) -> None:
    """Enter another address for one that does not work; what waits leaves. The same address again is tried again.

    Any librarian may, for it is found out on the telephone while a term runs; all else in the directory is an administrator's.
    Raises Invalid for what is no address or somebody else's, NotFound for an official whose address works.
    """
    spec = directory.SPECS[Official]
    try:
        with transaction():
            require(actor, Permission.TRIAGE)
            if official.address_refused_at is None:
                raise NotFound
            values = directory.cleaned(spec, {"email": email}, official)
            if not values["email"]:
                raise Invalid("address_needed", field="email")
            if directory.differing(official, values):
                directory.put(actor, Official, values, official)
            else:
                directory.accept_address(actor, official)
    except IntegrityError as error:
        raise Invalid("key_taken", field="email") from error


def to_deputy(actor: Actor, official: Official, deputy_id: int, picked: Sequence[Picked], reason: str) -> Report:
    """Hand questions of an official who cannot be reached to the one who stands in; each is told why, and to whom.

    Raises Invalid if it is somebody else who stands in now, or no reason is given.
    """
    require(actor, Permission.TRIAGE)
    deputy = stand_in(official)
    if deputy is None or deputy.id != deputy_id:
        raise Invalid("deputy_changed", field="reason")
    if not clean_text(reason):
        raise Invalid("reason_needed", field="reason")
    return bulk.hand_on(actor, picked, official, deputy, reason)
