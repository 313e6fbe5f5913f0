"""The page “Class and term” asks only for what belongs to the choice."""

from reception.domain.kinds import Kind
from tests.browser.walker import Walker
from tests.world import PASSWORD


def test_it_asks_only_for_what_belongs_to_the_choice(new_page, axe, world):
    login = world.account()
    made = world.accepted(kind=Kind.INFORMATION_REQUEST)
    walker = Walker(new_page(), axe, "uk")
    page = walker.page
    walker.opens("/desk/login")
    page.locator("#login").fill(login)
    page.locator("#password").fill(PASSWORD)
    walker.presses("Sign in")
    walker.opens(f"/desk/q/{made.number}/class")
    whom, until = page.locator("#complained_authority_id"), page.locator("#answer_by")
    assert [whom.is_visible(), until.is_visible(), page.locator("#appeal_kind").is_visible()] == [False, False, False]
    page.locator("input[name=kind][value=appeal]").check()
    page.locator("input[name=appeal_kind][value='3.3']").check()
    page.locator("input[name=pace][value=shortened]").check()
    assert [whom.is_visible(), until.is_visible()] == [True, True]
    walker.axe(page)
    page.locator("input[name=kind][value=question]").check()
    assert not whom.is_visible()
