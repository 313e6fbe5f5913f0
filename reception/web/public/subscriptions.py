"""Being told of new answers by e-mail: asking for it, confirming it, stopping it."""

from flask import Response, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from reception.domain.errors import NotFound, TooMany
from reception.extensions import csrf
from reception.queries.selection import Selection, read_query, read_selection
from reception.queries.subscriptions import subscription_of
from reception.services import subscriptions
from reception.web.addresses import changer
from reception.web.clients import at_terminal, client
from reception.web.messages import say
from reception.web.public.asker_pages import show
from reception.web.public.forms import SubscribeForm
from reception.web.wording import language


def subscribe() -> AnyResponse:
    """Say what exactly one would be told of, and send the letter that asks for confirmation.

    The reply is the same whether the address is subscribed or not.
    """
    selection, form = read_selection(request.args).to_come(), SubscribeForm()
    if not form.validate_on_submit():
        return _form(selection, form, 400 if form.is_submitted() else 200)
    try:
        subscriptions.subscribe(form.email.data, selection, language(), client(), at_terminal())
    except TooMany as error:
        form.email.errors = [say(error)]
        return _form(selection, form, error.status)
    sent = _("We have sent a letter to the address you gave. Please open the link in it and confirm: only then do letters come.")
    flash(sent, "success")
    return redirect(changer("public.archive", selection)())


def _form(selection: Selection, form: SubscribeForm, status: int) -> Response:
    return show("public/subscribe.html", status, form=form, selection=selection, action=changer("public.subscribe", selection)())


def subscription(token: str) -> AnyResponse:
    """The page that a letter's link opens. It changes nothing; its buttons confirm or stop."""
    found = subscription_of(token)
    if found is None:
        return unknown()
    if request.method == "POST":
        return _confirm(token)
    return show("public/subscription.html", subscription=found, selection=read_query(found.wanted), token=token)


def _confirm(token: str) -> AnyResponse:
    try:
        subscriptions.confirm(token)
    except NotFound:
        return unknown()
    return redirect(url_for("public.subscription", token=token))


@csrf.exempt
def stop(token: str) -> AnyResponse:
    """Stop a subscription and forget its address, at the press of a button here or in a mail program.

    A mail program posts to this address without a form (RFC 8058), so no form's token is asked for: the secret in the
    address is the proof. Nor does it follow redirects. Who only opens the address gets the page with the button.
    """
    if request.method != "POST":
        return redirect(url_for("public.subscription", token=token))
    try:
        subscriptions.stop(token)
    except NotFound:
        return unknown()
    return show("public/subscription_stopped.html")


def unknown() -> Response:
    """Say what to do about a link that leads nowhere, whatever the reason."""
    return show("public/subscription_unknown.html", 404)
