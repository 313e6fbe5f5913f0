"""The best documents of an engine are scored by what the query asks, and by nothing that differs from one process to the next."""

from reception.search import packed
from reception.search.candidates import Candidates
from reception.search.plan import Alternative, Clause, Plan

COUNTS = {"яма": 2, "ямка": 900, "ямище": 30}
BOTH = packed.pack({"ямка": [64], "ямище": [128]}, {"ямка": 1.0, "ямище": 1.0})


class Ordered(frozenset):
    """A set that gives its members in the order asked for, as the sets of another process might."""

    order = ()

    def __iter__(self):
        return iter(self.order)


def score(terms):
    akin = Ordered(terms)
    akin.order = terms
    plan = Plan((Clause((Alternative((frozenset({"яма"}),)), Alternative((akin,), 0.4))),))
    (found,) = Candidates(plan, [(1, BOTH)], COUNTS.__getitem__, 1000, 2.0).scores().tolist()
    return found


def test_the_order_of_a_set_changes_no_score():
    assert score(("ямка", "ямище")) == score(("ямище", "ямка")) > 0
