"""What all tables share: names of constraints (migrations need them), aware instants, short type names."""

import datetime as dt
from typing import Annotated

from sqlalchemy import DateTime, Enum, MetaData, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.types import TypeDecorator

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Instant(TypeDecorator[dt.datetime]):
    """An aware moment, stored in UTC; SQLite has no zones, so it is given one when read."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Refuse naive moments and store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        """Return UTC, whatever the database gave."""
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if value.tzinfo is None else value.astimezone(dt.UTC)


class Base(DeclarativeBase):
    """The mother of all tables."""

    registry = registry(metadata=MetaData(naming_convention=NAMING), type_annotation_map={dt.datetime: Instant})


Key = Annotated[int, mapped_column(primary_key=True)]
Line = Annotated[str, mapped_column(String(300))]
Code = Annotated[str, mapped_column(String(64))]
Prose = Annotated[str, mapped_column(Text)]


def choice(values: type) -> Enum:
    """Return a column type for a StrEnum, stored by value as plain text on every database."""
    return Enum(values, native_enum=False, length=64, values_callable=lambda e: [v.value for v in e], validate_strings=True)
