"""Administration: accounts, branches, topics, authorities and officials."""

from flask import Blueprint

blueprint = Blueprint("admin", __name__, url_prefix="/admin")
