"""Parts of addresses."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**31 - 1
"""No row has a larger id; SQLite's driver breaks at a number that no column can hold, and PostgreSQL refuses it."""


class RowId(IntegerConverter):
    """`<int:…>`: the id of a row. A larger number is no address."""

    def __init__(self, url_map: Map, **options: int) -> None:
        super().__init__(url_map, max=LARGEST_ID, **options)


def init_app(app: Flask) -> None:
    """Let `<int:…>` in every address mean the id of a row."""
    app.url_map.converters["int"] = RowId
