"""Telephone numbers in the database, where they stand as they were typed."""

from sqlalchemy import ColumnElement, func


def digits_of(column: ColumnElement[str]) -> ColumnElement[str]:
    """The digits of a column of telephone numbers."""
    for sign in " ()-–+.":
        column = func.replace(column, sign, "")
    return column
