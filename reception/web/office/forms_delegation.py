"""Forms by which a question goes to a colleague and back."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField

from reception.services.delegating import Colleague
from reception.web.forms import Refusing, line_of, text_of


class DelegateForm(Refusing):
    """To whom the question is passed on."""

    name = StringField(_l("Your colleague’s name"), filters=[line_of])
    post = StringField(_l("Post"), filters=[line_of])
    email = StringField(_l("Your colleague’s e-mail address"), filters=[line_of])
    message = TextAreaField(_l("A word to your colleague"), filters=[text_of])

    def colleague(self) -> Colleague:
        """Return what was typed as the service takes it."""
        return Colleague(name=self.name.data, post=self.post.data, email=self.email.data, message=self.message.data)


class HandBackForm(Refusing):
    """The question goes back to the colleague it came from."""

    reason = TextAreaField(_l("A word to your colleague"), filters=[text_of])
