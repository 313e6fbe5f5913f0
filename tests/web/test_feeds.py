"""What programs follow: feed, site map, robots, the search from a browser's bar."""

import xml.etree.ElementTree as ET

import pytest

from reception.services import indexing
from reception.web.public import feeds

ATOM = "{http://www.w3.org/2005/Atom}"
SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def titles(response):
    assert response.mimetype == "application/atom+xml"
    return [entry.findtext(f"{ATOM}title") for entry in ET.fromstring(response.text).iter(f"{ATOM}entry")]


def places(response):
    return [each.text for each in ET.fromstring(response.text).iter(f"{MAP}loc")]


def test_the_feed_tells_answers_the_latest_first(client, world):
    first = world.answered(subject="Перше <питання> & друге")
    world.published(subject="Інше питання")
    world.accepted(subject="Без відповіді")
    world.publish(first)

    feed = client.get("/feed.atom")

    assert titles(feed) == ["Перше <питання> & друге", "Інше питання"]
    content = ET.fromstring(feed.text).find(f"{ATOM}entry/{ATOM}content").text
    assert "<p>Яму засиплють до п’ятниці.</p>" in content


def test_a_feed_of_a_search_or_a_topic_holds_its_list(client, world):
    topic = world.topic(slug="dorohy")
    world.published(subject="Яма на дорозі", topic_id=topic)
    world.published(subject="Темний двір")
    with world.inside():
        indexing.catch_up()

    assert titles(client.get("/feed.atom?topic=dorohy")) == ["Яма на дорозі"]
    assert titles(client.get("/feed.atom?q=двори")) == ["Темний двір"]
    assert client.get("/feed.atom?q=%22%3C&topic=%00").status_code == 200


def test_a_feed_that_has_not_changed_is_not_sent_again(client, world):
    world.published()
    etag = client.get("/feed.atom").headers["ETag"]

    assert client.get("/feed.atom", headers={"If-None-Match": etag}).status_code == 304

    world.published()
    assert client.get("/feed.atom", headers={"If-None-Match": etag}).status_code == 200


def test_the_map_lists_what_is_public_with_its_date(client, world):
    made = world.published()
    world.published(may_publish=False)

    shown = client.get("/sitemap.xml")

    assert [place for place in places(shown) if "/q/" in place] == [
        place for place in places(shown) if place.endswith("/yama-na-vulytsi-stepovii")
    ]
    assert len([place for place in places(shown) if "/q/" in place]) == 1
    assert ET.fromstring(shown.text).find(f"{MAP}url/{MAP}lastmod") is not None
    assert client.get(places(shown)[-1].replace("http://127.0.0.1:8000", "")).status_code == 200
    assert world.state(made) == "closed"


def test_a_large_map_has_parts(client, world, monkeypatch):
    monkeypatch.setattr(feeds, "PART", 2)
    for _ in range(3):
        world.accepted()

    parts = places(client.get("/sitemap.xml"))

    assert len(parts) == 2
    found = [place for part in parts for place in places(client.get(part.replace("http://127.0.0.1:8000", "")))]
    assert len([place for place in found if "/q/" in place]) == 3
    assert client.get("/sitemap.xml?part=3").status_code == 404


def test_robots_are_told_what_is_closed(client):
    text = client.get("/robots.txt").text

    assert "Disallow: /desk/" in text
    assert "Disallow: /answer/" in text
    assert "Sitemap: http://127.0.0.1:8000/sitemap.xml" in text


def test_a_browser_searches_from_its_bar(client):
    for lang, name in (("uk", "Приймальня міста"), ("en", "City reception")):
        client.set_cookie("reception_language", lang)
        link = next(each for each in client.page("/").all("link") if each.get("rel") == "search")
        client.delete_cookie("reception_language")
        shown = client.get(link.get("href"))
        root = ET.fromstring(shown.text)
        assert shown.mimetype == link.get("type") == "application/opensearchdescription+xml"
        assert root.findtext(f"{SEARCH}ShortName") == name
        assert len(name) <= 16
        urls = {each.get("type"): each.get("template") for each in root.iter(f"{SEARCH}Url")}
        searched = urls["text/html"].replace("{searchTerms}", "яма").removeprefix("http://127.0.0.1:8000")
        assert client.get(searched).status_code == 200
        assert urls["application/atom+xml"] == "http://127.0.0.1:8000/feed.atom?q={searchTerms}"


@pytest.mark.parametrize(
    ("page", "feed"),
    [("/archive?topic=dorohy", "/feed.atom?topic=dorohy"), ("/archive?q=nothing", "/feed.atom?q=nothing"),
     ("/archive?authority=zhkh", "/feed.atom?authority=zhkh"), ("/authorities/zhkh", "/feed.atom?authority=zhkh"),
     ("/", "/feed.atom")],
)  # fmt: skip
def test_pages_name_their_feed(client, world, page, feed):
    world.published(world.official(world.authority(slug="zhkh")), topic_id=world.topic(slug="dorohy"))
    feeds = [each.get("href") for each in client.page(page).all("link") if each.get("rel") == "alternate"]
    assert feed in feeds
