"""The demo’s mail catcher, to be read in the browser; only where the setting `demo` is on."""

from flask import Blueprint

from reception.web.demo import mailbox
from reception.web.security import private

blueprint = Blueprint("demo", __name__, url_prefix="/demo/mail")
blueprint.after_request(private)

blueprint.add_url_rule("/", "mailbox", mailbox.mailbox)
blueprint.add_url_rule("/<name>", "letter", mailbox.letter)
