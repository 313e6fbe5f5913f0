"""Letters that other servers can believe: signed, and with a domain of whose records the doctor speaks."""

import dataclasses

import dkim
import dns.resolver
import pytest
from sqlalchemy import select

from reception import create_app
from reception.models import Letter, LetterState
from reception.services.delivery import send_due
from tests.application import opened
from tests.command import run_command
from tests.nameserver import NameServer

DOMAIN = "library.example"
KEY_AT = f"reception._domainkey.{DOMAIN}"


@pytest.fixture
def settings(settings, tmp_path):
    return dataclasses.replace(settings, mail_sender=f"reception@{DOMAIN}", dkim_key=str(tmp_path / "dkim.pem"))


@pytest.fixture
def names(monkeypatch):
    """The name server that this machine asks."""
    with NameServer() as server:
        monkeypatch.setattr(dns.resolver, "default_resolver", server.resolver())
        yield server


@pytest.fixture
def record(app) -> str:
    """Make the key; return what is to be published."""
    said = run_command(app, "mail", "key").output
    assert f"Publish at {KEY_AT}" in said
    return said.strip().splitlines()[-1]


def found(app, what) -> str:
    [line] = [line for line in run_command(app, "doctor").output.splitlines() if f" {what}: " in line]
    return line


def test_a_letter_is_signed_so_that_its_reader_can_check_it(world, record, smtp):
    world.referred()
    with world.inside():
        send_due()

    published = {f"{KEY_AT}.".encode(): record.encode()}
    assert smtp.messages
    for each in smtp.messages:
        assert dkim.verify(each.raw, dnsfunc=lambda name, timeout=5: published.get(name))
        assert not dkim.verify(each.raw.replace(b"Subject: ", b"Subject: x"), dnsfunc=lambda name, timeout=5: published.get(name))


def test_the_key_is_the_owners_alone_and_is_made_once(app, record, tmp_path):
    path = tmp_path / "dkim.pem"
    assert path.stat().st_mode & 0o077 == 0
    before = path.read_bytes()
    assert run_command(app, "mail", "key").output.strip().splitlines()[-1] == record
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [None, b"no key"])
def test_letters_wait_for_a_key_that_cannot_be_read(world, app, tmp_path, content, names, smtp):
    if content:
        (tmp_path / "dkim.pem").write_bytes(content)
    world.referred()
    with world.inside() as session:
        send_due()
        assert set(session.scalars(select(Letter.state))) == {LetterState.QUEUED}

    assert smtp.messages == []
    assert "letters wait" in found(app, "DKIM")


def test_the_doctor_says_what_to_publish_until_all_is_there(app, record, names):
    assert "publish for library.example" in found(app, "SPF")
    assert f"no key stands at {KEY_AT}" in found(app, "DKIM")
    assert record in found(app, "DKIM")
    assert "v=DMARC1; p=none" in found(app, "DMARC")

    names.records = {DOMAIN: ["v=spf1 a -all", "other"], KEY_AT: [record], f"_dmarc.{DOMAIN}": ["v=DMARC1; p=quarantine"]}
    assert [found(app, what).split()[0] for what in ("SPF", "DKIM", "DMARC")] == ["ok"] * 3


def test_what_is_published_for_the_domain_above_holds_for_a_branch_of_it_too(applications, settings, names):
    names.records = {f"_dmarc.{DOMAIN}": ["v=DMARC1; p=reject"]}
    with applications.opened(dataclasses.replace(settings, mail_sender=f"reception@mail.{DOMAIN}")) as app:
        assert f"p=reject (of {DOMAIN})" in found(app, "DMARC")


@pytest.mark.parametrize(
    ("records", "level"), [(["v=spf1 +all"], "look"), (["v=spf1 a ~all", "v=spf1 mx ~all"], "broken"), (["v=spf10 all"], "look")]
)
def test_a_record_that_helps_nobody_is_named(app, record, names, records, level):
    names.records = {DOMAIN: records}
    assert found(app, "SPF").split()[0] == level


def test_another_key_in_the_dns_is_broken(app, record, names):
    names.records = {KEY_AT: ["v=DKIM1; p=AAAA"]}
    assert found(app, "DKIM").split()[0] == "broken"


def test_a_resolver_that_is_silent_is_no_finding_about_the_domain(app, record, names, monkeypatch):
    monkeypatch.setattr("reception.cli.health_dns.PATIENCE", 0.2)
    names.silent = True
    assert "no answer" in found(app, "DNS")


def test_without_a_key_letters_leave_as_they_are(settings, world, smtp):
    world.referred()
    with opened(create_app(dataclasses.replace(settings, dkim_key=""))) as app, app.app_context():
        assert send_due().count
    assert all(each.message["DKIM-Signature"] is None for each in smtp.messages)
