"""Reception: a city library's virtual public reception between citizens and local authorities."""

import logging

from flask import Flask
from whitenoise import WhiteNoise

from reception import cli, database, extensions, models
from reception.config import ROOT, Settings, SettingsError, read_settings
from reception.domain.deadlines import TermsInForce
from reception.queries import engine
from reception.web import blueprints, converters, error_pages, languages, security, sessions, templating

__version__ = "0.1.0"
__all__ = ["create_app", "database", "models"]


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application. Raises SettingsError, one line for each setting that is missing or cannot be."""
    settings = settings or read_settings()
    if settings.problems():
        raise SettingsError(settings.problems())
    app = Flask(
        __name__,
        instance_path=str(settings.instance),
        template_folder=str(ROOT / "templates"),
        static_folder=str(ROOT / "static"),
    )
    configure(app, settings)
    init_extensions(app)
    engine.init_app(app, settings)
    security.init_app(app, settings)
    sessions.init_app(app)
    templating.init_app(app)
    error_pages.init_app(app)
    converters.init_app(app)
    blueprints.init_app(app, settings)
    cli.init_app(app)
    app.wsgi_app = WhiteNoise(app.wsgi_app, root=str(ROOT / "static"), prefix="static/", max_age=3600)
    return app


def configure(app: Flask, settings: Settings) -> None:
    """Turn our settings into what the extensions read."""
    settings.instance.mkdir(parents=True, exist_ok=True)
    logging.getLogger("reception").setLevel(settings.log_level)
    app.extensions["reception_settings"] = settings
    app.extensions["reception_terms"] = terms = TermsInForce(settings.calendar_file)
    terms.terms()
    if terms.problem:
        raise SettingsError([terms.problem])
    app.config.update(
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database,
        SQLALCHEMY_ENGINE_OPTIONS={"hide_parameters": True},  # an error in the log must not quote what people wrote
        MAX_CONTENT_LENGTH=24 * 1024 * 1024,
        MAX_FORM_MEMORY_SIZE=2 * 1024 * 1024,
        WTF_CSRF_SSL_STRICT=False,  # pages of one person send no referrer; the token and the cookie's SameSite do the work
        WTF_CSRF_TIME_LIMIT=None,  # a form holds as long as its session
        BABEL_DEFAULT_LOCALE=languages.LANGUAGES[0],
        BABEL_DEFAULT_TIMEZONE="Europe/Kyiv",
        BOOTSTRAP_SERVE_LOCAL=True,
        PROPAGATE_EXCEPTIONS=False,
        MAIL_SERVER=settings.mail_server,
        MAIL_PORT=settings.mail_port,
        MAIL_USE_TLS=settings.mail_use_tls,
        MAIL_USE_SSL=settings.mail_use_ssl,
        MAIL_USERNAME=settings.mail_username or None,
        MAIL_PASSWORD=settings.mail_password or None,
        MAIL_DEFAULT_SENDER=settings.sender,
    )


def init_extensions(app: Flask) -> None:
    """Bind the extensions to the application."""
    extensions.db.init_app(app)
    extensions.migrate.init_app(app, extensions.db, directory=str(ROOT / "migrations"), render_as_batch=True)
    extensions.login.init_app(app)
    extensions.csrf.init_app(app)
    extensions.mail.init_app(app)
    extensions.bootstrap.init_app(app)
    extensions.babel.init_app(app, locale_selector=languages.choose)
