"""A shift's notes, the list that makes itself, and taking over with it."""

from datetime import timedelta

import pytest

from kokong.measures.alarms import api, models
from kokong.measures.alarms.handing import desks, keeping, listing, notes, taking
from kokong.measures.alarms.handing import models as rows
from kokong.people.api import Actor
from tests.alarms.centres import Centre, centre_of, in_centre
from tests.alarms.conftest import NOW, Site

HOUR = timedelta(hours=1)


def write(site: Site, text: str = "Nyckeln till valvet hänger i skåpet.", who: Actor | None = None) -> int:
    with site.cast.acting(who or site.operator):
        return notes.write_note(desk=desks.desk(), text=text, now=NOW)


def lines(site: Site, who: Actor | None = None) -> dict[str, list[listing.Line]]:
    with site.cast.acting(who or site.operator):
        found = listing.sections(desk=desks.desk(), now=NOW)
    assert [one.name for one in found] == list(listing.SECTIONS)
    return {one.name: list(one.lines) for one in found if one.lines}


def test_a_note_stays_until_somebody_says_that_it_is_done(site: Site) -> None:
    first, _second = write(site), write(site, "Brandövning kl. 10")
    with site.cast.acting(site.colleague):
        assert [one.by for one in notes.notes(desk=desks.desk())] == ["Lova Larm", "Lova Larm"]
        notes.end_note(desk=desks.desk(), note_id=first, now=NOW + HOUR)
        notes.end_note(desk=desks.desk(), note_id=first, now=NOW + 2 * HOUR)
        (left,) = notes.notes(desk=desks.desk())
        (done,) = notes.notes_done(desk=desks.desk(), since=NOW)
    assert left.text == "Brandövning kl. 10"
    assert (done.done_by, done.done_at) == ("Max Larm", NOW + HOUR)


def test_an_empty_note_is_refused_and_so_are_too_many(site: Site) -> None:
    with pytest.raises(api.FieldProblem, match="Write something"):
        write(site, "  ")
    with site.cast.acting(site.operator):
        rows.ShiftNote.objects.bulk_create(
            rows.ShiftNote(municipality_id=site.cast.home.pk, text="x", written_at=NOW) for _ in range(notes.MOST)
        )
    with pytest.raises(api.FieldProblem, match="many notes"):
        write(site)


def everything(site: Site) -> None:
    """An alarm that is taken with a reminder, a burglary nobody has, a test, a pause, a silent line, a note."""
    site.send("trouble", "1")
    site.raise_all()
    with site.cast.acting(site.operator):
        alarm = site.alarms()[-1].id
        api.take(alarm_id=alarm, now=NOW)
        api.remind(alarm_id=alarm, due=NOW + HOUR, note="Ring installatören", now=NOW)
    with site.cast.acting(site.cast.coordinator):
        other = api.enrol(account="4321", dwelling_id=site.homes[2].pk, now=NOW)
        api.set_test(account_id=other.id, minutes=60, now=NOW)
        api.pause(account_id=site.account.id, what="out_of_service", zone="7", begins=NOW - HOUR, ends=NOW + HOUR,
                  note="Trasig", now=NOW)  # fmt: skip
        models.Liveness.objects.create(account_id=site.account.id, heard=NOW, fault_since=NOW - HOUR)
    site.send("burglary", "3")
    site.raise_all()
    write(site)


def test_the_list_makes_itself(site: Site) -> None:
    everything(site)
    found, here = lines(site), "Storgatan 5, 392 32 Havsvik"
    assert set(found) == set(listing.SECTIONS)
    assert [(one.what, one.where) for one in found["open"]] == [
        ("Burglary", here),
        ("Trouble", here),
    ]
    assert "Lova Larm has it" in found["open"][1].detail
    assert [one.what for one in found["burglaries"]] == ["Burglary"]
    assert "Ring installatören" in found["reminders"][0].detail
    assert sorted(one.what for one in found["pauses"]) == ["Out of service, zone 7", "Test mode"]
    assert "until" in found["pauses"][0].detail
    assert found["silent"][0].where == here
    assert found["notes"][0].what.startswith("Nyckeln")


def test_a_burglary_that_went_away_unseen_is_unanswered_and_one_that_is_taken_is_not(site: Site) -> None:
    site.send("burglary", "3")
    site.raise_all()
    site.send("abort", after=10)
    site.raise_all()
    assert site.only().unseen
    assert [one.what for one in lines(site)["burglaries"]] == ["Burglary"]
    with site.cast.acting(site.operator):
        api.see(alarm_id=site.only().id, now=NOW)
    assert "burglaries" not in lines(site)


def test_nothing_to_hand_over_is_an_empty_list(site: Site) -> None:
    assert lines(site) == {}


def test_who_takes_over_is_kept_with_the_list_as_it_was(site: Site) -> None:
    everything(site)
    with site.cast.acting(site.colleague):
        made = taking.take_shift(desk=desks.desk(), now=NOW)
        as_it_was = listing.sections(desk=desks.desk(), now=NOW)
    with site.cast.acting(site.operator):
        api.close(alarm_id=site.alarms()[0].id, reason="fault", now=NOW)
        (one,) = taking.hand_overs(desk=desks.desk())
        kept = taking.hand_over(hand_over_id=made)
    assert (one.id, one.by, one.taken_at) == (made, "Max Larm", NOW)
    assert kept.sections == as_it_was
    assert lines(site)["open"] != list(kept.sections[1].lines)


def test_each_desk_has_its_own(site: Site) -> None:
    everything(site)
    centre: Centre = centre_of(site)
    site.send("burglary", "1", account=centre.accounts[0])
    site.raise_all()
    with in_centre(centre):
        desk = desks.desk()
        assert (desk.centre_id, desk.name) == (centre.id, "Larmcentral Syd")
        notes.write_note(desk=desk, text="Vår egen", now=NOW)
        found = {one.name: one.count for one in listing.sections(desk=desk, now=NOW)}
        made = taking.take_shift(desk=desk, now=NOW)
        assert [one.text for one in notes.notes(desk=desk)] == ["Vår egen"]
    assert found == {"notes": 1, "open": 1, "burglaries": 1, "reminders": 0, "pauses": 0, "silent": 0}
    with site.cast.acting(site.operator):
        assert rows.ShiftNote.objects.count() == 1
        with pytest.raises(taking.HandOverMissing):
            taking.hand_over(hand_over_id=made)
    with site.cast.acting(site.cast.stranger):
        assert rows.ShiftNote.objects.count() == rows.HandOver.objects.count() == 0


def test_after_ninety_days_what_was_done_goes_and_what_is_not_stays(site: Site) -> None:
    centre = centre_of(site)
    done, left = write(site), write(site, "Kvar")
    with site.cast.acting(site.operator):
        notes.end_note(desk=desks.desk(), note_id=done, now=NOW)
        taking.take_shift(desk=desks.desk(), now=NOW)
    with in_centre(centre):
        notes.end_note(desk=desks.desk(), note_id=notes.write_note(desk=desks.desk(), text="x", now=NOW), now=NOW)
        taking.take_shift(desk=desks.desk(), now=NOW)
    assert keeping.clear_shifts(NOW, True) == 0
    assert keeping.clear_shifts(NOW + HOUR, True) == 4
    assert keeping.clear_shifts(NOW + HOUR, False) == 4
    with site.cast.acting(site.operator):
        assert [one.id for one in notes.notes(desk=desks.desk())] == [left]
        assert taking.hand_overs(desk=desks.desk()) == ()
    with in_centre(centre):
        assert rows.ShiftNote.objects.count() == rows.HandOver.objects.count() == 0


def test_it_is_done_on_the_pages(site: Site) -> None:
    browser = site.cast.client(site.operator)
    assert browser.post("/alarms/shift/notes/", {"text": "Nyckeln hänger"}).status_code == 302
    page = browser.get("/alarms/shift/").content.decode()
    assert "Nyckeln hänger" in page
    assert "Nobody has taken over" in page
    answer = browser.post("/alarms/shift/take/")
    kept = browser.get(answer["Location"]).content.decode()
    assert "Nyckeln hänger" in kept
    with site.cast.acting(site.operator):
        note = rows.ShiftNote.objects.get().pk
    browser.post(f"/alarms/shift/notes/{note}/done/")
    page = browser.get("/alarms/shift/").content.decode()
    assert "Lova Larm took over last" in page
    assert browser.get("/alarms/shift/999999/").status_code == 404
    assert site.cast.client(site.cast.visitor).get("/alarms/shift/").status_code == 403
