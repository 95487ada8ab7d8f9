"""Long names at the narrowest screens: nothing is pushed off, nothing scrolls sideways."""

from collections.abc import Iterator

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.measures.cocoons import api
from kokong.people.models import Membership
from tests.browser.conftest import Open, Site
from tests.browser.street import Street, at_the_doors, record, street, until
from tests.cocoons.conftest import build_town
from tests.places.town import add_dwelling

__all__ = ["street"]

pytestmark = pytest.mark.browser

WIDTHS = (320, 360, 390)
LONG = ("Överåkersbergsvägsbacken" * 5)[:120]
PARTS = ("Nedre gamla Sankt Eriksbergs kyrkogårdsgränd " * 3)[:120]

# What reaches past the screen's edges, or holds a control that does.
OUTSIDE = """() => {
    const { scrollWidth } = document.documentElement;
    const seen = [...document.querySelectorAll('button, a, input, summary, h1, h2, h3, p, li')];
    const out = seen.filter((e) => e.checkVisibility() && !e.closest('.kk-said, .kk-skip')).filter((e) => {
        const { left, right, width } = e.getBoundingClientRect();
        return width > 0 && (left < -0.5 || right > innerWidth + 0.5);
    });
    const named = out.map((e) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 30)}`);
    return scrollWidth > innerWidth ? [`the page: ${scrollWidth}`, ...named] : named;
}"""


@pytest.fixture
def long_street(site: Site) -> Street:
    """A house on a street without a space in its name, one with many, and a flat; a round as long."""
    town, now = build_town(site.cast), timezone.now()
    with site.cast.acting(site.cast.officer):
        home = add_dwelling(LONG, "1", east=500, north=500, source_id="long 1")
        add_dwelling(PARTS, "117 B", east=520, north=500, source_id="long 2")
        add_dwelling(LONG, "3", east=540, north=500, source_id="long 3")
        add_dwelling(
            LONG, "5 C", unit="lgh 1001 " + "x" * 31, kind="flat", east=530, north=510, source_id="long 4"
        )
        cocoon = town.cocoon(home.pk, at=now)
        visitors = (site.cast.visitor.user_id, site.cast.partner.user_id)
        found = api.create_round(cocoon_id=cocoon.id, visitor_ids=visitors, title=LONG, now=now)
    return Street(site, found)


def each_width(page: Page) -> Iterator[int]:
    """The page at every width, high enough to see what is below."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 780})
        yield width


def assert_inside(page: Page) -> None:
    for width in each_width(page):
        assert page.evaluate(OUTSIDE) == [], width


def test_names_of_120_letters_push_nothing_off(long_street: Street, open_phone: Open) -> None:
    cast = long_street.site.cast
    with cast.acting(cast.coordinator):
        people = [cast.partner.user_id, cast.visitor.user_id]
        Membership.objects.filter(user_id__in=people).update(name=LONG)
    theirs = at_the_doors(long_street, open_phone(), cast.partner)
    mine = at_the_doors(long_street, open_phone(), cast.visitor)
    door = theirs.locator("[data-next]").get_attribute("data-next")
    assert_inside(mine)
    theirs.locator("[data-next]").click()
    expect(mine.locator(f'[data-door="{door}"] .kk-door__line')).to_contain_text(LONG)
    theirs.context.set_offline(True)
    assert_inside(mine)
    mine.locator(f'[data-door="{door}"] .kk-door__head').click()
    assert_inside(mine)
    record(mine, "talked")
    expect(mine.locator('[data-sheet] [data-focus="sheet-undo"]')).to_be_visible()
    assert_inside(mine)
    mine.locator('[data-open] [data-outcome="come_back"]').click()
    assert_inside(mine)
    record(theirs, "no_answer")
    theirs.context.set_offline(False)
    until(theirs, long_street.stored(2))
    expect(theirs.locator(".kk-notice")).to_be_visible()
    assert_inside(theirs)
    mine.goto("/field/")
    mine.locator("[data-round]").wait_for()
    assert_inside(mine)
