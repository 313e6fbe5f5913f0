"""The read API: the archive as JSON."""

from reception.domain.kinds import VerdictValue
from reception.services import indexing


def test_a_list_has_the_questions_of_the_archive(client, world):
    topic = world.topic(slug="dorohy")
    world.published(subject="Яма на дорозі", topic_id=topic)
    world.accepted(subject="Темний двір")
    with world.inside():
        indexing.catch_up()

    everything = client.get("/api/v1/questions").json
    roads = client.get("/api/v1/questions?topic=dorohy").json
    found = client.get("/api/v1/questions?q=двори").json

    assert [each["subject"] for each in everything["results"]] == ["Темний двір", "Яма на дорозі"]
    assert (everything["total"], everything["page"], everything["pages"], everything["next"]) == (2, 1, 1, None)
    assert [each["subject"] for each in roads["results"]] == ["Яма на дорозі"]
    assert [each["subject"] for each in found["results"]] == ["Темний двір"]
    assert everything["licence"].startswith("https://creativecommons.org/licenses/by/4.0")


def test_pages_lead_to_one_another(client, world):
    for _ in range(21):
        world.accepted(email=None)

    first = client.get("/api/v1/questions").json
    second = client.get(first["next"].replace("http://127.0.0.1:8000", "")).json

    assert (len(first["results"]), len(second["results"]), second["next"]) == (20, 1, None)


def test_one_question_has_answers_and_timeline(client, world):
    made = world.published(verdict=VerdictValue.SOLVED)

    question = client.get(f"/api/v1/questions/{made.number}").json

    assert question["number"] == made.number
    assert question["answers"][0]["outcome"] == "9.1"
    assert question["verdict"] == {"value": "solved", "comment": None}
    assert question["asker_name"] is None
    assert [event["tag"] for event in question["timeline"]][0] == "question.submitted"


def test_errors_are_json_too(client, world):
    private = world.published(may_publish=False)

    for path in (f"/api/v1/questions/{private.number}", "/api/v1/questions/none", "/api/v1/nothing"):
        answer = client.get(path)
        assert (answer.status_code, answer.json["status"]) == (404, 404)
    assert client.post("/api/v1/questions").json["status"] in (400, 405)


def test_another_form_of_the_number_leads_to_the_right_one(client, world):
    made = world.accepted()

    moved = client.get(f"/api/v1/questions/{made.number.lower()}")

    assert moved.status_code == 301
    assert client.get(moved.location).json["number"] == made.number


def test_pages_of_other_sites_may_read_it(client):
    assert client.get("/api/v1/questions").headers["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in client.get("/archive").headers
