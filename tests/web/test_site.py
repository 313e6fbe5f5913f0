"""What belongs to the site as a whole: language, colour, emblem, health, the pages that explain."""

import dataclasses

import pytest

from reception import create_app
from reception.models import Letter
from reception.services import indexing
from tests.application import opened


def test_the_language_is_chosen_by_a_form_and_leads_back(client, world):
    page = client.page("/archive?sort=oldest")

    english = client.submit(page, "English")

    assert english.request.full_path == "/archive?sort=oldest"
    assert "Search questions and answers" in english.text
    assert 'lang="en"' in english.text
    assert "Пошук серед" in client.submit(client.page("/archive"), "Українська").text


FOREIGN = ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "", "/a\nb"]


@pytest.mark.parametrize("wanted", FOREIGN)
def test_nobody_is_led_to_another_site(client, wanted):
    page = client.page("/")

    assert client.submit(page, "English", next=wanted).request.path == "/"


def test_explaining_pages_stand_in_both_languages(client):
    ukrainian = {path: client.page(path).heading for path in ("/about", "/privacy", "/accessibility")}
    client.submit(client.page("/"), "English")
    english = {path: client.page(path).heading for path in ukrainian}

    assert ukrainian == {"/about": "Про службу", "/privacy": "Персональні дані", "/accessibility": "Доступність"}
    assert english == {"/about": "About the service", "/privacy": "Personal data", "/accessibility": "Accessibility"}


def test_the_theme_takes_only_a_colour_and_makes_it_dark_enough(settings):
    def theme(colour):
        with opened(create_app(dataclasses.replace(settings, accent_color=colour))) as app:
            return app.test_client().get("/theme.css").text

    assert theme("#1f4e8c") == ":root { --accent: #1f4e8c; }\n"
    assert theme("") == ""
    assert theme("red; } body { display: none") == ""
    assert theme("#ff0") not in ("", ":root { --accent: #ffff00; }\n")


def test_an_emblem_comes_from_the_instance_folder_and_from_nowhere_else(settings):
    settings.instance.mkdir(parents=True, exist_ok=True)
    (settings.instance / "own.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")

    def emblem(name):
        with opened(create_app(dataclasses.replace(settings, emblem=name))) as app, app.test_client().get("/emblem") as given:
            return given.status_code

    assert emblem("own.svg") == 200
    assert [emblem(name) for name in ("", "secret_key", "../own.svg.bak", "missing.png")] == [404] * 4


def test_health_tells_how_index_and_letters_do(client, world, clock):
    world.question()
    with world.inside():
        indexing.catch_up()
    healthy = client.get("/health")
    assert (healthy.status_code, healthy.json["status"], healthy.json["index_lag"]) == (200, "ok", 0)

    world.question()
    assert client.get("/health").json["index_lag"] > 0

    clock.advance(hours=1)
    ill = client.get("/health")
    assert (ill.status_code, ill.json["status"]) == (503, "trouble")
    assert ill.json["oldest_queued_letter"] >= 3600
    with world.inside() as session:
        assert session.query(Letter).count() > 0
    assert "petrenko" not in ill.text
