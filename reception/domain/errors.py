"""What can go wrong by the rules. Each error names itself by a code; the web room says it in the reader's language."""


class DomainError(Exception):
    """A rule was broken. `code` names the message, `params` fills it."""

    status = 400

    def __init__(self, code: str = "invalid", **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


class Invalid(DomainError):
    """What was given cannot be taken; `field` says where, if it belongs to one field."""

    def __init__(self, code: str, field: str | None = None, **params: object) -> None:
        super().__init__(code, **params)
        self.field = field


class NoRoom(Invalid):
    """A file cannot be kept now: the disk is full, or may not be written. `name` is what its owner calls it."""

    status = 503

    def __init__(self, name: str = "") -> None:
        super().__init__("no_room", field="files", name=name)


class NotFound(DomainError):
    """There is no such thing, or it is not for this person to know."""

    status = 404

    def __init__(self) -> None:
        super().__init__("not_found")


class NotAllowed(DomainError):
    """The action is not this actor's to take, or not in this state."""

    status = 409


class Held(NotAllowed):
    """A colleague has the question in hand; `name` says who."""

    def __init__(self, name: str) -> None:
        super().__init__("held", name=name)


class Stale(DomainError):
    """Somebody changed the question since the page was made (design: 409 with both texts)."""

    status = 409

    def __init__(self) -> None:
        super().__init__("stale")


class Withdrawn(DomainError):
    """It was public and was taken down with a reason."""

    status = 410

    def __init__(self, reason: str) -> None:
        super().__init__("withdrawn", reason=reason)


class TooMany(DomainError):
    """A limit is reached; `minutes` says when to try again."""

    status = 429

    def __init__(self, minutes: int) -> None:
        super().__init__("too_many", minutes=minutes)
        self.minutes = minutes
