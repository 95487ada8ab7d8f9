"""Walks planned, announced, walked and followed up; who signs up, and who waits."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import diary, tenancy
from kokong.kernel.errors import UserError
from kokong.ledger import api as ledger
from kokong.measures.walks import api, delivering, kinds, links, wishes
from kokong.measures.walks import models as rows
from kokong.measures.walks.events import WalkMoved
from kokong.meetings import answering
from kokong.meetings import api as meetings
from kokong.meetings import links as meeting_links
from kokong.meetings import models as meeting_rows
from tests.public.test_pages import press
from tests.walks.conftest import Ground


def test_a_walk_is_measured_and_says_when_the_sun_sets(ground: Ground) -> None:
    found = ground.walk(ground.planned())
    assert found.length_m == pytest.approx(100, abs=2)
    assert len(found.route) == 2
    assert found.sunset is not None
    assert timezone.localtime(found.sunset).hour >= 14


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"stops": ("Storgatan 1", "Ingenstans 7")}, "Ingenstans 7"),
        ({"places": 21}, "At most 20"),
        ({"places": 0}, "At most 20"),
        ({"title": "  "}, "title"),
        ({"stops": tuple(["Storgatan 1"] * 31)}, "At most 30"),
    ],
)
def test_what_is_no_walk_is_refused_and_nothing_is_kept(
    ground: Ground, given: dict[str, object], said: str
) -> None:
    with pytest.raises(UserError, match=said):
        ground.planned(**given)
    with ground.cast.acting(ground.cast.coordinator):
        assert not api.walks()


def test_announced_its_meeting_is_and_walked_it_was_held(ground: Ground) -> None:
    walk_id = ground.planned()
    ground.act(walk_id, "prepare", "open")
    assert ground.meeting(walk_id).state == "announced"
    with pytest.raises(UserError, match="not begun"):
        ground.act(walk_id, "walk")
    assert ground.walk(walk_id).state == "open"
    with pytest.raises(UserError, match="sentence"):
        ground.act(walk_id, "cancel")
    ground.act(walk_id, "cancel", said="Det blir storm.")
    assert (ground.walk(walk_id).state, ground.meeting(walk_id).state) == ("cancelled", "cancelled")


def test_a_walk_is_in_everybodys_calendar_and_crossed_out_when_it_is_called_off(ground: Ground) -> None:
    def calendar() -> list[dict[str, str]]:
        answer = Client().get("/k/havsvik/calendar.ics")
        assert answer["Content-Type"].startswith("text/calendar")
        whole = answer.content.decode().replace("\r\n ", "")
        events = re.findall(r"BEGIN:VEVENT\r\n(.*?)END:VEVENT", whole, re.DOTALL)
        return [dict(line.split(":", 1) for line in each.splitlines()) for each in events]

    walk_id = ground.planned()
    press(ground.cast, "news")
    assert Client().get("/k/havsvik/calendar.ics").status_code == 404
    press(ground.cast, "walks")
    assert calendar() == []
    ground.act(walk_id, "prepare", "open")
    (event,) = calendar()
    assert event["URL"].endswith(f"/k/havsvik/walks/{walk_id}/")
    assert event["UID"] == str(ground.meeting(walk_id).uid)
    assert event["SUMMARY"] == ground.walk(walk_id).title
    assert 'href="/k/havsvik/calendar.ics"' in Client().get("/k/havsvik/").content.decode()
    ground.act(walk_id, "cancel", said="Det blir storm.")
    (event,) = calendar()
    assert (event["STATUS"], event["SEQUENCE"]) == ("CANCELLED", "1")
    assert f"/walks/{walk_id}/" not in event["URL"]


def test_a_walk_that_was_walked_is_a_delivery_and_proposes_its_follow_up(ground: Ground) -> None:
    walk_id = ground.walked()
    with ground.cast.acting(ground.cast.coordinator):
        after = kinds.follow_up(walk_id)
        assert after is not None
        assert timedelta(days=14) <= after.begins - ground.meeting(walk_id).begins <= timedelta(days=21)
        assert not after.known
    with tenancy.scope(municipality_id=ground.cast.home.pk):
        delivering.deliver(WalkMoved(walk_id))
        delivering.deliver(WalkMoved(walk_id))
        (told,) = ledger.deliveries(measure="walk")
    assert told.subject == ("walk", walk_id)


def test_signing_up_takes_a_place_only_by_the_link_of_the_letter(ground: Ground) -> None:
    walk_id = ground.planned()
    ground.act(walk_id, "open")
    page = reverse("walks-public:sign-up", args=[ground.cast.home.code, walk_id])
    browser = Client()
    assert browser.get(page).status_code == 200
    form = {"name": "Bo Boende", "email": "bo@boende.example"}
    assert "Look in your mail" in browser.post(page, form).content.decode()
    assert "Look in your mail" in browser.post(page, {**form, "name": "En annan"}).content.decode()
    held = ground.meeting(walk_id)
    assert (held.counts.invited, held.counts.people) == (1, 0)
    with ground.cast.acting(ground.cast.coordinator):
        (guest,) = meetings.guests(meeting_id=held.id)
    assert guest.name == "Bo Boende"
    assert browser.post(page, {"name": "x", "email": "inget"}).status_code == 422


def test_of_twenty_one_the_last_waits_and_moves_up_by_itself(ground: Ground) -> None:
    walk_id = ground.planned()
    ground.act(walk_id, "open")
    for n in range(21):
        wishes.sign_up(
            place=ground.cast.home, walk_id=walk_id, name=f"P {n}", email=f"p{n}@p.example", now=ground.now
        )
    with ground.cast.acting(ground.cast.coordinator):
        links = [meeting_links.secret_of(row) for row in meeting_rows.Invitation.objects.order_by("pk")]
    seats = [answering.answer_link(secret=each, answer="yes", now=ground.now) for each in links]
    assert [found[1].seat for found in seats if found] == ["in"] * 20 + ["waiting"]
    answering.answer_link(secret=links[0], answer="no", now=ground.now)
    last = answering.open_link(secret=links[20], now=ground.now)
    assert last is not None
    assert (last.place, ground.meeting(walk_id).counts.people) == (0, 20)


def test_nobody_signs_up_for_what_is_not_announced_or_not_there(ground: Ground) -> None:
    walk_id, browser = ground.planned(), Client()
    code = ground.cast.home.code
    for where in ([code, walk_id], [code, 987_654], ["nowhere", walk_id]):
        assert browser.get(reverse("walks-public:sign-up", args=where)).status_code == 404


def test_a_wish_is_nobodys_before_its_link_is_pressed(ground: Ground) -> None:
    browser, cast = Client(), ground.cast
    form = {"where": "Norra Malmen", "why": "Mörkt.", "name": "Bo", "email": "bo@boende.example"}
    assert browser.post(reverse("walks-public:wish-for", args=[cast.home.code]), form).status_code == 200
    with cast.acting(cast.coordinator):
        row = rows.Wish.objects.get()
        assert not wishes.waiting()
        secret = links.secret_of(row)
    page = reverse("walks-public:confirm", args=[secret])
    assert browser.get(page).status_code == 200
    with cast.acting(cast.coordinator):
        assert not wishes.waiting()
    assert "Thank you" in browser.post(page).content.decode()
    assert "has been used" in browser.post(page).content.decode()
    with cast.acting(cast.coordinator) as actor:
        (found,) = wishes.waiting()
        wishes.plan(draft=ground.draft(), wish_id=found.id, actor=actor, now=ground.now)
        assert not wishes.waiting()
        with pytest.raises(UserError, match="seen to before"):
            wishes.see_to(wish_id=found.id, answer="Nej.", walk_id=None, now=ground.now)
    broken = reverse("walks-public:confirm", args=[secret[:-1] + ("0" if secret[-1] != "0" else "1")])
    assert browser.get(broken).status_code == 404
    assert mail.outbox == []  # letters go by the worker


def test_pages_of_walks(ground: Ground) -> None:
    browser = ground.cast.client(ground.cast.coordinator)
    local = timezone.localdate(ground.now + timedelta(days=9))
    form = {
        "title": "Vandring", "purpose": "Se", "day": str(local), "at": "18:30", "lasts": "90", "place": "Skolan",
        "places": "20", "stops": "Storgatan 1\n\nStorgatan 5", "themes": ["light", "green"],
        "leader": "Lena Ledare",
    }  # fmt: skip
    assert browser.post(reverse("walks:new"), {**form, "stops": "Ingenstans 3"}).status_code == 422
    made = browser.post(reverse("walks:new"), form, follow=True)
    page = made.content.decode()
    for said in ("Vandring", "Lena Ledare", "Sunset", "40 m", "Announce the walk"):
        assert said in page, said
    (walk_id,) = rows_of(ground)
    changed = browser.post(reverse("walks:change", args=[walk_id]), {**form, "places": "12"}, follow=True)
    assert "Saved." in changed.content.decode()
    assert ground.meeting(walk_id).places == 12
    browser.post(reverse("walks:act", args=[walk_id, "open"]), {"said": ""})
    assert ground.walk(walk_id).state == "open"
    assert "Vandring" in browser.get(reverse("walks:list")).content.decode()
    assert "Vandring" in browser.get("/").content.decode()
    moved = browser.post(reverse("walks:change", args=[walk_id]), {**form, "at": "19:30"})
    assert "Move it" in moved.content.decode()


def rows_of(ground: Ground) -> list[int]:
    """The numbers of all walks."""
    with ground.cast.acting(ground.cast.coordinator):
        return [each.id for each in api.walks()]


def test_its_protocol_stands_in_the_register_of_documents_once_it_was_walked(ground: Ground) -> None:
    years = {"since": ground.now - timedelta(days=999), "until": ground.now + timedelta(days=999)}
    planned, walked = ground.planned(), ground.walked()
    with ground.cast.acting(ground.cast.coordinator):
        (found,) = diary.records(**years)
        assert found.paper is not None
        assert found.paper().startswith(b"%PDF")
    assert (found.file, planned != walked) == (f"walk-{walked}.pdf", True)
