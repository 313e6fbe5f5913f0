"""The catalogues as readers meet them: topics, authorities and branches, those of the past too, by what addresses call them."""

import datetime as dt

from sqlalchemy import func, select

from reception.domain.errors import NotFound
from reception.domain.roles import PUBLIC
from reception.extensions import db
from reception.models import Authority, Branch, Question, Topic
from reception.queries.visibility import visible_to

Named = Topic | Authority | Branch


def named(field: str) -> dict[str, Named]:
    """Return all topics, authorities or branches by the value that `field` of an address has for them."""
    match field:
        case "topic":
            rows = db.session.scalars(select(Topic).order_by(Topic.position, Topic.id))
            return {topic.slug: topic for topic in rows}
        case "authority":
            rows = db.session.scalars(select(Authority).order_by(Authority.name_uk))
            return {authority.slug: authority for authority in rows}
        case _:
            rows = db.session.scalars(select(Branch).order_by(Branch.code))
            return {branch.code: branch for branch in rows}


def authority_by_slug(slug: str) -> Authority:
    """Return the authority of an address. Raises NotFound if there is none."""
    found = db.session.scalar(select(Authority).where(Authority.slug == slug))
    if found is None:
        raise NotFound
    return found


def predecessors(body: Authority) -> list[Authority]:
    """Return the bodies that are over and whose tasks a body took over, by name."""
    over = (Authority.successor_id == body.id, ~Authority.is_current)
    return list(db.session.scalars(select(Authority).where(*over).order_by(Authority.name_uk)))


def count_public() -> int:
    """Return how many questions everybody may see."""
    return db.session.scalar(select(func.count()).select_from(Question).where(visible_to(PUBLIC))) or 0


def public_addresses(offset: int, limit: int) -> list[tuple[str, str, dt.datetime]]:
    """Return number, public subject and the moment of the last publication of public questions, in the order they came."""
    changed = func.coalesce(Question.published_at, Question.public_at)
    rows = select(Question.number, Question.public_subject, changed).where(visible_to(PUBLIC))
    return [tuple(row) for row in db.session.execute(rows.order_by(Question.id).offset(offset).limit(limit))]
