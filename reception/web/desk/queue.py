"""The queue: lists by what must be done next, narrowed by filters in the address and by the librarian's words."""

from collections.abc import Mapping

from flask import Response, redirect, render_template, request, url_for
from flask_login import current_user

from reception.current import settings
from reception.domain.bases import Basis
from reception.domain.kinds import Channel, Kind
from reception.domain.numbers import parse_number
from reception.domain.roles import Actor
from reception.domain.text import clean_line
from reception.queries import choices, corrections, desk, incoming, registrations
from reception.queries import promises as promised
from reception.queries.claims import claims_of
from reception.queries.complaints import with_their_object
from reception.queries.held_back import held_back
from reception.queries.labels import labels, labels_of, saved_filters
from reception.queries.refused import refused_count
from reception.queries.results import RESULTS, is_year
from reception.queries.undo import undoable_by
from reception.queries.waiting import unaddressed
from reception.services import accounts
from reception.web import persons, wording
from reception.web.desk.forms import SearchForm
from reception.web.desk.forms_labels import FilterForm
from reception.web.forms import number_of
from reception.web.index_words import index_words
from reception.web.mail_words import standstill_words

LONGEST_WORDS = 100
ARGUMENTS = ("tab", "sort", "branch", "topic", "authority", "kind", "channel", "label", "basis", "flag", "result", "year", "mine")
"""What of an address narrows or orders the queue."""


def queue() -> str:
    """Show one list of the queue."""
    actor = persons.staff()
    tab, sort = (
        one_of(desk.Tab, "tab", desk.Tab.NEW, request.args),
        one_of(desk.Sort, "sort", desk.Sort.DUE, request.args),
    )
    chosen = filter_of(actor, request.args)
    counts = desk.counts(actor, chosen)
    page = desk.queue(actor, tab, chosen, sort, number_of(request.args.get("page", 1)), counts.tabs[tab])
    return render_template(
        "desk/queue.html",
        tab=tab,
        sort=sort,
        counts=counts,
        page=page,
        labels_of=labels_of([row.id for row in page.items]),
        undoable=list(undoable_by(actor)),
        claims=claims_of([row.id for row in page.items]),
        form=SearchForm(words=chosen.words),
        words=chosen.words,
        link=link,
        **_of_filters(actor, chosen),
        **_of_mail(actor),
        objections=desk.objections(actor),
        corrections=corrections.count_waiting(actor),
        corrected=corrections.waiting_among([row.id for row in page.items]),
        unaddressed=unaddressed(actor),
        with_object=with_their_object(actor),
        promises=promised.count(actor),
        index=index_words(),
    )


def _of_filters(actor: Actor, chosen: desk.Filter) -> dict[str, object]:
    """Return by what the queue may be narrowed, and the filters that the librarian has kept."""
    offered = {"branches": choices.branches(), "topics": choices.topics(), "authorities": choices.authorities()}
    kept_values = {name: value for name in ARGUMENTS if (value := clean_line(request.args.get(name) or ""))}
    kept = {"kept": saved_filters(actor.account_id), "kept_values": kept_values, "filter_form": FilterForm(formdata=None)}
    return offered | kept | {"labels": labels(), "results": wording.results(), "year": chosen.year, "mine": actor.branch_id}


def _of_mail(actor: Actor) -> dict[str, object]:
    """Return what waits of the mail that came in, where none can go out, and what keeps letters from leaving."""
    came_in = {"held": incoming.held_count(), "held_days": incoming.held_days(), "registrations": registrations.count(actor)}
    going_out = {"refused": refused_count(), "failed": desk.failed_letters(actor)}
    kept_back = {"standstill": standstill_words(), "held_back": held_back(), "most_letters": settings().mail_daily_cap}
    return came_in | going_out | kept_back


def search() -> Response:
    """Look for words: a number opens its question, anything else narrows the queue.

    Words may be somebody's name or telephone, which must stand in no address (browsers, proxies and logs keep these). So
    they are posted and kept with the librarian's account until they are cleared or the librarian logs out.
    """
    form = SearchForm()
    words = (form.words.data or "")[:LONGEST_WORDS]
    number = parse_number(words, settings().number_prefix)
    if number and desk.exists(persons.staff(), number):
        return redirect(url_for("desk.question", number=number), 303)
    accounts.look_for(current_user, words)
    return redirect(url_for("desk.queue", tab=desk.Tab.ALL.value) if words else url_for("desk.queue"), 303)


def filter_of(actor: Actor, given: Mapping[str, str]) -> desk.Filter:
    """Return the filter that an address (or a form that repeats it) and the account name; nonsense narrows nothing."""
    branch_id = number_of(given.get("branch", 0)) or None
    year = number_of(given.get("year", 0))
    return desk.Filter(
        branch_id=actor.branch_id if given.get("mine") and actor.branch_id else branch_id,
        topic_id=number_of(given.get("topic", 0)) or None,
        authority_id=number_of(given.get("authority", 0)) or None,
        kind=one_of(Kind, "kind", None, given),
        channel=one_of(Channel, "channel", None, given),
        label_id=number_of(given.get("label", 0)) or None,
        basis=one_of(Basis, "basis", None, given),
        flag=one_of(desk.Flag, "flag", None, given),
        result=given.get("result") if given.get("result") in RESULTS else None,
        year=year if is_year(year) else None,
        words=current_user.desk_words or "",
    )


def one_of(values, name: str, default, given: Mapping[str, str]):
    """Return the value of an enumeration that an address or a form names, or the default."""
    return values(given[name]) if given.get(name) in set(values) else default


def link(**changes: object) -> str:
    """Return the present address with changes; a filter begins at the first page."""
    kept = {name: request.args.get(name) for name in ARGUMENTS} | changes
    return url_for("desk.queue", **{name: value for name, value in kept.items() if value not in (None, "")})
