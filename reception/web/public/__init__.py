"""Pages for everybody: citizens who ask and follow, readers who look."""

from flask import Blueprint

from reception.web.public import ask, own, receipt, site, track

blueprint = Blueprint("public", __name__)

# Asking
blueprint.add_url_rule("/ask", "ask", ask.ask, methods=["GET", "POST"])
blueprint.add_url_rule("/ask/similar", "similar", ask.similar, methods=["POST"])
blueprint.add_url_rule("/ask/answered/<number>", "answered", ask.answered)
blueprint.add_url_rule("/ask/receipt", "receipt", receipt.receipt)

# Following one's own question
blueprint.add_url_rule("/track", "track", track.track, methods=["GET", "POST"])
blueprint.add_url_rule("/track/close", "track_close", track.track_close, methods=["POST"])
blueprint.add_url_rule("/track/<number>", "track_question", track.track_question)
blueprint.add_url_rule("/track/<number>/files/<int:file_id>", "track_file", track.track_file)
blueprint.add_url_rule("/track/<number>/withdraw", "withdraw", own.withdraw, methods=["GET", "POST"])
blueprint.add_url_rule("/track/<number>/clarify", "clarify", own.clarify, methods=["GET", "POST"])
blueprint.add_url_rule("/track/<number>/verdict", "verdict", own.verdict, methods=["GET", "POST"])
blueprint.add_url_rule("/t/<token>", "track_link", track.track_link, methods=["GET", "POST"])

# The site as a whole
blueprint.add_url_rule("/language", "language", site.language, methods=["POST"])
blueprint.add_url_rule("/theme.css", "theme", site.theme)
blueprint.add_url_rule("/emblem", "emblem", site.emblem)
blueprint.add_url_rule("/health", "health", site.health)
