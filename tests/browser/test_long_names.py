"""Pages of the work on narrow screens, with names of 120 letters without a space: nothing scrolls sideways."""

from typing import Final

import pytest

from kokong.intake.models import Batch
from kokong.kernel.models import Municipality
from kokong.measures.alarms.models import Account, Contact
from kokong.measures.cocoons.models import Round
from kokong.measures.signs.models import Sign
from kokong.people.models import Invitation, Membership
from kokong.pictures.models import Picture
from kokong.places.models import Area, Dwelling, Street
from tests.addresses import OUTSIDE
from tests.browser.conftest import Open, Site, sign_in
from tests.browser.test_accessibility import DRAWN, VISITORS, pages, who_looks
from tests.everything import Everything, build_everything, trust

pytestmark = [pytest.mark.browser, pytest.mark.long]

LONG: Final = ("Överåkersbergsvägsbacken" * 5)[:120]
WIDTHS: Final = (320, 360, 390)


@pytest.fixture
def everything(site: Site) -> Everything:
    """One of each thing, and all that people name has as long a name as may be."""
    made = build_everything(site.cast)
    with site.cast.acting(site.cast.coordinator):
        Municipality.objects.filter(pk=site.cast.home.pk).update(name=LONG, official_name=LONG)
        Membership.objects.update(name=LONG, organisation=LONG)
        Invitation.objects.update(name=LONG, organisation=LONG)
        Street.objects.update(name=LONG, locality=LONG)
        Dwelling.objects.update(street_name=LONG, locality=LONG, district=LONG)
        Area.objects.update(name=LONG)
        Round.objects.update(title=LONG)
        Sign.objects.update(place=LONG, owner=LONG)
        Picture.objects.update(alt=LONG)
        Batch.objects.update(name=LONG)
    with site.cast.acting(site.cast.alarm_operator):
        Account.objects.update(address=LONG, notes=LONG)
        Contact.objects.update(name=LONG)
    return made


@pytest.mark.parametrize("who", VISITORS)
def test_no_name_is_too_long_for_a_narrow_screen(open_page: Open, everything: Everything, who: str) -> None:
    page, wide = open_page(), []
    if who == "contact_person":
        trust(everything)
    sign_in(page, getattr(everything.cast, who), to="/account/")
    for name in pages(lambda name: name not in OUTSIDE and who_looks(name) == who):
        page.goto(everything.url(name))
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 844})
            page.evaluate(DRAWN)
            needed = page.evaluate("document.scrollingElement.scrollWidth")
            wide += [f"{name} needs {needed} of {width}"] if needed > width else []
    assert wide == []
