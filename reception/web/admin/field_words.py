"""Fields and their values as the forms of administration say them: for the journal, and for the columns of files."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Form

from reception.domain.events import Tag
from reception.models import Authority, Branch, Event, Topic
from reception.queries import directory
from reception.services.directory import SPECS
from reception.web.admin.directory import NOUNS
from reception.web.admin.forms import AccountForm
from reception.web.admin.forms_calendar import CalendarForm
from reception.web.admin.forms_canned import ACTIONS
from reception.web.admin.forms_directory import AUTHORITY_KINDS, LANGUAGES
from reception.web.templating import short_day
from reception.web.wording import ROLES, in_language, outcome_label

_FORMS: dict[str, type[Form]] = {SPECS[noun.model].what: noun.form for noun in NOUNS} | {"calendar": CalendarForm}
_WITHOUT_FIELD = {"is_enabled": _l("May sign in"), "password": _l("Password"), "address_works": _l("The address works")}
_DAYS = ("valid_from", "valid_to", "martial_law_until", "days_off", "working_days")


def label(form: type[Form], name: str) -> str:
    """Return what a form calls a field; a name that no form has, as it is."""
    field = getattr(form, name, None)
    return str(field.args[0] if field is not None else _WITHOUT_FIELD.get(name, name))


def changes(events: list[Event]) -> Iterator[str]:
    """Yield of each event of administration what was changed, a line a field: before and after, of something new what it is."""
    rows = {
        "branch_id": {row.id: in_language(row) for row in directory.rows(Branch)},
        "topic": {row.slug: in_language(row) for row in directory.rows(Topic)},
        "authority": {row.slug: in_language(row) for row in directory.rows(Authority)},
    }
    rows |= {"topics": rows["topic"], "parent": rows["authority"], "successor": rows["authority"]}
    yield from ("\n".join(_lines(event, rows)) for event in events)


def _lines(event: Event, rows: dict[str, dict[Any, str]]) -> Iterator[str]:
    before, after = event.data.get("before"), event.data.get("after")
    if not isinstance(after, dict):
        return
    form = AccountForm if event.tag == Tag.ACCOUNT_CHANGED else _FORMS.get(event.data.get("what", ""), Form)
    for name, value in after.items():
        now = _said(name, value, rows)
        if isinstance(before, dict):
            yield f"{label(form, name)}: {_said(name, before.get(name), rows)} → {now}"
        elif value not in (None, "", []):
            yield f"{label(form, name)}: {now}"


def _said(name: str, value: Any, rows: dict[str, dict[Any, str]]) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(_said(name, each, rows) for each in value) or "–"
    if value in (None, ""):
        return "–"
    if name in rows:
        return rows[name].get(value, str(value))
    return _of_a_list(name, value) or str(value)


def _of_a_list(name: str, value: Any) -> str:
    """Return the words of a value that is one of few, and of a day; nothing for all others."""
    if name == "password":
        return _("a new one")
    if name == "result":
        return outcome_label(value)
    if name in _DAYS:
        return short_day(dt.date.fromisoformat(value))
    lists: dict[str, dict[Any, Any]] = {
        "role": ROLES,
        "action": ACTIONS,
        "kind": AUTHORITY_KINDS,
        "language": LANGUAGES,
    }
    return str(lists.get(name, {}).get(value, ""))
