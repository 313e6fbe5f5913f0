"""Topics, authorities and branches by the names that an imported record gives them."""

from sqlalchemy import func, select

from reception.domain.errors import Invalid
from reception.domain.numbers import slugify
from reception.domain.records import Record
from reception.domain.roles import SYSTEM
from reception.extensions import db
from reception.models import Authority, Branch, FormerName, Topic
from reception.services.directory import put

OTHER = 24
"""The official topic "other": what an unknown topic is counted under until an administrator says better."""


class Places:
    """The names known to the database, read once; `create` lets unknown topics and authorities be made."""

    def __init__(self, create: bool) -> None:
        self._create = create
        self._topics = _ids(Topic, Topic.slug, Topic.name_uk, Topic.name_en)
        names = Authority.slug, Authority.name_uk, Authority.name_en, Authority.short_uk, Authority.legal_name
        self._authorities = _other_names() | _ids(Authority, *names)
        self._branches = _ids(Branch, Branch.code, Branch.name_uk, Branch.name_en)
        self.new_topics: list[str] = []
        self.new_authorities: list[str] = []

    def of(self, record: Record) -> dict[str, int | None]:
        """Return topic, authority and branch of a record by their ids, as a question keeps them.

        Raises Invalid for a name that is unknown and not to be made; nothing was made then.
        """
        if record.branch and _key(record.branch) not in self._branches:
            raise Invalid("branch_unknown", field="branch", name=record.branch)
        if not self._create:
            _must_be_in(self._topics, "topic", record.topic)
            _must_be_in(self._authorities, "authority", record.authority)
            _must_be_in(self._authorities, "authority", record.complained_authority)
        return {
            "topic_id": self._topic(record.topic),
            "authority_id": self._authority(record.authority),
            "branch_id": self._branches.get(_key(record.branch)),
        }

    def _topic(self, name: str | None) -> int | None:
        if name and _key(name) not in self._topics:
            position = (db.session.scalar(select(func.max(Topic.position))) or 0) + 1
            self._topics[_key(name)] = _made(Topic, name, official_topic=OTHER, position=position)
            self.new_topics.append(name)
        return self._topics.get(_key(name))

    def complained_of(self, record: Record) -> int | None:
        """Return the body of which a complaint complains, of a record whose names are known or may be made."""
        return self._authority(record.complained_authority)

    def _authority(self, name: str | None) -> int | None:
        if name and _key(name) not in self._authorities:
            self._authorities[_key(name)] = _made(Authority, name)
            self.new_authorities.append(name)
        return self._authorities.get(_key(name))


def _must_be_in(known: dict[str, int], field: str, name: str | None) -> None:
    if name and _key(name) not in known:
        raise Invalid(f"{field}_unknown", field=field, name=name)


def _key(name: str | None) -> str:
    return (name or "").casefold()


def _ids(model, *columns) -> dict[str, int]:
    rows = db.session.execute(select(model.id, *columns).order_by(model.id.desc())).all()
    return {_key(name): row[0] for row in rows for name in reversed(row[1:]) if name}


def _other_names() -> dict[str, int]:
    """Return the bodies by the names that they had, and by those by which they are known beside."""
    former = db.session.execute(select(FormerName.authority_id, FormerName.name_uk).order_by(FormerName.id))
    known = db.session.execute(select(Authority.id, Authority.aliases).where(Authority.aliases.is_not(None)))
    aliases = ((body, alias.strip()) for body, text in known for alias in text.split("\n"))
    return {_key(name): body for body, name in [*former, *aliases] if name}


def _free(model, name: str) -> str:
    """Return an address for a name that no other row has."""
    slug = slugify(name)
    taken = set(db.session.scalars(select(model.slug).where(model.slug.startswith(slug, autoescape=True))))
    return slug if slug not in taken else next(s for n in range(2, len(taken) + 3) if (s := f"{slug}-{n}") not in taken)


def _made(model, name: str, **more: int) -> int:
    """Add a row as an administrator would, so that the journal tells of it; return its id."""
    return put(SYSTEM, model, {"slug": _free(model, name), "name_uk": name, "name_en": name} | more, None).id
