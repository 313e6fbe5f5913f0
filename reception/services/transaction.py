"""The one place that commits."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm.exc import StaleDataError

from reception.database import WRITING
from reception.domain.errors import Stale
from reception.extensions import db

_DEPTH = "reception_transaction_depth"


@contextmanager
def transaction() -> Iterator[None]:
    """Commit once, at the end of the outermost block; roll everything back if anything raises.

    The outermost block begins anew, as a writer: what was read before is read again when it is used, so that rules are
    checked against what is true now. Raises Stale when another transaction changed the same question meanwhile.
    """
    info = db.session.info
    depth = info.get(_DEPTH, 0)
    if depth == 0:
        db.session.rollback()
        db.session.connection(execution_options={WRITING: True})
    info[_DEPTH] = depth + 1
    try:
        yield
        if depth == 0:
            db.session.commit()
    except StaleDataError as error:
        db.session.rollback()
        raise Stale from error
    except BaseException:
        if depth == 0:
            db.session.rollback()
        raise
    finally:
        info[_DEPTH] = depth
