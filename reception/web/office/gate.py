"""The gate of the office: a link is looked at before anything else, and one that is over says what to do."""

from flask import Response, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from reception.domain.errors import NotAllowed, TooMany
from reception.queries.links import may_be_renewed, newer, newest, why_over
from reception.queries.office import answer_link, is_alive
from reception.services import links
from reception.web.messages import say

PREFETCH = "PREFETCH"
"""How the access log calls a page that a browser fetched of itself: nobody has opened it yet."""


def open_link() -> Response | None:
    """Find the link of the address, write its visit down, and stop where it leads nowhere any more."""
    g.link = answer_link(g.token)
    if g.link is None:
        return make_response(render_template("office/unknown.html"), 404)
    if request.method in ("GET", "HEAD"):
        links.visited(g.link, PREFETCH if _is_prefetch() else request.method)
    if is_alive(g.link) or request.endpoint == "office.renew":
        return None
    return closed()


def _is_prefetch() -> bool:
    said = (request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Moz"))
    return any("prefetch" in words.lower() for words in said)


def closed(status: int = 410, message: str | None = None) -> Response:
    """Return the page of a link that is over: why, what to do, and what was typed if something was."""
    page = render_template(
        "office/closed.html",
        link=g.link,
        referral=g.link.referral,
        why=why_over(g.link),
        newest=newest(g.link),
        newer=newer(g.link),
        may_be_renewed=may_be_renewed(g.link),
        typed=request.form.get("text") or request.form.get("reason"),
        message=message,
    )
    return make_response(page, status)


def renew() -> Response:
    """Mail a link that works to the address of whose link it was, which is not shown."""
    if is_alive(g.link):
        return redirect(url_for("office.answer"))
    try:
        links.renew(g.link)
    except (NotAllowed, TooMany) as error:
        return closed(error.status, say(error))
    flash(_("The link is on its way to the e-mail address that the library knows. It is there within a few minutes."), "success")
    return redirect(url_for("office.answer"), 303)
