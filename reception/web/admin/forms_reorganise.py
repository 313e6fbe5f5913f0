"""The form by which one body takes over the tasks of another."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice

from reception.domain import clock
from reception.models import Authority, Official
from reception.queries import choices, directory
from reception.services.directory_fields import day
from reception.services.reorganise import People, Reorganisation
from reception.web.forms import Refusing, line_of, number_of, offered
from reception.web.wording import in_language


class ReorganiseForm(Refusing):
    """Into which body, since when, and what becomes of the people."""

    into = SelectField(_l("Which body takes over?"), coerce=number_of, validate_choice=False)
    since = StringField(_l("Since which day?"), filters=[line_of], render_kw={"type": "date"})
    people = RadioField(
        _l("What becomes of its officials?"),
        validate_choice=False,
        default=People.STAY.value,
        choices=[
            SelectChoice(People.STAY.value, _l("They answer what they have at hand, and are offered no more")),
            SelectChoice(People.MOVE.value, _l("They go on in the new body, with what they have at hand")),
            SelectChoice(People.HAND_OVER.value, _l("What they have at hand goes to an official of the new body")),
        ],
    )
    official = SelectField(_l("To which official, if it is handed over?"), coerce=number_of, validate_choice=False)

    @classmethod
    def of(cls, body: Authority) -> "ReorganiseForm":
        """Return the form for a body that ends."""
        form = cls()
        form.bodies = {each.id: each for each in choices.authorities() if each is not body}
        form.officials = {
            each.id: each for each in directory.rows(Official) if each.is_current and each.authority_id in form.bodies
        }
        form.into.choices = offered([(0, "–"), *((each.id, in_language(each)) for each in form.bodies.values())])
        named = ((each.id, f"{each.name}, {in_language(each.authority)}") for each in form.officials.values())
        form.official.choices = offered([(0, "–"), *named])
        if not form.is_submitted():
            form.since.data = clock.today().isoformat()
        return form

    def wanted(self, body: Authority) -> Reorganisation:
        """Return what was typed, as the service takes it. Raises Invalid for a day that is none."""
        people = People(self.people.data) if self.people.data in set(People) else People.STAY
        return Reorganisation(
            body=body,
            into=self.bodies.get(self.into.data, body),
            since=day(self.since.data, "since") or clock.today(),
            people=people,
            official=self.officials.get(self.official.data),
        )
