"""Pages for everybody: citizens who ask and follow, readers who look."""

from flask import Blueprint

from reception.web.public import site

blueprint = Blueprint("public", __name__)

# The site as a whole
blueprint.add_url_rule("/language", "language", site.language, methods=["POST"])
blueprint.add_url_rule("/theme.css", "theme", site.theme)
blueprint.add_url_rule("/emblem", "emblem", site.emblem)
blueprint.add_url_rule("/health", "health", site.health)
