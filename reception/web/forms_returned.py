"""The form in which an author supplies what an appeal lacks."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from reception.models import Question
from reception.services.returning import Supplied
from reception.web.forms import Refusing, email_field, line_of, text_of


class CompleteForm(Refusing):
    """What was missing. The page shows only the fields of that."""

    name = StringField(_l("Surname and first name"), filters=[line_of])
    residence = StringField(_l("Place of residence"), filters=[line_of])
    email = email_field()
    phone = StringField(_l("Telephone"), filters=[line_of])
    text = TextAreaField(_l("What do you add?"), filters=[text_of])

    @classmethod
    def of(cls, question: Question) -> "CompleteForm":
        """Return the form of a question: what is posted, or what its asker has given before."""
        form = cls()
        if not form.is_submitted() and question.asker:
            for name in ("name", "residence", "email", "phone"):
                form[name].data = getattr(question.asker, name)
        return form

    def supplied(self) -> Supplied:
        """Return what was supplied, as services take it."""
        return Supplied(
            name=self.name.data,
            residence=self.residence.data,
            email=self.email.data,
            phone=self.phone.data,
            text=self.text.data or "",
        )
