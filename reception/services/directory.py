"""What administrators keep: branches, topics, reasons for declining, authorities and their officials; with all librarians, ready
texts.

Nothing is deleted, for old questions name it: what is no longer in use is made inactive.
"""

import datetime as dt
import json
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy.exc import IntegrityError

from reception.domain.errors import Invalid, Stale
from reception.domain.events import Tag
from reception.domain.numbers import slugify
from reception.domain.permission_names import Permission
from reception.domain.roles import Actor
from reception.extensions import db
from reception.models import Authority, Branch, CannedText, DeclineReason, Official, Topic
from reception.permissions import require
from reception.services import directory_rules, moved_address, waiting
from reception.services.complaints import must_not_come_to_their_object
from reception.services.directory_fields import (
    action_with_texts,
    as_is,
    canned_text,
    code,
    day,
    email,
    flag,
    line,
    official_topic,
    place_code,
    prose,
    register_number,
    result_of_triage,
    slug,
    whole,
)
from reception.services.journal import record
from reception.services.naming import NEW_NAME, Naming
from reception.services.transaction import transaction

Row = Branch | Topic | DeclineReason | CannedText | Authority | Official


@dataclass(frozen=True)
class Spec:
    """How one kind of row is kept: its key, which stays; its fields with what cleans them; what must not be empty; which
    addresses are of a person, so that the journal, from which nothing can be taken out, tells their domains only; who may write
    it. Whether it is in use administrators alone decide."""

    what: str
    key: str
    fields: Mapping[str, Callable[[Any, str], Any]]
    needed: tuple[str, ...]
    title: str = "name_uk"
    personal: tuple[str, ...] = ()
    permission: Permission = Permission.ADMINISTER


_BOTH = {"name_uk": line, "name_en": line}
_PLACE = {"address": line, "phone": line}
_LASTING = {"valid_from": day, "valid_to": day, "is_active": flag}

SPECS: dict[type, Spec] = {
    Branch: Spec("branch", "code", {"code": code} | _BOTH | _PLACE | {"hours": line, "is_active": flag}, ("code", "name_uk")),
    Topic: Spec(
        "topic",
        "slug",
        {"slug": slug} | _BOTH | {"official_topic": official_topic, "position": whole, "is_active": flag},
        ("name_uk", "official_topic"),
    ),
    DeclineReason: Spec(
        "reason",
        "code",
        {"code": code, "title_uk": line, "title_en": line, "text_uk": prose, "text_en": prose, "law": line}
        | {"result": result_of_triage, "is_public": flag, "is_active": flag},
        ("code", "title_uk", "text_uk"),
        title="title_uk",
    ),
    CannedText: Spec(
        "canned_text",
        "code",
        {"code": code, "title_uk": line, "title_en": line, "action": action_with_texts, "topic": as_is}
        | {"text_uk": canned_text, "text_en": canned_text, "position": whole, "is_active": flag},
        ("code", "title_uk", "action", "text_uk"),
        title="title_uk",
        permission=Permission.WRITE_TEXTS,
    ),
    Authority: Spec(
        "authority",
        "slug",
        {"slug": slug} | _BOTH | {"short_uk": line, "kind": code} | _PLACE
        | {"legal_name": line, "aliases": prose, "edrpou": register_number, "katottg": place_code}
        | {"email": email, "homepage": line, "hours": line, "note": prose, "topics": as_is}
        | {"parent": as_is, "successor": as_is} | _LASTING,
        ("name_uk",),
    ),
    Official: Spec(
        "official",
        "email",
        {"authority": as_is, "name": line, "post": line, "email": email, "language": code, "is_head": flag, "daily_letter": flag}
        | {"superior": as_is, "deputy": as_is, "successor": as_is} | _LASTING,
        ("authority", "name", "post"),
        title="name",
        personal=("email",),
    ),
}  # fmt: skip


def save(
    actor: Actor,
    model: type[Row],
    values: Mapping[str, Any],
    row: Row | None = None,
    naming: Naming = NEW_NAME,
    seen: str | None = None,
) -> Row:
    """Add a row, or change one, and journal what changed. Fields that are not given stay; `naming` says what another name
    of a body means.

    `seen` is the stamp of the row as it was read (`stamp`): Stale is raised if another administrator has changed it since.
    Raises Invalid, with the field, for what is missing, malformed or taken. The slug and the code of a row that is there
    never change: addresses and files of others hold them.
    """
    spec = SPECS[model]
    try:
        with transaction():
            _may_write(actor, spec, values, row)
            if row is not None and seen:
                db.session.refresh(row, with_for_update=True)
                if stamp(row) != seen:
                    raise Stale
            fields = cleaned(spec, values, row)
            changed = (fields if row is None else differing(row, fields)).keys()
            saved = put(actor, model, fields, row, naming)
            keep_complaints_apart(saved, changed)
            return saved
    except IntegrityError as error:
        raise Invalid("key_taken", field=spec.key) from error


def _may_write(actor: Actor, spec: Spec, values: Mapping[str, Any], row: Row | None) -> None:
    require(actor, spec.permission)
    in_use = row is None or row.is_active
    if bool(values.get("is_active", in_use)) is not in_use:
        require(actor, Permission.ADMINISTER)


_HANDING_ON = {"successor", "valid_to", "authority"}
"""Fields by which tasks, or a person with what is at hand, come to another body."""


def keep_complaints_apart(row: Row, changed: Collection[str]) -> None:
    """Raise Invalid if a complaint is with its object by what was changed of a row: of a body that has an heir now, or has got
    an official."""
    if _HANDING_ON.isdisjoint(changed):
        return
    if isinstance(row, Authority):
        for heir in row.line[1:]:
            must_not_come_to_their_object(heir)
    elif isinstance(row, Official):
        must_not_come_to_their_object(row.authority)


def stamp(row: Row) -> str:
    """Return a short sign of what a row holds now, the same for the same values."""
    values = {name: shown(getattr(row, name)) for name in SPECS[type(row)].fields}
    return sha256(json.dumps(values, sort_keys=True, default=str).encode()).hexdigest()[:16]


def put(actor: Actor, model: type[Row], values: Mapping[str, Any], row: Row | None, naming: Naming = NEW_NAME) -> Row:
    """Store cleaned values within a transaction, and journal what changed, if anything did.

    Raises Invalid for what contradicts itself: days in the wrong order, a body that succeeds itself.
    """
    spec = SPECS[model]
    if row is None:
        before, changed, address = None, values, None
        row = model(**values)
        db.session.add(row)
    else:
        changed = differing(row, values)
        before = {name: told(spec, name, getattr(row, name)) for name in changed}
        address = row.email if isinstance(row, Official) else None
        if isinstance(row, Authority) and "name_uk" in changed:
            naming.keep(row)
        for name, value in changed.items():
            setattr(row, name, value)
        if isinstance(row, Official) and "email" in changed:
            row.address_refused_at = None
    directory_rules.check(row)
    db.session.flush()
    if isinstance(row, Official) and "email" in changed:
        waiting.release(row)
        moved_address.move(row, address)
    if changed:
        after = {name: told(spec, name, value) for name, value in changed.items()}
        record(Tag.DIRECTORY_CHANGED, actor, what=spec.what, name=getattr(row, spec.title), before=before, after=after)
    return row


def accept_address(actor: Actor, official: Official) -> None:
    """Say that an address works which a mail server had refused: what waits for it leaves now."""
    with transaction():
        require(actor, Permission.TRIAGE)
        if official.address_refused_at is None:
            return
        official.address_refused_at = None
        told = {"what": SPECS[Official].what, "name": official.name}
        record(Tag.DIRECTORY_CHANGED, actor, **told, before={"address_works": False}, after={"address_works": True})
        waiting.release(official)


def cleaned(spec: Spec, values: Mapping[str, Any], row: Row | None) -> dict[str, Any]:
    """Return the given values as they can be stored. Raises Invalid for the first that cannot."""
    result = {name: clean(values[name], name) for name, clean in spec.fields.items() if name in values}
    if row is not None and spec.key in ("slug", "code"):
        result.pop(spec.key, None)
    for name in spec.needed:
        if result.get(name, None if row is None else getattr(row, name)) in (None, ""):
            raise Invalid("field_needed", field=name)
        if name in result and result[name] is None:
            raise Invalid("field_needed", field=name)
    if row is None and spec.key == "slug" and not result.get("slug"):
        result["slug"] = slugify(result["name_uk"])
    return _in_both_languages(result, row is None)


def _in_both_languages(values: dict[str, Any], is_new: bool) -> dict[str, Any]:
    """Let the Ukrainian words stand where there are no English ones: in a new row also where nobody spoke of them."""
    for name in ("name", "title", "text"):
        spoken_of = f"{name}_en" in values or (is_new and f"{name}_uk" in values)
        if spoken_of and not values.get(f"{name}_en"):
            values[f"{name}_en"] = values.get(f"{name}_uk") or ""
    return values


def differing(row: Row, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that a row does not have yet."""
    return {name: value for name, value in values.items() if shown(getattr(row, name)) != shown(value)}


def told(spec: Spec, name: str, value: Any) -> Any:
    """Return a value as the journal keeps it."""
    if isinstance(value, Official):
        return value.name
    return f"…@{value.rpartition('@')[2]}" if name in spec.personal and value else shown(value)


def shown(value: Any) -> Any:
    """Return a value as a person compares it: rows by what files call them, days as they are written."""
    if isinstance(value, list):
        return sorted(each.slug for each in value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Official):
        return value.email or f"{value.authority.slug}/{value.name}"
    return value.slug if isinstance(value, Authority | Topic) else value
