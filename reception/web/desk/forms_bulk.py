"""Forms of the acts on a selection of questions."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from reception.domain.roles import Actor
from reception.queries import choices, desk_question
from reception.services import bulk
from reception.services.bulk import Picked, Report
from reception.web.forms import Refusing, number_of, offered, text_of
from reception.web.wording import in_language

SPAM = "spam"
"""The reason of the catalogue that is chosen at first, if it is there: most of what is declined by the dozen."""


class BulkDecline(Refusing):
    """One reason for all."""

    reason = RadioField(_l("Why are the questions not taken?"), coerce=number_of, validate_choice=False)
    note = TextAreaField(_l("What the askers should know beside it"), filters=[text_of])

    def offer(self) -> None:
        """Fill in what can be chosen."""
        reasons = desk_question.reasons()
        self.reason.choices = offered((reason.id, in_language(reason, "title")) for reason in reasons)
        if not self.reason.data:
            self.reason.data = next((reason.id for reason in reasons if reason.code == SPAM), 0)

    def act(self, actor: Actor, picked: list[Picked]) -> Report:
        """Do what the form says."""
        return bulk.decline(actor, picked, self.reason.data, self.note.data)


class BulkTopic(Refusing):
    """One topic for all."""

    topic_id = SelectField(_l("Topic"), coerce=number_of, validate_choice=False)

    def offer(self) -> None:
        """Fill in what can be chosen."""
        self.topic_id.choices = offered((topic.id, in_language(topic)) for topic in choices.topics())

    def act(self, actor: Actor, picked: list[Picked]) -> Report:
        """Do what the form says."""
        return bulk.set_topic(actor, picked, self.topic_id.data)


class BulkRefer(Refusing):
    """One official for all."""

    official = SelectField(_l("To whom?"), coerce=number_of, validate_choice=False)
    message = TextAreaField(_l("Message to the official"), filters=[text_of])

    def offer(self) -> None:
        """Fill in what can be chosen, by body."""
        named = sorted((in_language(row.authority), f"{row.name}, {row.post}", row.id) for row in choices.officials())
        rows = [SelectChoice(str(official_id), f"{body} – {person}") for body, person, official_id in named]
        self.official.choices = [SelectChoice("0", _l("please choose")), *rows]

    def act(self, actor: Actor, picked: list[Picked]) -> Report:
        """Do what the form says."""
        return bulk.refer(actor, picked, self.official.data, self.message.data)
