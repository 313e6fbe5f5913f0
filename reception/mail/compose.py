"""Letters rendered: subject, text and HTML, in the reader's language, with a mark where the personal link will stand."""

import re

from flask import current_app, render_template
from flask_babel import force_locale

from reception.current import settings
from reception.domain.notices import can_be_stopped
from reception.domain.text import clean_text
from reception.domain.tokens import derive_token
from reception.mail.letters import Message
from reception.models import Letter, Referral, Subscription
from reception.queries.asker import notices_token

ANSWER_MARK = "⟦answer-link⟧"
ASKER_MARK = "⟦asker-link⟧"
SUBSCRIPTION_MARK = "⟦subscription-link⟧"
NOTICES_MARK = "⟦notices-link⟧"
MARKS = (ANSWER_MARK, ASKER_MARK, SUBSCRIPTION_MARK, NOTICES_MARK)
_ONE_OF_MANY = re.compile(r"⟦answer-link:(\d+)⟧")


def render(name: str, message: Message) -> tuple[str, str, str]:
    """Return subject, text and HTML of a letter. The marks stay: no token is ever stored."""
    context = message.context | {
        "question": message.question,
        "to_name": message.to_name,
        "answer_url": ANSWER_MARK,
        "may_reply": bool(settings().mail_reply_address),
        "to_address": message.to_address,
        "asker_url": ASKER_MARK if message.asker_link else None,
        "notices_url": NOTICES_MARK if message.asker_link else None,
        "by_choice": message.by_choice,
        "subscription_url": SUBSCRIPTION_MARK,
        "link_to": link_to,
    }
    with force_locale(message.language):
        subject, text, html = (
            render_template(f"mail/{name}/{part}", **context) for part in ("subject.txt", "body.txt", "body.html")
        )
    return " ".join(subject.split())[:300], clean_text(text) + "\n", html


def answer_mark(referral: Referral) -> str:
    """Return the mark of a referral's link, for a letter about several."""
    return f"⟦answer-link:{referral.id}⟧"


def link_to(endpoint: str, **values: object) -> str:
    """Return the full public address of a page, without a request at hand."""
    scheme, _, rest = settings().public_url.rstrip("/").partition("://")
    host, slash, path = rest.partition("/")
    adapter = current_app.url_map.bind(host, script_name=slash + path or "/", url_scheme=scheme)
    return adapter.build(endpoint, values, force_external=True)


def with_links(letter: Letter, body: str) -> str:
    """Return a letter's body with its personal links filled in: done when it leaves, and never stored."""
    key = settings().token_key
    if letter.answer_link:
        token = derive_token(key, "answer", letter.answer_link.nonce)
        body = body.replace(ANSWER_MARK, link_to("office.answer", token=token))
    for each in letter.reminders:
        link = None if each.to_superior else each.person.link
        if link:
            token = derive_token(key, "answer", link.nonce)
            body = body.replace(answer_mark(each.referral), link_to("office.answer", token=token))
    for each in letter.enclosures:
        token = derive_token(key, "answer", each.link.nonce)
        body = body.replace(answer_mark(each.link.referral), link_to("office.answer", token=token))
    if letter.asker_link:
        token = derive_token(key, "asker", letter.asker_link.nonce)
        body = body.replace(ASKER_MARK, link_to("public.track_link", token=token))
        body = body.replace(NOTICES_MARK, link_to("public.notices_link", token=notices_token(letter.asker_link)))
    if letter.subscription:
        body = body.replace(SUBSCRIPTION_MARK, link_to("public.subscription", token=subscription_token(letter.subscription)))
    return body


def subscription_token(subscription: Subscription) -> str:
    """Return the token of a subscription's links."""
    return derive_token(settings().token_key, "subscription", subscription.nonce)


def stop_headers(letter: Letter) -> dict[str, str]:
    """Return the headers by which a mail program stops letters like this one with one click (RFC 8058), if they can be."""
    if letter.subscription:
        address = link_to("public.subscription_stop", token=subscription_token(letter.subscription))
    elif letter.asker_link and letter.question and can_be_stopped(letter.name, letter.question.kind):
        address = link_to("public.notices_stop", token=notices_token(letter.asker_link))
    else:
        return {}
    return {"List-Unsubscribe": f"<{address}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}


def without_links(body: str, instead: str) -> str:
    """Return a letter's body for showing: the marks replaced by words."""
    body = _ONE_OF_MANY.sub(instead, body)
    for mark in MARKS:
        body = body.replace(mark, instead)
    return body
