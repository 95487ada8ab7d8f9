"""What is printed for members without the internet."""

from django.urls import reverse

from tests.watch.conftest import Village
from tests.watch.test_alerts import act, write


def test_an_alert_is_printed_while_it_is_out_and_not_before(village: Village) -> None:
    village.active()
    found = write(village)
    browser = village.cast.client(village.cast.coordinator)
    page, paper = (reverse(f"watch:{name}", args=[found.id]) for name in ("alert", "alert-pdf"))
    early = browser.get(paper, follow=True)
    assert "Only an alert that has gone out" in early.content.decode()
    assert paper not in browser.get(page).content.decode()
    act(village, found.id, "send")
    assert paper in browser.get(page).content.decode()
    assert browser.get(paper).content.startswith(b"%PDF")
    act(village, found.id, "stop")
    assert "Only an alert that has gone out" in browser.get(paper, follow=True).content.decode()


def test_a_contact_person_prints_the_list_of_their_own_group(village: Village) -> None:
    village.active()
    browser = village.cast.client(village.trust())
    paper = reverse("watch:care-roster-pdf", args=[village.group_id])
    assert paper in browser.get(reverse("watch:care-roster", args=[village.group_id])).content.decode()
    assert browser.get(paper).content.startswith(b"%PDF")
    assert browser.get(reverse("watch:care-roster-pdf", args=[village.other_id])).status_code == 404
    assert village.cast.client(village.cast.coordinator).get(paper).status_code == 403
