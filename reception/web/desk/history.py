"""The journal of a question in words, for staff: what, when, who, and on what grounds."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from reception.domain.events import Tag
from reception.domain.kinds import Kind
from reception.domain.roles import ActorKind
from reception.models import Event, Question
from reception.queries import choices, desk_question
from reception.queries.claims import branch_names
from reception.queries.labels import names_of as label_names
from reception.queries.links import Use
from reception.web import ways, wording
from reception.web.event_words import event_text
from reception.web.journal import Entry

FIELDS = {
    "public_subject": _l("public subject"),
    "public_text": _l("public text"),
    "kind": _l("kind"),
    "topic_id": _l("topic"),
    "authority_id": _l("addressee"),
    "public_attachments": _l("public files"),
    "file_names": _l("names of the files for readers"),
}
LEDGER = {
    "received": _l("Received"),
    "entered_later": _l("Received, and entered later"),
    "kind_changed": _l("The kind was corrected"),
    "returned": _l("Returned to its author"),
    "awaits_author": _l("The author’s choice is awaited"),
    "completed": _l("Completed by its author"),
    "as_question": _l("Goes on as a public question"),
    "went_on": _l("The library waits no longer"),
    "pace_changed": _l("Another term was set"),
    "referred": _l("Passed on"),
    "extended": _l("Extended"),
    "registered": _l("Registered at the authority"),
    "recounted": _l("Counted anew"),
    "recalled": _l("Taken back"),
    "moved": _l("Handed on to the body that took over"),
    "not_delivered": _l("The letter came back"),
    "not_ours": _l("Given back"),
    "answered": _l("Answered"),
    "disputed": _l("Disputed"),
    "reopened": _l("Taken up again"),
    "readdressed": _l("Handed on"),
    "responsible": _l("Made responsible for the answer"),
    "split": _l("Received with the whole letter"),
    "unmerged": _l("Parted from another question"),
    "undone": _l("Undone, the earlier date runs on"),
}
"""Why a date was entered into the ledger."""


def entries(question: Question, uses: dict[int, Use]) -> list[Entry]:
    """Return the whole journal of a question, oldest first, and between its lines when each link to answer was first opened."""
    names = _Names(question)
    acts = [_entry(line.event, line.name, names) for line in desk_question.journal(question)]
    return sorted(acts + _openings(question, uses), key=lambda entry: entry.at)


def _openings(question: Question, uses: dict[int, Use]) -> list[Entry]:
    links = [link for referral in question.referrals for link in referral.links if uses[link.id].first]
    said = _("The link to answer was opened for the first time")
    return [Entry(uses[link.id].first, said, link.person.name, "") for link in links]


def _entry(event: Event, who: str | None, names: "_Names") -> Entry:
    by = who or wording.actor_label(event.actor)
    if who and event.actor is ActorKind.ASKER:
        by = _("the asker, written down by %(name)s") % {"name": who}
    return Entry(event.at, event_text(event), by, names.detail(event))


class _Names:
    """What the numbers in the journal stand for, read only if there is an edit to tell of."""

    def __init__(self, question: Question) -> None:
        edited = any(event.tag is Tag.EDITED for event in question.events)
        self.of = {
            "topic_id": {row.id: row for row in choices.topics()} if edited else {},
            "authority_id": {row.id: row for row in choices.authorities()} if edited else {},
        }

        shared = [value for event in question.events for value in _assignees(event)]
        self.people = desk_question.names_of({value.get("account_id") for value in shared}) if shared else {}
        self.branches = branch_names({value.get("branch_id") for value in shared}) if shared else {}

        used = (event.data for event in question.events if event.tag is Tag.LABELLED)
        self.labels = label_names({each for data in used for each in data["added"] + data["removed"]})

    def detail(self, event: Event) -> str:
        """Return what else is to be known of an event."""
        if event.tag is Tag.EDITED:
            return "; ".join(self._change(name, event.data) for name in event.data["fields"])
        if event.tag is Tag.CLAIM_TAKEN_OVER:
            return self.people.get(event.data["from_account_id"], "")
        if event.tag is Tag.ASSIGNED:
            return f"{self._assignee(event.data['before'])} → {self._assignee(event.data['after'])}"
        if event.tag is Tag.LABELLED:
            changed = [("+", each) for each in event.data["added"]] + [("−", each) for each in event.data["removed"]]
            return ", ".join(f"{sign} {self.labels[each]}" for sign, each in changed if each in self.labels)
        if event.tag is Tag.RECORDED:
            return ways.way_label(event.data["way"])
        if event.tag is Tag.NOT_OURS and event.data["suggested"]:
            return _("%(reason)s Suggested: %(authority)s") % {
                "reason": event.data["reason"],
                "authority": event.data["suggested"],
            }
        if event.tag is Tag.REGISTERED:
            return f"№\N{NO-BREAK SPACE}{event.data['incoming']}" if event.data["incoming"] else ""
        if event.tag is Tag.DECLINED:
            return _("Readers see it, with the reason.") if event.data.get("shown") else ""
        if event.tag is Tag.PUBLISHED and event.data.get("was") not in (None, event.data["outcome"]):
            return _("By the authority’s own word: %(outcome)s") % {"outcome": wording.outcome_label(event.data["was"])}
        return event.data.get("reason") or event.data.get("error") or ""

    def _assignee(self, value: dict[str, int | None] | None) -> str:
        if value is None:
            return "–"
        named = wording.in_language(self.branches.get(value["branch_id"]))
        return self.people.get(value["account_id"]) or named

    def _change(self, name: str, data: dict[str, Any]) -> str:
        label = str(FIELDS.get(name, name))
        if name not in ("kind", "topic_id", "authority_id"):
            return label
        return f"{label}: {self._value(name, data['before'].get(name))} → {self._value(name, data['after'].get(name))}"

    def _value(self, name: str, value: Any) -> str:
        if value is None:
            return "–"
        if name == "kind":
            return wording.kind_label(Kind(value))
        return wording.in_language(self.of[name].get(value)) or str(value)


def _assignees(event: Event) -> list[dict[str, int | None]]:
    """Return whom a line of the journal names by number."""
    if event.tag is Tag.CLAIM_TAKEN_OVER:
        return [{"account_id": event.data["from_account_id"]}]
    return [value for value in (event.data["before"], event.data["after"]) if value] if event.tag is Tag.ASSIGNED else []
