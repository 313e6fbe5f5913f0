"""Library computers: enrolment, the wipe, what a terminal’s pages must not keep."""

from flask import Blueprint

from reception.web.terminal import device, visit

blueprint = Blueprint("terminal", __name__, url_prefix="/terminal")

# Earlier than `before_app_request`: even the page that refuses a form must know that it is shown at a terminal.
blueprint.app_url_value_preprocessor(device.recognise)

blueprint.add_url_rule("/", "enrol", visit.enrol, methods=["GET", "POST"])
blueprint.add_url_rule("/finish", "finish", visit.finish, methods=["POST"])
