"""Facts in data files: each can be read, each reference leads somewhere, and the directory gives away nobody."""

import re

import pytest

from reception.domain.outcomes import Outcome
from reception.domain.roles import Role
from tests.unit.data.files import DATA, DEMO, classifier, rows, values

CSV = sorted(path.relative_to(DATA).as_posix() for path in [*DATA.glob("*.csv"), *DEMO.glob("*.csv")])
KEYS = {
    "official_topics.csv": "number",
    "topics.csv": "slug",
    "decline_reasons.csv": "code",
    "canned_texts.csv": "code",
    "demo/branches.csv": "code",
    "demo/authorities.csv": "slug",
    "demo/officials.csv": "email",
    "demo/accounts.csv": "login",
}
MAY_BE_EMPTY = {"law", "result", "deputy_of", "topic", "parent", "edrpou"}


@pytest.mark.parametrize("name", CSV)
def test_each_table_is_whole(name):
    for row in rows(DATA / name):
        assert None not in row, f"{name}: more cells than columns in {row}"
        empty = {column for column, value in row.items() if not value} - MAY_BE_EMPTY
        assert not empty, f"{name}: {row} has no {empty}"
        assert all(value == value.strip() for value in row.values() if value), row


@pytest.mark.parametrize(("name", "key"), KEYS.items())
def test_each_key_is_there_once(name, key):
    keys = values(DATA / name, key)
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("name", ["topics.csv", "demo/branches.csv", "demo/authorities.csv"])
def test_slugs_are_plain_latin(name):
    assert [slug for slug in values(DATA / name, "slug") if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)] == []


def test_there_are_twenty_four_official_topics_in_order():
    assert values(DATA / "official_topics.csv", "number") == [str(number) for number in range(1, 25)]


@pytest.mark.parametrize("name", ["topics.csv", "demo/authorities.csv"])
def test_official_topics_resolve(name):
    assert set(values(DATA / name, "official_topic")) <= set(values(DATA / "official_topics.csv", "number"))


def test_each_topic_has_somebody_to_answer_it():
    answered = {slug for topics in values(DEMO / "authorities.csv", "topics") for slug in topics.split(";")}
    assert answered == set(values(DATA / "topics.csv", "slug"))


def test_each_authority_has_an_official_and_each_official_an_authority():
    assert set(values(DEMO / "officials.csv", "authority")) == set(values(DEMO / "authorities.csv", "slug"))


def test_deputies_stand_in_for_somebody_of_the_same_authority():
    officials = {row["email"]: row for row in rows(DEMO / "officials.csv")}
    deputies = [row for row in officials.values() if row["deputy_of"]]
    assert deputies
    assert all(officials[row["deputy_of"]]["authority"] == row["authority"] for row in deputies)


def test_accounts_have_roles_and_branches_that_exist():
    accounts = rows(DEMO / "accounts.csv")
    assert {row["role"] for row in accounts} == set(Role)
    assert {row["branch"] for row in accounts} <= set(values(DEMO / "branches.csv", "code"))


@pytest.mark.parametrize("name", ["authorities", "officials", "accounts"])
def test_addresses_of_the_sample_lead_nowhere(name):
    assert [email for email in values(DEMO / f"{name}.csv", "email") if not email.endswith(".example")] == []


@pytest.mark.parametrize("name", ["branches", "authorities"])
def test_telephones_of_the_sample_ring_nowhere(name):
    assert [phone for phone in values(DEMO / f"{name}.csv", "phone") if not phone.startswith("(0512) 00-0")] == []


def test_the_directory_says_that_it_is_a_sample():
    assert all(re.match(r"[\u0400-\u04ff]+: [\u0400-\u04ff]+", note) for note in values(DEMO / "authorities.csv", "note"))


def test_the_classifier_names_every_outcome_and_says_what_it_rests_on():
    facts = classifier()
    assert [result["code"] for result in facts["result"]] == list(Outcome)
    assert [kind["code"] for kind in facts["kind"]] == ["3.1", "3.2", "3.3"]
    assert facts["source"]
    assert facts["valid_from"].year == 2008
    labels = [label for part in ("form", "sign", "kind", "subject", "result") for label in facts[part]]
    assert all(label["label_uk"] and label["label_en"] for label in labels)
    assert {label["known"] for label in labels} == {"read", "memory"}


def test_reasons_to_decline_say_in_two_languages_what_to_do_next():
    reasons = rows(DATA / "decline_reasons.csv")
    assert {row["public"] for row in reasons} == {"0", "1"}
    assert all(len(row["text_uk"]) > 100 and len(row["text_en"]) > 100 for row in reasons)


def test_reasons_to_decline_count_as_results_of_triage_where_they_name_the_articles_of_such_a_result():
    articles = {"9.4": ("5", "7"), "9.6": ("8", "17")}
    for row in rows(DATA / "decline_reasons.csv"):
        if row["result"]:
            named = row["law"].partition("ст. ")[2].split(", ")
            assert row["law"].startswith("Закон України №\N{NO-BREAK SPACE}393/96-ВР"), row["code"]
            assert set(named) & set(articles[row["result"]]), row["code"]


def test_who_needs_help_now_is_given_every_emergency_number():
    texts = {row["code"]: row["text_uk"] for row in rows(DATA / "decline_reasons.csv")}
    assert set(re.findall(r"\b1\d\d\b", texts["emergency"])) == {"101", "102", "103", "104", "112"}
