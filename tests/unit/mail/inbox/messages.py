"""Messages as people and machines send them, made for the tests of the reader."""

OURS = "reception@library.example"
THEIRS = "petrenko@voda.example"


def message(body: str | bytes, charset: str = "utf-8", label: str | None = None, **headers: str) -> bytes:
    """Return a message of one part. `charset` is what it is written in, `label` what it says it is. X_Y becomes X-Y."""
    lines = {"From": f"Petrenko <{THEIRS}>", "To": OURS, "Message-ID": "<1@voda.example>", "Content-Type": "text/plain"}
    lines |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines["Content-Type"] += f"; charset={label or charset}"
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value)
    content = body if isinstance(body, bytes) else body.replace("\n", "\r\n").encode(charset)
    return head.encode("utf-8") + b"\r\n" + content


def report(diagnosis: str, status: str, action: str = "failed", notice: str = "See the report.") -> bytes:
    """Return a delivery report in form (RFC 3464)."""
    text = f"""From: MAILER-DAEMON@mx.example (Mail Delivery System)
To: {OURS}
Return-Path: <>
Subject: Undelivered Mail Returned to Sender
Content-Type: multipart/report; report-type=delivery-status; boundary=B

--B
Content-Type: text/plain

{notice}

--B
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example

Final-Recipient: rfc822; {THEIRS}
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {diagnosis}

--B
Content-Type: message/rfc822

From: {OURS}
Subject: No such user, mailbox full, spam

The letter itself.
--B--
"""
    return text.replace("\n", "\r\n").encode()
