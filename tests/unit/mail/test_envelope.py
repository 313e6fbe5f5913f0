"""A letter as it travels: headers that programs know it by, and lines that no server cuts."""

import dataclasses
from email import message_from_bytes, policy

import dkim
import pytest

from reception.mail.dkim_key import make, public_key
from reception.mail.envelope import MOST_REFERENCES, enveloped
from reception.models import Audience, Letter

IDS = tuple(f"<{number}.{'a' * 60}@library.example>" for number in range(40))


@pytest.fixture
def settings(settings, tmp_path):
    make(tmp_path / "dkim.pem")
    return dataclasses.replace(settings, dkim_key=str(tmp_path / "dkim.pem"), mail_sender="reception@library.example")


def a_letter(**given) -> Letter:
    words = {"subject": "Питання", "body_text": "Добрий день!\n", "body_html": "<p>Добрий день!</p>", "language": "uk"}
    same = {"id": 7, "to_address": "koval@city.example", "message_id": "<new@library.example>"}
    return Letter(**same | words | given)


@pytest.mark.usefixtures("context")
def test_a_long_conversation_names_its_first_and_its_latest_letters_in_lines_that_are_short_and_signed():
    raw = enveloped(a_letter(audience=Audience.ASKER), IDS).as_bytes()

    message = message_from_bytes(raw, policy=policy.default)
    assert message["In-Reply-To"] == IDS[-1]
    assert message["References"].split() == [IDS[0], *IDS[-MOST_REFERENCES + 1 :]]
    assert max(map(len, raw.split(b"\r\n"))) < 998
    record = f"v=DKIM1; k=rsa; p={public_key()}".encode()
    assert dkim.verify(raw, dnsfunc=lambda *_given, **_named: record)
    assert (message["Auto-Submitted"], message["X-Auto-Response-Suppress"]) == ("auto-generated", "OOF, AutoReply")
    assert "Precedence" not in message


class TestReturnAddress:
    @pytest.mark.parametrize(
        ("pattern", "of_letter", "of_test"),
        [
            ("", "reception@library.example", "reception@library.example"),
            ("bounces@library.example", "bounces@library.example", "bounces@library.example"),
            ("bounces+*@library.example", "bounces+7-", "bounces@library.example"),
            ("*@bounces.library.example", "7-", "bounces@bounces.library.example"),
        ],
    )
    def test_reports_come_to_us_whatever_is_set(self, applications, settings, pattern, of_letter, of_test):
        with applications.opened(dataclasses.replace(settings, mail_bounce_address=pattern)) as app, app.app_context():
            assert enveloped(a_letter(), ()).envelope_from.startswith(of_letter)
            assert enveloped(a_letter(id=None), ()).envelope_from == of_test
