"""The read API for programs: the public archive as JSON, described in docs/api.md."""

from flask import Blueprint, Response

from reception.web.api import promises, questions

blueprint = Blueprint("api", __name__, url_prefix="/api/v1")


@blueprint.after_request
def open_to_all(response: Response) -> Response:
    """Let pages of other sites read it: there is nothing here but what is public."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


blueprint.add_url_rule("/promises.csv", "promises", promises.promises)
blueprint.add_url_rule("/questions", "questions", questions.questions)
blueprint.add_url_rule("/questions/<number>", "question", questions.question)
