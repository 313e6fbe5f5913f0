"""What came of appeals by the classifier, for the forms that the library or the council fills in."""

from flask import render_template

from reception.reports.appeals import appeals_by_year
from reception.web import persons, wording


def results() -> str:
    """Show how many appeals of each year have which result; every number opens its list in the queue."""
    return render_template("desk/results.html", years=appeals_by_year(persons.staff()), results=wording.results())
