"""The numbers of questions: how far they have come in each year."""

from sqlalchemy.orm import Mapped, mapped_column

from reception.models.base import Base


class Counter(Base):
    """The last serial number given in a year."""

    __tablename__ = "counter"

    year: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(default=0)
