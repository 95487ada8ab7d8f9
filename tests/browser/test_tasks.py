"""A wish at a door, from the phone to the work list, until somebody has seen to it."""

import pytest
from playwright.sync_api import expect

from kokong.measures.cocoons.models import FollowUp
from kokong.tasks.models import Task
from tests.browser.conftest import Open, axe, sign_in
from tests.browser.street import Street, at_the_doors, record, street, until
from tests.worker import run_jobs

__all__ = ["street"]

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [1280, 320])
def test_a_wish_told_at_the_door_is_taken_and_seen_to(
    street: Street, open_phone: Open, open_page: Open, width: int
) -> None:
    cast = street.site.cast
    phone = at_the_doors(street, open_phone(), cast.visitor)
    phone.locator("[data-next]").click()
    record(phone, "talked")
    phone.locator('[data-sheet] [data-wish="kit"]').click()

    def noted() -> bool:
        with cast.acting(cast.officer):
            return FollowUp.objects.exists()

    until(phone, noted)
    run_jobs()

    desk = open_page(viewport={"width": width, "height": 900})
    sign_in(desk, cast.coordinator, to="/")
    expect(desk.get_by_text("Vill ha ett märk-DNA-kit")).to_be_visible()
    desk.goto("/tasks/")
    assert axe(desk) == []
    assert desk.evaluate("document.documentElement.scrollWidth") <= width
    row = desk.locator("tbody tr")
    row.get_by_role("button", name="Ta den").click()
    expect(row.get_by_text("Tagen")).to_be_visible()
    # By key: while the page still settles, a mouse that is let go may no longer be above what it pressed.
    row.locator("summary", has_text="Avsluta").press("Enter")
    row.get_by_label("Vad det blev av det").fill("Lämnat i receptionen")
    row.get_by_role("button", name="Klar").click()
    expect(row).to_have_count(0)
    with cast.acting(cast.coordinator):
        assert (Task.objects.get().state, Task.objects.get().answer) == ("done", "Lämnat i receptionen")
