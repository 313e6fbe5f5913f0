"""The doctor looks at dates: the calendar's file, and whether what is open was counted with it."""

from reception.cli.findings import Finding, broken, look, ok
from reception.current import terms, terms_in_force
from reception.services.recounting import recount


def dates() -> Finding:
    """Look whether the calendar can be read and whether open dates would be others by it."""
    calendar = terms().calendar
    if terms_in_force().problem:
        return broken(f"dates: {terms_in_force().problem}; the calendar before holds on")
    stale = recount(dry_run=True)
    if stale:
        return look(f"dates: {len(stale)} open dates were counted with another calendar: reception dates recompute")
    lasts = "lasts" if calendar.martial_law_until is None else f"until {calendar.martial_law_until}"
    return ok(f"dates: open ones are counted with the calendar that holds; martial law {lasts}")
