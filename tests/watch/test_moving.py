"""A whole group out of one municipality and into another: two coordinators' acts, and nothing kept but counts."""

import io
import json
import zipfile
from typing import Any

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from kokong.kernel.moves import NotYours
from kokong.measures.watch import api, reading
from kokong.measures.watch.models import Household, Member
from kokong.measures.watch.moving import giving, package, taking_over
from kokong.people import api as people
from tests.cast import Cast
from tests.places.town import add_row_of_houses
from tests.watch.conftest import Village, build_village
from tests.worker import run_jobs

GROUP = package.Package("Storgatan", "Havsvik", ("Storgatan 1",), (("Storgatan 1", *[""] * 7),))


def changed(**said: Any) -> bytes:
    """A file that somebody has changed."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        base = {"format": package.FORMAT, "name": "A", "municipality": "B", "homes": [], "roster": []}
        file.writestr("group.json", json.dumps({**base, **said}))
    return out.getvalue()


def test_what_is_packed_is_unpacked() -> None:
    assert package.unpacked(package.packed(GROUP, told={"state": "active"}, files={"minutes.md": "# Å"})) == GROUP


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"PK\x03\x04 and nothing",
        changed(format="another"),
        changed(name=7),
        changed(name="x" * 401),
        changed(homes="Storgatan 1"),
        changed(homes=["Storgatan 1"] * (package.MOST_HOMES + 1)),
        changed(roster=[["too", "short"]]),
        changed(filler="x" * (package.MOST_BYTES + 1)),
    ],
)
def test_a_file_that_is_none_is_refused(content: bytes) -> None:
    with pytest.raises(package.NotOurs):
        package.unpacked(content)


def whole(village: Village) -> bytes:
    with village.cast.acting(village.cast.coordinator):
        return giving.whole(group_id=village.group_id)


def test_a_whole_group_goes_to_another_municipality(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    cast = village.cast
    number = village.joins(2, email="nora@granne.example", phone="070-174 06 33", role="contact")
    with cast.acting(cast.coordinator):
        Member.objects.filter(pk=number).update(proven=village.now)
        people.consent.given(
            subject=("watch_member", number), purpose="watch.email", text="Ja", channel="page", now=village.now
        )
        api.answer(group_id=village.group_id, dwelling_id=village.homes[4].pk, state="declined", now=village.now)
    file = whole(village)
    with zipfile.ZipFile(io.BytesIO(file)) as inside:
        assert set(inside.namelist()) == {
            "group.json", "roster.csv", "notes.csv", "questions.csv", "meetings.csv", "minutes.md", "alerts.csv",
        }  # fmt: skip
        assert "Nora Granne" in inside.read("roster.csv").decode("utf-8-sig")
    with cast.acting(cast.stranger):
        with pytest.raises(api.Refused, match="No home of the group lies"):
            taking_over.take_over(content=file, now=village.now)
        add_row_of_houses(6)
    there = cast.client(cast.stranger)
    answer = there.post(reverse("watch:take-over"), {"file": SimpleUploadedFile("grupp.zip", file)})
    assert "Storgatan 12" in answer.content.decode()
    with cast.acting(cast.stranger):
        (group,) = api.groups()
        assert (group.name, group.state, group.homes, group.joined, group.declined) == (
            "Storgatan", "interest", 6, 1, 1,
        )  # fmt: skip
        nora = Member.objects.get()
        assert (nora.name, nora.role, nora.source, nora.claimed, nora.proven) == (
            "Nora Granne", "contact", "list", "", None,
        )  # fmt: skip
        assert not people.consent.holding(kind="watch_member", purpose="watch.email")
    here = cast.client(cast.coordinator)
    move = reverse("watch:move", args=[village.group_id])
    assert here.post(move, {"to": "Norrsund"}).status_code == 422, "their coordinator has it first"
    here.post(move, {"to": "Norrsund", "taken": "on"})
    run_jobs()
    assert [(m.to, "Norrsund" in str(m.subject)) for m in mail.outbox] == [(["nora@granne.example"], True)]
    with cast.acting(cast.coordinator):
        assert [(m.name, m.email, m.phone, m.left is None) for m in Member.objects.all()] == [("", "", "", False)]
        assert Household.objects.count() == 2, "for counting"
        assert reading.moved_to(group_id=village.group_id) == "Norrsund"
    page = here.get(reverse("watch:group", args=[village.group_id])).content.decode()
    assert "Norrsund has the group now." in page


def test_only_a_coordinator_moves_a_group(village: Village) -> None:
    officer = village.cast.client(village.cast.officer)
    for name in ("move", "whole"):
        assert officer.get(reverse(f"watch:{name}", args=[village.group_id])).status_code == 403
    assert officer.get(reverse("watch:take-over")).status_code == 403
    with village.cast.acting(village.cast.officer), pytest.raises(NotYours):
        giving.hand_over(group_id=village.group_id, to="Norrsund", now=village.now)
    assert village.group().state == "interest"
    browser = village.cast.client(village.cast.coordinator)
    browser.post(reverse("watch:act", args=[village.group_id, "hand_over"]), {"on": "2026-01-01"})
    assert village.group().state == "interest", "not without a receiver, who stands on a page of its own"
    browser = village.cast.client(village.cast.coordinator)
    answer = browser.post(reverse("watch:take-over"), {"file": SimpleUploadedFile("a.zip", b"no zip")})
    assert "That is no file into which" in answer.content.decode()
