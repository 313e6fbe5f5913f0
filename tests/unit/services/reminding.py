"""What the tests of reminders share: a Monday in March, and days after it."""

import datetime as dt

from reception.domain import clock as house_clock
from reception.services import delivery, reminders

MONDAY = dt.datetime(2026, 3, 2, 9, tzinfo=dt.UTC)


def at(clock, day, month, hour=10):
    clock.set(dt.datetime(2026, month, day, hour, tzinfo=house_clock.KYIV))


def remind(world):
    with world.inside():
        return reminders.remind()


def send(world):
    with world.inside():
        return delivery.send_due().count
