"""Branches, topics, reasons, authorities, officials: a list and a form of each, all in one way."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from reception.domain.errors import Invalid, NotFound, Stale
from reception.domain.permission_names import Permission
from reception.models import Authority, Branch, CannedText, DeclineReason, Official, Topic
from reception.permissions import can
from reception.queries import directory
from reception.services.directory import SPECS, Row, cleaned, differing, save, shown, stamp
from reception.services.directory import accept_address as accept
from reception.web import persons
from reception.web.admin.forms import BranchForm, ReasonForm, RowForm, TopicForm
from reception.web.admin.forms_canned import ACTIONS, CannedTextForm
from reception.web.admin.forms_directory import AUTHORITY_KINDS, AuthorityForm, OfficialForm
from reception.web.wording import in_language

Answer = Response | str | tuple[str, int]
Cells = tuple[tuple[str, Callable[[Any], object]], ...]


@dataclass(frozen=True)
class Noun:
    """One kind of row: its words, its form, the columns of its list. `name` is in the addresses."""

    name: str
    model: type[Row]
    form: type[RowForm]
    many: str
    add: str
    cells: Cells


def _mail(official: Official) -> str:
    if not official.email:
        return _("no address")
    return _("address refused") if official.address_refused_at else ""


_CODE = (_l("Code"), lambda row: row.code)
_NAME = (_l("Name"), in_language)

NOUNS = (
    Noun(
        "branches",
        Branch,
        BranchForm,
        _l("Branches"),
        _l("Add a branch"),
        (_NAME, _CODE, (_l("Address"), lambda row: row.address), (_l("Telephone"), lambda row: row.phone)),
    ),
    Noun(
        "topics",
        Topic,
        TopicForm,
        _l("Topics"),
        _l("Add a topic"),
        (_NAME, (_l("Place in the list"), lambda row: row.position), (_l("Classifier"), lambda row: row.official_topic)),
    ),
    Noun(
        "reasons",
        DeclineReason,
        ReasonForm,
        _l("Reasons for declining"),
        _l("Add a reason"),
        (
            (_l("Title"), lambda row: in_language(row, "title")),
            _CODE,
            (_l("Article of law"), lambda row: row.law),
            (_l("Readers"), lambda row: _("may see it") if row.is_public else ""),
        ),
    ),
    Noun(
        "texts",
        CannedText,
        CannedTextForm,
        _l("Ready texts"),
        _l("Add a ready text"),
        (
            (_l("Title"), lambda row: in_language(row, "title")),
            (_l("For which decision"), lambda row: ACTIONS[row.action]),
            (_l("Topic"), lambda row: in_language(row.topic)),
        ),
    ),
    Noun(
        "authorities",
        Authority,
        AuthorityForm,
        _l("Authorities"),
        _l("Add an authority"),
        (
            _NAME,
            (_l("Level"), lambda row: AUTHORITY_KINDS.get(row.kind, row.kind)),
            (_l("Topics"), lambda row: ", ".join(in_language(topic) for topic in row.topics)),
            (_l("Officials"), lambda row: ", ".join(each.name for each in row.officials if each.is_current)),
        ),
    ),
    Noun(
        "officials",
        Official,
        OfficialForm,
        _l("Officials"),
        _l("Add an official"),
        (
            (_l("Name"), lambda row: row.name),
            (_l("Post"), lambda row: row.post),
            (_l("Authority"), lambda row: in_language(row.authority)),
            (_l("E-mail"), lambda row: row.email),
            (_l("Mail"), _mail),
        ),
    ),
)


def listing(noun: Noun) -> Callable[[], str]:
    """Return the view that lists the rows of a kind."""

    def view() -> str:
        return render_template("admin/rows.html", noun=noun, rows=directory.rows(noun.model))

    return view


def new(noun: Noun) -> Callable[[], Answer]:
    """Return the view that adds a row."""

    def view() -> Answer:
        return _form(noun, None)

    return view


def change(noun: Noun) -> Callable[[int], Answer]:
    """Return the view that changes a row, or takes it out of use."""

    def view(row_id: int) -> Answer:
        row = directory.row(noun.model, row_id)
        if row is None:
            raise NotFound
        return _form(noun, row)

    return view


def accept_address(row_id: int) -> Response:
    """Say that a refused address works after all."""
    official = directory.row(Official, row_id)
    if official is None:
        raise NotFound
    accept(persons.staff(), official)
    flash(_("The address counts as working. What waited for it leaves within a minute."), "success")
    return redirect(url_for("admin.officials_change", row_id=row_id), 303)


def _standing(noun: Noun, row: Row, form: RowForm) -> list[tuple[str, object]]:
    """Return what stands in the fields that hold something else than was typed, with their labels."""
    differing_now = differing(row, cleaned(SPECS[noun.model], form.values(), row))
    return [(form[name].label.text, shown(getattr(row, name))) for name in differing_now if name in form]


def _form(noun: Noun, row: Row | None) -> Answer:
    form = noun.form.of(row)
    if not can(persons.staff(), Permission.ADMINISTER):
        del form.is_active
    context = {"noun": noun, "row": row, "form": form, "fixed": SPECS[noun.model].key if row is not None else None}
    if not form.validate_on_submit():
        form.seen.data = stamp(row) if row is not None else None
        return render_template("admin/row.html", **context)
    try:
        save(persons.staff(), noun.model, form.values(), row, form.naming(), form.seen.data)
    except Stale as error:
        form.seen.data = stamp(row)
        return render_template("admin/row.html", **context, now=_standing(noun, row, form)), error.status
    except Invalid as error:
        form.refuse(error)
        return render_template("admin/row.html", **context), error.status
    flash(_("It is saved."), "success")
    return redirect(url_for(f"admin.{noun.name}"), 303)
