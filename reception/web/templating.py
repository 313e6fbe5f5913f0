"""What every template knows: the site, the language, the terminal; and the filters that say dates and values in words."""

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache

from flask import Flask, g
from flask_babel import format_decimal, gettext

from reception.current import settings
from reception.domain.clock import local
from reception.domain.shares import shares_in
from reception.web import date_words, event_words, mail_words, markup, privacy_words, promise_words, ways, wording


@dataclass(frozen=True)
class Site:
    """The library as its pages name it."""

    name: str
    library_name: str
    emblem_url: str | None
    public_url: str
    phone: str
    address: str
    email: str
    city: str
    demo: bool


def site() -> Site:
    """Return the site in the reader's language."""
    chosen = settings()
    english = wording.language() == "en"
    return Site(
        name=gettext("Public Reception"),
        library_name=chosen.library_name_en if english else chosen.library_name,
        emblem_url="/emblem" if chosen.emblem else None,
        public_url=chosen.public_url.rstrip("/"),
        phone=chosen.library_phone,
        address=chosen.library_address,
        email=chosen.library_email,
        city=chosen.city_en if english else chosen.city,
        demo=chosen.demo,
    )


def short_day(value: dt.date | dt.datetime | None) -> str:
    """Return a date in figures, for tables; of a moment, its Kyiv date."""
    if isinstance(value, dt.datetime):
        value = local(value).date()
    return value.strftime("%d.%m.%Y") if value else ""


def clock_time(value: dt.datetime) -> str:
    """Return the Kyiv time of a moment, to the second."""
    return f"{local(value):%H:%M:%S}"


def number(value: float) -> str:
    """Return a number as the language writes it."""
    return _written(value, wording.language())


@lru_cache(maxsize=10_000)
def _written(value: float, _language: str) -> str:
    # A page of the archive says a hundred numbers, mostly those that other pages say too.
    return format_decimal(value)


def init_app(app: Flask) -> None:
    """Give an application's templates what they all need."""
    for words in (wording, event_words, mail_words, privacy_words, promise_words, date_words, ways):
        app.jinja_env.filters |= words.FILTERS
    app.jinja_env.filters |= {
        "short_day": short_day,
        "clock_time": clock_time,
        "number": number,
        "markdown": markup.markdown,
        "plain": markup.plain,
        "shares": shares_in,
    }
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals |= privacy_words.GLOBALS
    app.context_processor(lambda: {"site": site(), "lang": wording.language(), "terminal": g.get("terminal")})
