"""All blueprints, one an audience."""

from flask import Flask

from reception.config import Settings
from reception.web import admin, api, demo, desk, office, public, terminal


def init_app(app: Flask, settings: Settings) -> None:
    """Register the blueprints; the demo's own only in a demo."""
    for room in (public, desk, office, admin, terminal, api):
        app.register_blueprint(room.blueprint)
    if settings.demo:
        app.register_blueprint(demo.blueprint)
