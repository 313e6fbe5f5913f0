"""The form of a ready text."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField

from reception.domain.lifecycle import Action
from reception.models import CannedText
from reception.queries import choices
from reception.web import wording
from reception.web.admin.forms import RowForm, one_line, some_text
from reception.web.forms import number_of, offered

ACTIONS = {
    Action.DECLINE: _l("Decline"),
    Action.ASK_ASKER: _l("Ask the asker"),
    Action.REFER: _l("Pass on to officials"),
    Action.ANSWER_SELF: _l("Answer as the library"),
    Action.SEND_BACK: _l("Send the answer back"),
    Action.RECALL: _l("Take the question back"),
    Action.REOPEN: _l("Take the question up again"),
    Action.CLOSE: _l("Close the dispute"),
    Action.HIDE: _l("Take the question down"),
}


class CannedTextForm(RowForm):
    """A text that librarians put into a decision."""

    code = one_line(_l("Code"))
    title_uk = one_line(_l("Title in Ukrainian"))
    title_en = one_line(_l("Title in English"))
    action = SelectField(_l("For which decision"), coerce=str, validate_choice=False)
    topic = SelectField(_l("Topic"), coerce=number_of, validate_choice=False)
    text_uk = some_text(_l("Text in Ukrainian"))
    text_en = some_text(_l("Text in English"))
    position = one_line(_l("Place in the list"))

    @classmethod
    def of(cls, row: CannedText | None = None) -> "CannedTextForm":
        """Return the form of a text, or of a new one."""
        form = cls(obj=row)
        if row is not None and not form.is_submitted():
            form.action.data, form.topic.data = row.action.value, row.topic_id or 0
        form.action.choices = offered((action.value, words) for action, words in ACTIONS.items())
        kept = [row.topic] if row and row.topic and not row.topic.is_active else []
        form.topics = [*choices.topics(), *kept]
        form.topic.choices = offered([(0, _l("any")), *((topic.id, wording.in_language(topic)) for topic in form.topics)])
        return form

    def values(self) -> dict[str, object]:
        """Return what was typed, the topic as its row."""
        topics = {topic.id: topic for topic in self.topics}
        return super().values() | {"topic": topics.get(self.topic.data)}
