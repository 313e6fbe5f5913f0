"""The archive: search, filters, order, pages, all in the address."""

from flask import render_template, request
from flask_login import current_user

from reception.queries.archive import Found, search_archive, similar
from reception.queries.selection import read_selection
from reception.web.addresses import changer
from reception.web.index_words import index_words
from reception.web.items import items
from reception.web.public import filters


def archive() -> str:
    """A page of the archive, or of what to do when nothing was found."""
    found = search_archive(read_selection(request.args))
    return render_template(
        "public/archive.html" if found.total else "public/no_hits.html",
        found=found,
        items=items(found.questions, found.hits),
        groups=filters.groups(found),
        title=filters.title(found.selection),
        link=changer("public.archive", found.selection),
        feed=changer("public.feed", found.selection),
        subscribe=changer("public.subscribe", found.selection.to_come())(),
        near=items(_near(found)),
        trouble=index_words() if current_user.is_authenticated else [],
    )


def _near(found: Found) -> list:
    """Return what is nearest to words that found nothing."""
    return similar(found.selection.q) if found.selection.q and not found.total else []
