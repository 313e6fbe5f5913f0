"""What each kind of question must have."""

import pytest

from reception.domain.errors import Invalid
from reception.domain.kinds import Kind
from reception.domain.submission import Submission


def submission(**given):
    return Submission(**{"subject": "Яма", "text": "Велика яма", "may_process": True} | given)


@pytest.mark.parametrize(
    ("given", "field", "code"),
    [
        ({"subject": " \x00 "}, "subject", "subject_needed"),
        ({"subject": "я" * 201}, "subject", "subject_too_long"),
        ({"text": "\u202e"}, "text", "text_needed"),
        ({"text": "я" * 50_000}, "text", "text_too_long"),
        ({"may_process": False}, "may_process", "consent_needed"),
        ({"kind": Kind.APPEAL, "residence": "Миколаїв"}, "name", "full_name_needed"),
        ({"kind": Kind.APPEAL, "name": "Іван", "residence": "Миколаїв"}, "name", "full_name_needed"),
        ({"kind": Kind.APPEAL, "name": "Іван Петренко"}, "residence", "residence_needed"),
        ({"kind": Kind.INFORMATION_REQUEST}, "name", "name_needed"),
        ({"kind": Kind.INFORMATION_REQUEST, "name": "Іван"}, "email", "reply_address_needed"),
    ],
)
def test_what_is_missing_is_named(given, field, code):
    with pytest.raises(Invalid) as raised:
        submission(**given).cleaned()
    assert (raised.value.field, raised.value.code) == (field, code)


def test_a_public_question_needs_no_name():
    assert submission(name="  ").cleaned().name is None


def test_a_formal_appeal_with_name_and_residence_is_taken():
    cleaned = submission(kind=Kind.APPEAL, name="Іван  Петренко", residence=" Миколаїв ").cleaned()
    assert (cleaned.name, cleaned.residence) == ("Іван Петренко", "Миколаїв")
