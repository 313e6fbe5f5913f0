"""Addresses of public pages: those others keep begin with the installation's own, and a list has the address of its filters."""

from collections.abc import Callable
from urllib.parse import urlencode

from flask import url_for

from reception.current import settings
from reception.domain.errors import NotFound
from reception.domain.numbers import parse_number, slugify
from reception.queries.public_view import PublicQuestion
from reception.queries.selection import Selection


def absolute(path: str) -> str:
    """Return a path of this site with the public address before it."""
    return settings().public_url.rstrip("/") + path


def canonical(typed: str) -> str:
    """Return the number meant by an address, in its one form. Raises NotFound if it cannot be one of ours."""
    number = parse_number(typed, settings().number_prefix)
    if number is None:
        raise NotFound
    return number


def question_address(question: PublicQuestion) -> str:
    """Return the one address under which a question is to be known: number and subject in Latin letters."""
    return absolute(url_for("public.question", number=question.number, slug=slugify(question.subject)))


def changer(endpoint: str, selection: Selection) -> Callable[..., str]:
    """Return a function for templates: the address of the selection with changes, `link(page=2)`, `link(topic=None)`."""
    base = url_for(endpoint)

    def link(**changes: object) -> str:
        arguments = selection.arguments(**changes)
        return f"{base}?{urlencode(arguments)}" if arguments else base

    return link
