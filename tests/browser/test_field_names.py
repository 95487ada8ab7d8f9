"""Long names at the narrowest screens: nothing is pushed off, nothing scrolls sideways."""

import os
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
import shapely
from django.urls import URLPattern
from django.utils import timezone
from playwright.sync_api import Page, expect

from kokong.field import urls
from kokong.measures.cocoons import api
from kokong.measures.homecheck.phone import ONLY
from kokong.measures.homecheck.rules import PAGE
from kokong.measures.owners import api as owners
from kokong.measures.signs import phone
from kokong.meetings.models import Meeting
from kokong.people.models import Membership
from kokong.places import api as places
from kokong.places.models import Dwelling
from kokong.public import api as published
from tests.browser.conftest import Open, Site
from tests.browser.street import Street, at_the_doors, record, street, until
from tests.cast import Cast
from tests.cocoons.conftest import build_town
from tests.places.town import ORIGIN, add_dwelling
from tests.signs.conftest import Street as SignStreet
from tests.walks.conftest import Ground

__all__ = ["street"]

pytestmark = pytest.mark.browser

WIDTHS = (320, 360, 390)
LONG = ("Överåkersbergsvägsbacken" * 5)[:120]
PARTS = ("Nedre gamla Sankt Eriksbergs kyrkogårdsgränd " * 3)[:120]

# What reaches past the screen's edges, or holds a control that does.
OUTSIDE = """() => {
    const { scrollWidth } = document.documentElement;
    const all = (names) => [...document.querySelectorAll(names)]
        .filter((e) => e.checkVisibility() && !e.closest('.kk-said, .kk-skip'))
        .map((e) => [e, e.getBoundingClientRect()]).filter(([, { width }]) => width > 0);
    const seen = all('button, a, input, label, summary, h1, h2, h3, p, li');
    const bars = all('.kk-phone__top a, .kk-phone__top summary, .kk-phone__bar button');
    const out = [
        ...seen.filter(([, { left, right }]) => left < -0.5 || right > innerWidth + 0.5),
        ...bars.filter(([, { top, bottom }]) => top < -0.5 || bottom > innerHeight + 0.5),
    ];
    const named = out.map(([e]) => `${e.tagName} ${e.className} ${e.textContent.slice(0, 30)}`);
    return scrollWidth > innerWidth ? [`the page: ${scrollWidth}`, ...named] : named;
}"""

# What lies below /field/ and is no page: what the script asks for, and what only leads on.
NO_PAGES = {
    "sw",
    "manifest",
    "session",
    "outbox",
    "photo",
    "take",
    "state",
    "signs-state",
    "walks-state",
    "checks-state",
    "home-checks-state",
    "map-worker",
    "photo-worker",
}


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
    """The page at every width, no higher than the smallest phones."""
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 568})
        yield width


def shown(page: Page, name: str) -> None:
    """Nothing outside; a picture of each width where somebody wants to look at them."""
    assert_inside(page)
    for width in each_width(page) if "SHOTS" in os.environ else ():
        page.screenshot(path=f"{os.environ['SHOTS']}/{name}-{width}.png")


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


def long_walk(street: Street, now: datetime) -> int:
    """A safety walk of today, from one long street to the other."""
    ground = Ground(street.site.cast, (), (), now)
    walk_id = ground.planned(title=LONG, place=LONG, purpose=LONG, stops=(f"{LONG} 1", f"{PARTS} 117 B"))
    ground.act(walk_id, "open")
    with street.site.cast.acting(street.site.cast.coordinator):
        Meeting.objects.filter(subject="walk").update(begins=now - timedelta(hours=1))
    return walk_id


def long_check(cast: Cast, now: datetime) -> int:
    """A building check at a long address, begun."""
    with cast.acting(cast.coordinator):
        owner_id = owners.add(draft=owners.Draft(LONG, "brf", ""), now=now)
        building_id = owners.claim(owner_id=owner_id, address=f"{LONG} 5 C", now=now)
        return owners.begin_check(building_id=building_id, user_id=None, now=now)


def long_home_check(cast: Cast, now: datetime) -> int:
    """A home check to go through together, in an area with a long name."""
    with cast.acting(cast.coordinator) as actor:
        published.publish(name=PAGE, user_id=actor.user_id, now=now)
        shape = shapely.box(ORIGIN.x - 50, ORIGIN.y - 50, ORIGIN.x + 50, ORIGIN.y + 50)
        places.make_area(name=LONG[:80], kind="drawn", shape=shape, now=now)
    return ONLY


def test_every_page_of_the_phone_holds_a_long_name(long_street: Street, open_phone: Open) -> None:
    cast, now = long_street.site.cast, timezone.now()
    with cast.acting(cast.coordinator):
        Membership.objects.filter(user_id=cast.visitor.user_id).update(name=LONG)
        home = api.round_doors(round_id=long_street.round.id)[0]
        signs = SignStreet(cast, (Dwelling.objects.get(pk=home.dwelling_id),), now)
    for name in (LONG, PARTS):
        signs.up(days_ago=96, place=name)
        with cast.acting(cast.officer):
            api.create_round(cocoon_id=long_street.round.cocoon_id, title=name, now=now)
    walk_id = long_walk(long_street, now)
    pages = {
        "rounds": "/field/",
        "round": long_street.page,
        "signs": f"/field/signs/{phone.this_week(now)}/",
        "walks": f"/field/walks/{walk_id}/",
        "checks": f"/field/checks/{long_check(cast, now)}/",
        "home-checks": f"/field/home-checks/{long_home_check(cast, now)}/",
        "offline": "/field/offline/",
    }
    assert {pattern.name for pattern in urls.urlpatterns if isinstance(pattern, URLPattern)} <= set(
        pages
    ) | NO_PAGES
    page = at_the_doors(long_street, open_phone(), cast.visitor)
    for name, address in pages.items():
        page.goto(address)
        page.locator("[data-strip] strong, .kk-empty").first.wait_for()
        shown(page, f"names-{name}")
        for card in page.locator("[data-sign] > h3 button").all():
            card.click()
            assert_inside(page)
        for menu in page.locator(".kk-menu > summary").all():
            menu.click()
            assert_inside(page)
