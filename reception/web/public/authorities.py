"""The bodies that answer, and how they do."""

from dataclasses import dataclass

from flask import render_template

from reception.models import Authority
from reception.queries.archive import search_archive
from reception.queries.fact_table import Facts
from reception.queries.facts import facts
from reception.queries.public_lists import authority_by_slug, named, predecessors
from reception.queries.selection import Selection
from reception.reports import figures
from reception.web.items import items

LATEST = 10


@dataclass(frozen=True)
class Row:
    """One body and its figures."""

    authority: Authority
    summary: figures.Summary


def authorities() -> str:
    """All bodies: those with enough answers by how often they keep the term, the others by name and not compared."""
    rows = _rows(facts())
    ranked = sorted((row for row in rows if row.summary.is_ranked), key=lambda row: -(row.summary.in_time_share or 0))
    return render_template(
        "public/authorities.html",
        ranked=ranked,
        others=[row for row in rows if not row.summary.is_ranked],
        enough=figures.RANKED_FROM,
    )


def authority(slug: str) -> str:
    """One body: figures and latest questions."""
    body = authority_by_slug(slug)
    known = facts()
    latest = search_archive(Selection(filters={"authority": slug}), LATEST)
    return render_template(
        "public/authority.html",
        authority=body,
        before=predecessors(body),
        summary=_summary(known, slug),
        latest=items(latest.questions),
        total=latest.total,
        enough=figures.RANKED_FROM,
    )


def _rows(known: Facts) -> list[Row]:
    rows = [Row(body, _summary(known, slug)) for slug, body in named("authority").items()]
    return [row for row in rows if row.authority.is_current or row.summary.counts["received"]]


def _summary(known: Facts, slug: str) -> figures.Summary:
    return figures.by(known, "authority").get(slug) or figures.summary(known, authority=slug)
