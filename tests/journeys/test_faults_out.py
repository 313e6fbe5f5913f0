"""Letters on their way out, whatever happens: the mail server misbehaves, the system kills the worker at any step.

Each letter is delivered once where the server's answer was heard, at least once under the same Message-ID where it was not;
none is lost, and none leaves after it was settled (tests/faults/trial.py says what is asserted).
"""

import pytest
from hypothesis import HealthCheck, Phase, example, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st

from reception.services.delivery import RETRIES
from tests.faults.killed import NEVER
from tests.faults.server import Act, ScriptedServer
from tests.faults.trial import Figures, Round, Schedule, Trial
from tests.mailserver import FreePortController, running

pytestmark = pytest.mark.usefixtures("context")

SLOW = (Act.SILENCE, Act.TAKE_AND_SILENCE)
QUICK = tuple(act for act in Act if act not in SLOW)
EVERYTHING = Schedule(
    tuple((act, Act.GREYLIST) for act in Act) + ((),), (Round((NEVER, NEVER)), Round(down=True), Round((NEVER, NEVER)))
)
"""Each misbehaviour once, on two workers, then a server that is down."""

kills = st.lists(st.integers(NEVER, 60), min_size=1, max_size=2).map(tuple)
rounds = st.builds(Round, kills, st.booleans(), st.sampled_from((0, 0, 0, -1, 1)), st.booleans())
schedules = st.builds(
    Schedule,
    st.lists(st.lists(st.sampled_from(QUICK), max_size=3).map(tuple), min_size=1, max_size=4).map(tuple),
    st.lists(rounds, min_size=1, max_size=5).map(tuple),
)


@pytest.fixture(scope="module")
def server():
    with running(FreePortController(ScriptedServer())) as server:
        yield server


@pytest.fixture
def carry_out(context, server, workers):
    """Carry a schedule out, and return the figures so far."""
    figures = Figures()

    def act(schedule):
        Trial(schedule, server, workers, figures).run()
        return figures

    return act


def test_whatever_happens_no_letter_is_lost_and_none_sent_after_it_was_settled(carry_out):
    figures = []

    @hypothesis(
        max_examples=30,
        derandomize=True,
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(schedules)
    @example(EVERYTHING)
    def whatever_happens(schedule):
        figures.append(carry_out(schedule))

    whatever_happens()
    assert figures[-1].kills.total() > 10
    assert figures[-1].unheard > 0


def test_killed_before_every_single_step_of_sending_two_letters(carry_out):
    acts = ((Act.NO_SUCH,), (Act.TAKE,))
    step, killed = 0, 0
    while step == killed:
        step += 1
        killed = carry_out(Schedule(acts, (Round((step,)),))).kills.total()

    assert killed > 30


def test_a_letter_that_ends_its_worker_each_time_is_a_task_in_the_end(carry_out):
    """As when what came of it cannot be written down: its reader does not get it every five minutes for ever."""
    step, figures = 0, Figures()
    while not any(where.startswith("the answer to the text") for where in figures.kills):
        step += 1
        figures = carry_out(Schedule(((),), (Round((step,)),)))
    before = figures.copies.copy()

    figures = carry_out(Schedule(((),), (Round((step,)),) * 50))

    assert figures.copies - before == {len(RETRIES) + 1: 1}
    assert figures.failed == 1


def test_two_workers_share_two_hundred_letters(carry_out):
    figures = carry_out(Schedule(((),) * 200, (Round((NEVER, NEVER)),)))

    assert figures.copies == {1: 200}


def test_a_worker_and_a_flush_at_once(carry_out):
    figures = carry_out(Schedule(((Act.GREYLIST,),) * 20 + ((),) * 20, (Round(), Round((NEVER,), flush=True))))

    assert figures.copies == {1: 40}


@pytest.mark.parametrize("hours", [-1, 1, 10 * 365 * 24])
def test_a_clock_that_was_wrong_for_a_while_keeps_no_letter_for_ever(carry_out, hours):
    wrong = (Round((20,), clock_off=hours), Round(clock_off=hours))

    figures = carry_out(Schedule(((Act.GREYLIST, Act.GREYLIST), (Act.LATER,), ()), wrong))

    assert sum(figures.copies.values()) == 3
    assert figures.failed == 0


def test_a_server_that_was_down_while_the_clock_was_wrong_keeps_no_letter_for_ever(carry_out):
    figures = carry_out(Schedule(((), ()), (Round(down=True, clock_off=10 * 365 * 24),)))

    assert figures.copies == {1: 2}
