"""The trial of letters (tests/faults/trial.py) judged itself: rounds made by hand, in order, and faults that it must see.

Its workers are here no processes but calls, one after the other, so that what happens in a round is the same each time.
"""

import dataclasses

import pytest
from sqlalchemy import delete, update

from reception.domain import clock
from reception.extensions import db
from reception.models import Letter, LetterState
from reception.services import delivery
from reception.services.delivery import make_due, send_due
from reception.services.transaction import transaction
from tests.faults.server import Act, ScriptedServer
from tests.faults.trial import Figures, Round, Schedule, Trial
from tests.mailserver import FreePortController, running

pytestmark = pytest.mark.usefixtures("context")

FLUSH = (Round(flush=True),)


@pytest.fixture
def server():
    with running(FreePortController(ScriptedServer())) as server:
        yield server


@pytest.fixture
def settings(settings, server):
    return dataclasses.replace(settings, mail_port=server.port, mail_timeout=1)


class InTurn:
    """A worker that sends what is due, does what is `between`, and only then lets somebody flush."""

    def __init__(self, between=lambda: None):
        self.between = between

    def run(self, now, _port, _kills, flush=False):
        with clock.travel(now):
            send_due()
            self.between()
            if flush:
                make_due()
                send_due()
        return []


@pytest.fixture
def carry_out(server):
    def act(schedule, between=lambda: None):
        figures = Figures()
        Trial(schedule, server, InTurn(between), figures).run()
        return figures

    return act


def wanted_again(state):
    """Return a fault: letters of this state are to be sent once more, and are."""

    def fault():
        with transaction():
            again = {"state": LetterState.QUEUED, "next_attempt_at": clock.now()}
            db.session.execute(update(Letter).where(Letter.state == state).values(again))
        send_due()

    return fault


@pytest.mark.parametrize("last", list(Act))
def test_what_a_flush_comes_to_may_stand_over_what_was_said_for_now(carry_out, last):
    figures = carry_out(Schedule(((Act.GREYLIST, last), (Act.LATER, last)), FLUSH))

    assert figures.schedules == 1


@pytest.mark.parametrize("last", [Act.GREYLIST, Act.TAKE, Act.NO_SUCH])
def test_so_may_what_is_said_over_another_line_over_the_word_of_a_server_that_closes_the_first(carry_out, last):
    figures = carry_out(Schedule(((Act.TAKE,), (Act.CLOSING, last)), (Round(), *FLUSH)))

    assert figures.copies == ({1: 1, 0: 1} if last is Act.NO_SUCH else {1: 2})


@pytest.mark.parametrize("flush", [False, True])
@pytest.mark.parametrize(("said", "forgetful"), [(Act.TAKE, "_sent"), (Act.GREYLIST, "_not_sent"), (Act.NO_SUCH, "_not_sent")])
def test_a_word_that_is_not_written_down_is_seen(carry_out, monkeypatch, flush, said, forgetful):
    monkeypatch.setattr(delivery, forgetful, lambda *_given: None)

    with pytest.raises(AssertionError, match="heard and not written down"):
        carry_out(Schedule(((said,),), (Round(flush=flush),)))


def test_a_letter_that_is_sent_again_within_the_round_is_seen_though_somebody_flushes(carry_out):
    with pytest.raises(AssertionError, match="heard and not written down"):
        carry_out(Schedule(((Act.TAKE, Act.TAKE),), FLUSH), wanted_again(LetterState.SENT))


@pytest.mark.parametrize(("said", "settled"), [(Act.TAKE, LetterState.SENT), (Act.REFUSE, LetterState.FAILED)])
def test_a_letter_that_is_sent_again_after_it_was_settled_is_seen(carry_out, said, settled):
    rounds = iter((lambda: None, wanted_again(settled)))
    greylisted = (Act.GREYLIST,)  # keeps the trial going

    with pytest.raises(AssertionError, match="after it was settled"):
        carry_out(Schedule(((said,), greylisted)), lambda: next(rounds)())


def test_a_letter_that_is_offered_again_at_once_is_seen_where_nobody_flushes(carry_out):
    with pytest.raises(AssertionError, match="offered again too soon"):
        carry_out(Schedule(((Act.GREYLIST, Act.TAKE),)), wanted_again(LetterState.QUEUED))


def test_a_letter_that_is_lost_is_seen(carry_out):
    def lose():
        with transaction():
            db.session.execute(delete(Letter))

    with pytest.raises(AssertionError, match="a letter is lost"):
        carry_out(Schedule(((),)), lose)


def test_a_copy_under_another_name_is_seen(carry_out):
    def rename():
        with transaction():
            db.session.execute(update(Letter).values(message_id="<another@library.example>"))

    with pytest.raises(AssertionError, match="two names"):
        carry_out(Schedule(((Act.TAKE_AND_HANG_UP,),)), rename)
