"""The gate of the office: a link is looked at before anything else, and one that is over says what to do."""

from flask import Response, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _

from reception.domain.errors import NotAllowed, TooMany
from reception.models import ReferralState
from reception.queries.office import answer_link, is_alive
from reception.services import links
from reception.web.messages import say

_ENDED = {ReferralState.RECALLED: "recalled", ReferralState.NOT_OURS: "not_ours"}


def open_link() -> Response | None:
    """Find the link of the address, write its visit down, and stop where it leads nowhere any more."""
    g.link = answer_link(g.token)
    if g.link is None:
        return make_response(render_template("office/unknown.html"), 404)
    if request.method in ("GET", "HEAD"):
        links.visited(g.link, request.method)
    if is_alive(g.link) or request.endpoint == "office.renew":
        return None
    return closed()


def closed(status: int = 410, message: str | None = None) -> Response:
    """Return the page of a link that is over: why, what to do, and what was typed if something was."""
    referral = g.link.referral
    typed = request.form.get("text") or request.form.get("reason")
    why = _ENDED.get(referral.state, "expired")
    page = render_template("office/closed.html", referral=referral, why=why, typed=typed, message=message)
    return make_response(page, status)


def renew() -> Response:
    """Mail a fresh link to the address of the official, which is not shown."""
    if is_alive(g.link):
        return redirect(url_for("office.answer"))
    try:
        links.renew(g.link)
    except (NotAllowed, TooMany) as error:
        return closed(error.status, say(error))
    flash(_("A fresh link is on its way to the official’s own e-mail address. It is there within a few minutes."), "success")
    return redirect(url_for("office.answer"), 303)
