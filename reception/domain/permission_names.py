"""Names of what may be permitted, alphabetical, each with a sentence. Who holds them: `reception/permissions.py`."""

from enum import StrEnum


class Permission(StrEnum):
    """One thing that somebody may be trusted with."""

    ADMINISTER = "administer"
    """Manage accounts, branches, topics, authorities and officials."""
    ANSWER = "answer"
    """Answer a referral as its official."""
    ASK_ASKER = "ask_asker"
    """Ask the asker for a clarification."""
    DELEGATE = "delegate"
    """Pass a referral on to a colleague, and take or give it back."""
    HIDE = "hide"
    """Take a public question down, and bring it back."""
    KEEP_TERM = "keep_term"
    """Enter what an authority says of its own term: when it registered a question, until when it needs more time."""
    NOTE = "note"
    """Write an internal note."""
    OWN = "own"
    """Act on one's own question as its asker."""
    PROMISE = "promise"
    """Say what became of what an answer promised."""
    PUBLISH = "publish"
    """Make an answer public."""
    RECORD = "record"
    """Record a question for a citizen, attach a paper letter, hand an answer over."""
    READ_STAFF = "read_staff"
    """Read originals, contacts, notes and the journal at the desk."""
    TRIAGE = "triage"
    """Accept, edit, decline, refer, send back and close questions."""
