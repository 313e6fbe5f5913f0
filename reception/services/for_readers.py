"""What a librarian looks at and says before readers get texts and files: the same for whatever becomes public."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reception.domain.roles import Actor
from reception.models import Question
from reception.services import cuts, wartime


@dataclass(frozen=True, kw_only=True)
class Checked:
    """Which files become public, and what the librarian says of them and of the texts beside them."""

    public_attachments: frozenset[int] = frozenset()
    """The files that become public, by id; of those in question the others do not."""
    file_names: Mapping[int, str] = field(default_factory=dict)
    """What readers see as names of the public files, by id; a file without one gets a neutral name."""
    pictures_checked: bool = False
    """The librarian has looked at the pictures that become public for faces and car plates, which no program finds here."""
    may_stay: bool = False
    """The librarian has looked at what may be personal data in the texts: what is left of it is nobody's private data."""
    wartime_checked: bool = False
    """The librarian has looked at what becomes public for what must not be published in time of war."""


def require_checked(
    actor: Actor, question: Question, texts: Mapping[str, str], may_stay: bool, wartime_checked: bool
) -> None:
    """Refuse texts, by field, that a librarian has to look at once more before readers see them. Call it in a transaction.

    Of a question that is not public there are no readers. Raises Invalid if something may be personal data, or if words ask
    for the check of time of war and nobody has made it.
    """
    if question.public_at:
        cuts.require_clean(question, texts, may_stay)
        wartime.passed(actor, question, wartime_checked, *texts.values())
