"""What a trusted server says of a sender counts, and nothing that anybody else wrote."""

import pytest

from reception.mail.inbox.authenticity import is_forged
from reception.mail.inbox.parsing import parse

HOP = "Received: from mx.far.example by mx.library.example; Tue, 16 Jun 2026 07:26:31 +0300\n"
OURS = "Authentication-Results: mx.library.example"


def forged(*headers, trusted="mx.far2.example, mx.library.example"):
    return is_forged(parse("".join(headers).encode() + b"From: a@b.example\n\nx"), trusted)


@pytest.mark.parametrize("found", [
    "; dmarc=fail (p=reject dis=none) header.from=b.example",
    ";\n dkim=none;\n spf=pass smtp.mailfrom=far.example;\n DMARC = Fail header.from=b.example",
    " 1; spf=softfail smtp.mailfrom=b.example; dkim=fail (bad (nested) signature) header.d=b.example",
    "; spf=fail; dkim=fail header.d=b.example; dmarc=none",
])  # fmt: skip
def test_a_failure_is_believed(found):
    assert forged(f"{OURS}{found}\n")
    assert forged(HOP, f"{OURS}{found}\n", HOP)
    assert forged(f'Authentication-Results: "MX.Library.example"{found}\n')


@pytest.mark.parametrize("found", [
    "; none",
    "; dmarc=pass; spf=fail; dkim=fail",
    "; spf=fail smtp.mailfrom=b.example",
    "; dkim=fail; dkim=pass header.d=b.example; spf=fail",
    "; spf=fail; dkim=none",
    "; spf=pass; dkim=fail header.d=b.example",
    "; dkim=fail header.d=b.example",
    "; dmarc=fail header.from=b.example; dmarc=pass header.from=b.example",
    "; dmarc=temperror",
    "",
    "; =;;= (",
])  # fmt: skip
def test_all_else_is_no_failure(found):
    assert not forged(f"{OURS}{found}\n")


def test_what_others_say_counts_for_nothing():
    fail, good = "; dmarc=fail\n", "; dmarc=pass\n"
    assert not forged(f"{OURS}{fail}", trusted="")
    assert not forged(f"Authentication-Results: mx.far.example{fail}")
    assert not forged(f"{OURS}.evil.example{fail}")
    assert not forged(f"{OURS}{good}", HOP, f"{OURS}{fail}")
    assert forged(f"{OURS}{fail}", HOP, f"{OURS}{good}", f"Authentication-Results: mx.far.example{good}")
    assert forged(f"Authentication-Results: mx.far.example{good}", f"{OURS}{fail}")
