"""The program learns from what librarians have decided, to suggest the like. What it learns can always be learnt anew."""

from sqlalchemy import delete

from reception.domain import clock
from reception.extensions import db
from reception.models import Learnt
from reception.queries.suggestions import NAMES, decided, decisions
from reception.search.learning import learn
from reception.services.transaction import transaction

ENOUGH, PART = 20, 0.05
"""New decisions after which is learnt anew: so many, and this part of those it was learnt from."""


def learn_anew() -> int:
    """Learn topics and bodies where enough was decided since; return how many were learnt."""
    return sum(_learn(name) for name in NAMES if _is_due(name))


def _is_due(name: str) -> bool:
    known = db.session.get(Learnt, name)
    before = known.decisions if known else 0
    return abs(decided(name) - before) >= max(ENOUGH, PART * before)


def _learn(name: str) -> bool:
    """Learn one model: read and reckoned before the transaction, which others would have to wait for."""
    count = decided(name)
    model = learn(decisions(name))
    with transaction():
        db.session.execute(delete(Learnt).where(Learnt.name == name))
        if model is not None:
            db.session.add(Learnt(name=name, at=clock.now(), decisions=count, body=model.packed()))
    return model is not None
