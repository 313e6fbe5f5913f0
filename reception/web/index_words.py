"""The search index in words for staff: what is the matter, what is being done, what to do. Readers are told nothing of it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from reception.queries.index_state import IndexState, index_state

REASONS = {
    "missing": _l("There is no search index yet; the worker builds it."),
    "version": _l("The search index was built by another version of the program; the worker builds it anew."),
    "broken": _l("The search index is damaged; the worker builds it anew."),
    "unreadable": _l("The search index may not be read: an administrator of the server looks at the rights of its folder."),
    "busy": _l("The search index is being written by another process."),
}
OBSTACLES = {
    "unwritable": _l("The folder of the search index may not be written: until that is put right, what is new is not found."),
    "full": _l("The disk of the search index is full: what is new is not found until there is space."),
}


def index_words() -> list[str]:
    """Return what staff should know of the search index now, a sentence each; nothing while all is well."""
    state = index_state()
    return [str(words) for words in _sentences(state)]


def _sentences(state: IndexState):
    if state.rebuilding:
        now = state.rebuilding
        yield _("The search index is being built anew: %(done)s of %(total)s questions are read.", done=now.done, total=now.total)
    elif not state.answers:
        yield REASONS.get(state.reason) or _("The search index cannot be used (%(reason)s).", reason=state.reason)
    elif state.outdated:
        yield _("The dictionaries have changed since the search index was built: run “reception index rebuild”.")
    if state.obstacle:
        yield OBSTACLES[state.obstacle]
    elif state.is_late and not state.rebuilding:
        minutes = state.age // 60
        yield _("The search index has been behind for %(minutes)s minutes: does the worker run?", minutes=minutes)
    if not state.answers:
        yield _("Until it can be used, the database is searched letter by letter: word forms are not found.")
    elif state.rebuilding:
        yield _("Until then the old index answers.")
