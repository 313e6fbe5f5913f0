"""The front page: what this is, search, ask, a few figures, what was answered last, what people ask about."""

from flask import render_template

from reception.queries.archive import latest_answers
from reception.queries.delay import waiting_too_many
from reception.queries.fact_table import NONE
from reception.queries.facts import facts
from reception.queries.public_lists import named
from reception.queries.selection import Selection
from reception.reports import figures
from reception.web.items import items

LATEST = 5
TOPICS = 30


def home() -> str:
    """The front page."""
    known = facts()
    return render_template(
        "public/home.html",
        summary=figures.summary(known),
        waiting=waiting_too_many(),
        latest=items(latest_answers(Selection(), LATEST)),
        topics=_topics(figures.by(known, "topic")),
    )


def _topics(parts: dict[str, figures.Summary]) -> list[tuple[object, figures.Figure]]:
    """Return the topics with the number of their questions, the most asked first."""
    known = named("topic")
    asked = [(known[slug], part.figure("received")) for slug, part in parts.items() if slug != NONE and slug in known]
    return sorted(asked, key=lambda topic: (-topic[1].count, topic[0].position))[:TOPICS]
