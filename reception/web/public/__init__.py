"""Pages for everybody: citizens who ask and follow, readers who look."""

from flask import Blueprint

blueprint = Blueprint("public", __name__)
