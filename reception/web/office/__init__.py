"""The page on which an official answers, reached by a link.

The token is taken out of every address here and put into every address built, so views know only `g.link`.
"""

from flask import Blueprint, g

from reception.web.office import answer, correcting, delegating, gate, mine, promise, steps
from reception.web.security import private

blueprint = Blueprint("office", __name__, url_prefix="/answer/<token>")
blueprint.url_value_preprocessor(lambda _endpoint, values: setattr(g, "token", (values or {}).pop("token", "")))
blueprint.url_defaults(lambda _endpoint, values: values.setdefault("token", g.get("token")))
blueprint.before_request(gate.open_link)
blueprint.before_request(promise.nothing_else)
blueprint.before_request(delegating.look_only)
blueprint.after_request(private)

blueprint.add_url_rule("", "answer", answer.answer, methods=["GET", "POST"])
blueprint.add_url_rule("/correct", "correct", correcting.correct, methods=["GET", "POST"])
blueprint.add_url_rule("/correct/draft", "correct_draft", correcting.draft, methods=["POST"])
blueprint.add_url_rule("/draft", "draft", answer.draft, methods=["POST"])
blueprint.add_url_rule("/preview", "preview", answer.preview, methods=["POST"])
blueprint.add_url_rule("/files/<int:file_id>", "file", answer.file)
blueprint.add_url_rule("/not-ours", "not_ours", steps.not_ours, methods=["GET", "POST"])
blueprint.add_url_rule("/more-time", "more_time", steps.more_time, methods=["GET", "POST"])
blueprint.add_url_rule("/registered", "registered", steps.registered, methods=["GET", "POST"])
blueprint.add_url_rule("/ask", "ask_asker", steps.ask_asker, methods=["GET", "POST"])
blueprint.add_url_rule("/mine", "mine", mine.mine, methods=["GET", "POST"])
blueprint.add_url_rule("/delegate", "delegate", delegating.delegate, methods=["GET", "POST"])
blueprint.add_url_rule("/take-back", "take_back", delegating.take_back, methods=["POST"])
blueprint.add_url_rule("/give-back", "hand_back", delegating.hand_back, methods=["GET", "POST"])
blueprint.add_url_rule("/promise", "promise", promise.promise, methods=["GET", "POST"])
blueprint.add_url_rule("/renew", "renew", gate.renew, methods=["POST"])
