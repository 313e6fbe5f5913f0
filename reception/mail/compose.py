"""Letters rendered: subject, text and HTML, in the reader's language, with a mark where the personal link will stand."""

from flask import current_app, render_template
from flask_babel import force_locale

from reception.current import settings
from reception.domain.text import clean_text
from reception.domain.tokens import derive_token
from reception.mail.letters import Message
from reception.models import Letter

ANSWER_MARK = "⟦answer-link⟧"
ASKER_MARK = "⟦asker-link⟧"


def render(name: str, message: Message) -> tuple[str, str, str]:
    """Return subject, text and HTML of a letter. The marks stay: no token is ever stored."""
    context = message.context | {
        "question": message.question,
        "to_name": message.to_name,
        "answer_url": ANSWER_MARK,
        "to_address": message.to_address,
        "asker_url": ASKER_MARK if message.asker_link else None,
        "link_to": link_to,
    }
    with force_locale(message.language):
        subject, text, html = (
            render_template(f"mail/{name}/{part}", **context) for part in ("subject.txt", "body.txt", "body.html")
        )
    return " ".join(subject.split())[:300], clean_text(text) + "\n", html


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
    if letter.asker_link:
        token = derive_token(key, "asker", letter.asker_link.nonce)
        body = body.replace(ASKER_MARK, link_to("public.track_link", token=token))
    return body


def without_links(body: str, instead: str) -> str:
    """Return a letter's body for showing: the marks replaced by words."""
    return body.replace(ANSWER_MARK, instead).replace(ASKER_MARK, instead)
