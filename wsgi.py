"""The application for a WSGI server: `gunicorn wsgi:app`."""

import sys

from reception import create_app
from reception.config import SettingsError

try:
    app = create_app()
except SettingsError as error:
    sys.exit("\n".join(error.lines))
