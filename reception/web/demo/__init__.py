"""The demo’s mail catcher, to be read in the browser; only where the setting `demo` is on."""

from flask import Blueprint

blueprint = Blueprint("demo", __name__, url_prefix="/demo")
