"""Pages for everybody: citizens who ask and follow, readers who look."""

from flask import Blueprint

from reception.web.public import (
    archive,
    ask,
    authorities,
    feeds,
    filters,
    home,
    notices,
    object,
    own,
    pages,
    public_text,
    question,
    receipt,
    returned,
    site,
    stats,
    subscriptions,
    track,
)

blueprint = Blueprint("public", __name__)
blueprint.add_app_template_filter(filters.title, "selection_title")

# Reading
blueprint.add_url_rule("/", "home", home.home)
blueprint.add_url_rule("/archive", "archive", archive.archive)
blueprint.add_url_rule("/q/<number>", "question", question.question)
blueprint.add_url_rule("/q/<number>/<slug>", "question", question.question)
blueprint.add_url_rule("/q/<number>/files/<int:file_id>", "file", question.file)
blueprint.add_url_rule("/authorities/", "authorities", authorities.authorities)
blueprint.add_url_rule("/authorities/<slug>", "authority", authorities.authority)
blueprint.add_url_rule("/stats", "stats", stats.stats)
blueprint.add_url_rule("/about", "about", pages.about)
blueprint.add_url_rule("/privacy", "privacy", pages.privacy)
blueprint.add_url_rule("/accessibility", "accessibility", pages.accessibility)

# What programs follow
blueprint.add_url_rule("/feed.atom", "feed", feeds.feed)
blueprint.add_url_rule("/sitemap.xml", "sitemap", feeds.sitemap)
blueprint.add_url_rule("/robots.txt", "robots", feeds.robots)
blueprint.add_url_rule("/opensearch.xml", "opensearch", site.opensearch)

# Being told of new answers
blueprint.add_url_rule("/subscribe", "subscribe", subscriptions.subscribe, methods=["GET", "POST"])
blueprint.add_url_rule("/subscription/<token>", "subscription", subscriptions.subscription, methods=["GET", "POST"])
blueprint.add_url_rule("/subscription/<token>/stop", "subscription_stop", subscriptions.stop, methods=["GET", "POST"])

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
blueprint.add_url_rule("/track/<number>/returned", "returned", returned.returned, methods=["GET", "POST"])
blueprint.add_url_rule("/track/<number>/verdict", "verdict", own.verdict, methods=["GET", "POST"])
blueprint.add_url_rule("/track/<number>/another-matter", "object", object.object_to, methods=["GET", "POST"])
blueprint.add_url_rule("/track/<number>/related/<other>", "related", track.related, methods=["POST"])
blueprint.add_url_rule("/track/<number>/public-text", "object_to_text", public_text.object_to_text, methods=["GET", "POST"])
blueprint.add_url_rule("/track/<number>/letters", "notices", notices.notices, methods=["GET", "POST"])
blueprint.add_url_rule("/letters/<token>", "notices_link", notices.notices_link, methods=["GET", "POST"])
blueprint.add_url_rule("/letters/<token>/stop", "notices_stop", notices.notices_stop, methods=["GET", "POST"])
blueprint.add_url_rule("/t/<token>", "track_link", track.track_link, methods=["GET", "POST"])

# The site as a whole
blueprint.add_url_rule("/language", "language", site.language, methods=["POST"])
blueprint.add_url_rule("/theme.css", "theme", site.theme)
blueprint.add_url_rule("/emblem", "emblem", site.emblem)
blueprint.add_url_rule("/health", "health", site.health)
