"""The figures for all: every number leads to the list that it counts."""

from dataclasses import dataclass

from flask import render_template
from markupsafe import Markup

from reception.domain.kinds import VerdictValue
from reception.queries.fact_table import NONE, YES, Facts
from reception.queries.facts import facts
from reception.reports import charts, figures
from reception.web.public.filters import LABELS, month_words, words_for
from reception.web.wording import language

MONTHS = 24


@dataclass(frozen=True)
class Part:
    """One row of a table: the value that its questions share, in words, and their figures."""

    value: str
    words: str
    summary: figures.Summary


@dataclass(frozen=True)
class Table:
    """The figures parted by one fact."""

    name: str
    label: str
    parts: list[Part]


def stats() -> str:
    """The figures: in all, by month, topic, authority, branch, channel, with the formula."""
    return render_template("public/stats.html", body=facts().once(f"stats {language()}", _body))


def _body(known: Facts) -> Markup:
    """Return the page's inner part. Hundreds of linked numbers take their time, so it is kept with the facts it tells."""
    months = _months(known)
    html = render_template(
        "public/stats_body.html",
        summary=figures.summary(known),
        privately=figures.answered_privately(),
        outcomes=_table(known, "outcome", answered=YES),
        verdicts=_verdicts(known),
        not_taken=[(words_for("outcome")(value), figure) for value, figure in figures.not_taken(known)],
        years=_table(known, "year"),
        months=months,
        chart=_chart(months),
        promisers=_promisers(known),
        tables=[_table(known, name) for name in ("topic", "authority", "branch", "channel")],
        enough=figures.RANKED_FROM,
    )
    return Markup(html)  # noqa: S704 – a template's own output, escaped there


def _table(known: Facts, name: str, **filters: str) -> Table:
    words = words_for(name)
    parts = figures.by(known, name, **filters)
    ordered = sorted(parts.items(), key=_by_value if name in ("year", "outcome") else _by_count)
    return Table(name, str(LABELS[name]), [Part(value, words(value), part) for value, part in ordered])


def _by_value(part: tuple[str, figures.Summary]) -> tuple:
    return part[0] == NONE, part[0]


def _by_count(part: tuple[str, figures.Summary]) -> tuple:
    return part[0] == NONE, -part[1].counts["received"], part[0]


def _promisers(known: Facts) -> list[Part]:
    """Return the authorities that promised something, the most promises first."""
    parts = [part for part in _table(known, "authority").parts if part.summary.counts["promised"]]
    return sorted(parts, key=lambda part: -part.summary.counts["promised"])


def _verdicts(known: Facts) -> list[tuple[str, figures.Figure]]:
    """Return the askers' words with their figures, the best first."""
    words = words_for("verdict")
    parts = figures.by(known, "verdict", answered=YES)
    return [(words(value.value), parts[value.value].figure("answered")) for value in VerdictValue if value.value in parts]


def _months(known: Facts) -> Table:
    parts = figures.by(known, "month")
    shown = figures.months(parts, MONTHS)
    rows = [Part(month, month_words(month), parts.get(month) or figures.summary(known, month=month)) for month in shown]
    return Table("month", str(LABELS["month"]), rows)


def _chart(months: Table) -> charts.Columns:
    counted = [[part.summary.counts[name] for name in ("received", "answered", "positive")] for part in months.parts]
    places = [f"{part.value[5:]}.{part.value[:4]}" for part in months.parts]
    return charts.columns(places, counted)
