"""The page on which an official answers, reached by a link."""

from flask import Blueprint

blueprint = Blueprint("office", __name__, url_prefix="/answer")
