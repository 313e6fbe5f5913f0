"""What goes wrong, in plain words and without a traceback: exit code 1."""

from typing import Any

import click
from sqlalchemy.exc import OperationalError, ProgrammingError

from reception.config import SettingsError
from reception.domain.errors import DomainError
from reception.search.hits import IndexUnusable

WORDS = {
    "account_name_needed": "A librarian needs a name.",
    "answered_before_asked": "an answer is older than the question",
    "answer_by_if_shortened": "“answer_by” belongs to the pace “shortened”, and to no other",
    "answers_not_list": "“answers” is not a list of objects",
    "authority_unknown": "no authority “{name}” here; --create makes it",
    "backup_broken": "This is no backup of Reception, or it is damaged: {detail}.",
    "backup_other_database": "The backup is of a {theirs} database, and this installation has {ours}.",
    "branch_unknown": "no branch “{name}” here; add it, or take the branch out of the record",
    "database_there": "There is a database here already. To replace it with the backup: --force.",
    "date_impossible": "“{field}” is {value}: not a date on which anything can have happened yet",
    "date_not_iso": "“{field}” is {value}: not a date of ISO 8601, such as 2026-03-01T09:30:00+02:00",
    "entered_before_received": "it was entered before it was received",
    "field_needed": "“{field}” is missing or empty",
    "field_not_boolean": "“{field}” is neither true nor false",
    "field_not_text": "“{field}” is not a text",
    "field_too_long": "“{field}” has {length} characters, at most {limit}",
    "file_utf16": "The file is in UTF-16. Save it as UTF-8 and import it again.",
    "kind_of_no_appeal": "“appeal_kind” belongs to an appeal, and to nothing else",
    "line_not_json": "not JSON: {detail}",
    "line_not_object": "not a JSON object in braces",
    "line_not_utf8": "not UTF-8 at byte {position} of the line",
    "line_too_long": "“{field}” has at most {limit} characters",
    "promise_not_object": "“promise” is not an object in braces",
    "done_on_if_kept": "“done_on” belongs to a promise that was kept, and to no other",
    "recorded_not_object": "“recorded” is not an object in braces",
    "record_too_long": "longer than {megabytes} MB",
    "login_form": "A login has 2 to 64 letters, digits and . @ + - _",
    "login_taken": "There is an account with this login already.",
    "no_room": "there is no room for files, or the folder of the attachments may not be written",
    "object_of_no_complaint": "“complained_authority” belongs to an appeal of the kind 3.3, and to nothing else",
    "pace_of_another_kind": "“pace” of the kind “{kind}” can be: {values}",
    "password_short": "A password has at least {shortest} characters.",
    "state_without_answer": "“state” is {state}, but there is no answer",
    "tool_failed": "{tool} failed: {detail}",
    "tool_missing": "{tool} is not installed here. Where it is, run: {command}",
    "topic_unknown": "no topic “{name}” here; --create makes it",
    "value_unknown": "“{field}” is {value}; it can be: {values}",
    "verdict_without_answer": "a verdict belongs to a question that is closed or disputed",
}
"""The texts of error codes. These commands are an administrator's tools and speak English, whatever the pages speak."""

INDEX = {
    "missing": "There is no search index yet.",
    "version": "The search index was built by another version.",
    "broken": "The search index is damaged.",
    "unreadable": "The search index may not be read: look at the rights of its folder.",
    "unwritable": "The search index may not be written: look at the rights of its folder.",
    "full": "There is no space left for the search index.",
    "busy": "Another process is writing the search index; try again in a moment.",
}
REBUILD = " Build it: reception index rebuild"
CURED_BY_REBUILD = ("missing", "version", "broken")
NOT_SET_UP = ("no such table", "does not exist", "no such column")


class PlainErrors(click.Group):
    """A group whose commands end with a sentence when something is wrong that a person can put right."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command."""
        try:
            return super().invoke(ctx)
        except (SettingsError, DomainError, IndexUnusable, OperationalError, ProgrammingError) as error:
            raise click.ClickException(say(error)) from error


def say(error: Exception) -> str:
    """Return an error in words."""
    match error:
        case SettingsError():
            return "These settings keep Reception from starting:\n  " + "\n  ".join(error.lines)
        case DomainError():
            values = {"field": getattr(error, "field", None)} | error.params
            return WORDS.get(error.code, f"{error.code} {{field}}").format_map(values)
        case IndexUnusable():
            return say_index(error.reason)
        case OperationalError() | ProgrammingError():
            return _say_database(str(error.orig).strip())
    return str(error)


def say_index(reason: str) -> str:
    """Return the reason of an index that cannot be used in words, with what to do."""
    return INDEX.get(reason, f"The search index cannot be used: {reason}.") + (REBUILD if reason in CURED_BY_REBUILD else "")


def _say_database(words: str) -> str:
    if any(sign in words for sign in NOT_SET_UP):
        return "The database is not set up, or it is of another version. Bring it up to date: reception init"
    return f"The database does not answer: {words}"
