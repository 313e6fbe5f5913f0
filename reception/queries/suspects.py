"""What in a text of a question may be personal data: the detector with the dictionaries and the asker's own name."""

from reception.domain.privacy.detector import find
from reception.domain.privacy.findings import Finding
from reception.models import Question
from reception.search.names import DictionaryNames

_NAMES = DictionaryNames()


def suspects(question: Question, text: str) -> list[Finding]:
    """Return what a librarian should look at before a text of a question becomes public. It suggests, a person decides."""
    name = question.asker.name if question.asker else None
    return find(text, _NAMES, name or "")
