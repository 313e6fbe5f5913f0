"""Who acts: the public, the asker of one question, the official of one referral, staff, or the system itself."""

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a librarian is trusted with; each includes the one before it."""

    MODERATOR = "moderator"
    BRANCH_HEAD = "branch_head"
    ADMINISTRATOR = "administrator"


class ActorKind(StrEnum):
    """The side from which an actor comes."""

    PUBLIC = "public"
    ASKER = "asker"
    OFFICIAL = "official"
    STAFF = "staff"
    SYSTEM = "system"


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who does or reads something, as far as the rules need to know.

    `question_id` is the asker's own question, `referral_id` and `link_id` the official's referral and the link used.
    """

    kind: ActorKind
    account_id: int | None = None
    role: Role | None = None
    branch_id: int | None = None
    question_id: int | None = None
    referral_id: int | None = None
    link_id: int | None = None


PUBLIC = Actor(ActorKind.PUBLIC)
SYSTEM = Actor(ActorKind.SYSTEM)
