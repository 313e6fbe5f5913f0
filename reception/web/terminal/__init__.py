"""Library computers: enrolment, the wipe, what a terminal’s pages must not keep."""

from flask import Blueprint

blueprint = Blueprint("terminal", __name__, url_prefix="/terminal")
