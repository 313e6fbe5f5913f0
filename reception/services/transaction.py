"""The one place that commits."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sqlalchemy.orm.exc import StaleDataError

from reception.database import WRITING
from reception.domain.errors import Stale
from reception.extensions import db

_DEPTH = "reception_transaction_depth"
_TAKEN_BACK = "reception_transaction_taken_back"


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
        info[_TAKEN_BACK] = []
        db.session.connection(execution_options={WRITING: True})
    info[_DEPTH] = depth + 1
    try:
        yield
        if depth == 0:
            db.session.commit()
    except StaleDataError as error:
        db.session.rollback()
        _take_back(depth)
        raise Stale from error
    except BaseException:
        if depth == 0:
            db.session.rollback()
            _take_back(depth)
        raise
    finally:
        info[_DEPTH] = depth


def unless_kept(act: Callable[[], object]) -> None:
    """Do this if the transaction that runs is rolled back: what it made outside the database goes with it."""
    db.session.info[_TAKEN_BACK].append(act)


def _take_back(depth: int) -> None:
    """Undo, the latest first, what the outermost block made outside the database."""
    while depth == 0 and db.session.info[_TAKEN_BACK]:
        db.session.info[_TAKEN_BACK].pop()()
