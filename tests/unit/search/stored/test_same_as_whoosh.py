"""Whatever is asked of the default engine is asked of these: the very same tests, with other engines in their fixtures."""

from tests.unit.search import test_engine, test_query

OF_WHOOSH_ALONE = {
    "test_another_engine_over_the_same_folder_sees_the_change_at_once",
    "test_a_rebuild_leaves_one_folder_and_nothing_of_the_old",
    "test_an_index_built_by_other_rules_answers_and_says_that_it_is_outdated",
    "test_an_index_of_another_version_is_not_read_and_a_rebuild_mends_it",
    "test_an_unknown_engine_is_named",
}
"""Tests that look into Whoosh's own files; `test_places.py` has the like of them."""

year = test_engine.year

for module in (test_engine, test_query):
    for name, test in vars(module).items():
        if name.startswith("test_") and name not in OF_WHOOSH_ALONE:
            globals()[name] = test
