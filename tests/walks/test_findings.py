"""Findings noted, answered by the owner of the ground, confirmed; what everybody reads of them."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import tenancy
from kokong.kernel.errors import UserError
from kokong.kernel.fields import Point
from kokong.measures.walks import api, asking, clock, letters, links, paper, public, words
from kokong.measures.walks import models as rows
from kokong.meetings import api as meetings
from kokong.meetings.models import Invitation
from kokong.sending.models import Message
from tests.walks.conftest import Ground

FORM = {"category": "light", "feels": "Mörkt vid porten."}


def secret(ground: Ground, walk_id: int) -> str:
    """What the link in the owner's letter ends with."""
    return links.secret_of(ground.ask_row(walk_id))


def posted(ground: Ground, walk_id: int, number: int, **given: str) -> str:
    """What the page says after an answer by the link."""
    page = reverse("walks-public:answer-one", args=[secret(ground, walk_id), number])
    return (
        Client()
        .post(page, {f"{number}-{name}": value for name, value in given.items()}, follow=True)
        .content.decode()
    )


def test_the_same_record_is_taken_once_and_two_note_takers_keep_their_own(ground: Ground) -> None:
    walk_id, key = ground.walked(), uuid4()
    first = ground.note(walk_id, client_id=key, feels="Först")
    assert ground.note(walk_id, client_id=key, feels="Igen") == first
    other = ground.note(walk_id, feels="En annans ord", point=ground.spot())
    assert (ground.finding(first).feels, ground.finding(other).feels) == ("Först", "En annans ord")
    assert (ground.finding(first).number, ground.finding(other).number) == (1, 2)


@pytest.mark.parametrize("point", [Point(0.0, 0.0), Point(float("inf"), 1.0), Point(584_000.0, 6_300_000.0)])
def test_a_finding_outside_the_municipality_is_refused(ground: Ground, point: Point) -> None:
    walk_id = ground.walked()
    with pytest.raises(UserError, match="outside the municipality"):
        ground.note(walk_id, point=point)


def test_a_position_off_by_half_a_kilometre_is_kept_and_doubted(ground: Ground) -> None:
    found = ground.finding(ground.note(ground.walked(), point=ground.spot(east=600), accuracy_m=400.0, how="gps"))
    assert found.doubts == ("far", "vague")


def test_nothing_is_noted_on_a_walk_that_was_cancelled(ground: Ground) -> None:
    walk_id = ground.planned()
    ground.act(walk_id, "cancel", said="Det stormar.")
    with pytest.raises(UserError, match="cancelled"):
        ground.note(walk_id)


def test_near_by_is_shown_before_it_is_stored_and_may_be_joined(ground: Ground) -> None:
    walk_id = ground.walked()
    first = ground.note(walk_id, feels="Släckt lampa")
    browser = ground.cast.client(ground.cast.coordinator)
    page, form = reverse("walks:note", args=[walk_id]), {**FORM, "point": "Storgatan 1"}
    warned = browser.post(page, form).content.decode()
    assert "found near by before" in warned
    assert "Släckt lampa" in warned
    with ground.cast.acting(ground.cast.coordinator):
        assert len(api.findings(walk_id=walk_id)) == 1
    browser.post(page, {**form, "sure": "1"})
    with ground.cast.acting(ground.cast.coordinator):
        _first, second = api.findings(walk_id=walk_id)
    browser.post(reverse("walks:join", args=[second.id]), {"other": str(first)})
    assert (ground.finding(second.id).state, ground.finding(second.id).same_as) == ("joined", first)
    again = browser.post(reverse("walks:join", args=[first]), {"other": str(second.id)}, follow=True)
    assert "Nothing was changed" in again.content.decode()


def test_an_owner_reads_only_approved_words_and_is_written_to_once(ground: Ground) -> None:
    walk_id, holder_id = ground.walked(), ground.holder()
    number = ground.note(walk_id)
    with ground.cast.acting(ground.cast.coordinator):
        with pytest.raises(UserError, match="what everybody reads"):
            api.ask(finding_id=number, holder_id=holder_id, now=ground.now)
        api.correct(finding_id=number, noted=api.Noted("light", "Nisse bor där.", ground.spot()), shown="Mörkt.")
        api.ask(finding_id=number, holder_id=holder_id, now=ground.now)
        assert api.send(walk_id=walk_id, now=ground.now) == 1
        assert api.send(walk_id=walk_id, now=ground.now) == 0
        assert Message.objects.filter(kind=letters.ASKED).count() == 1
    told = Client().get(reverse("walks-public:answer", args=[secret(ground, walk_id)])).content.decode()
    assert "Mörkt." in told
    assert "Nisse" not in told


def test_looking_answers_nothing_and_an_answer_is_noted_with_a_receipt(ground: Ground) -> None:
    walk_id, number, _holder = ground.asked()
    page = reverse("walks-public:answer-one", args=[secret(ground, walk_id), number])
    assert Client().get(page).status_code == 302
    assert ground.finding(number).state == "asked"
    assert "Välj ett av de tre svaren" in posted(ground, walk_id, number, said="Ja.")
    assert "vilken dag" in posted(ground, walk_id, number, answer="promise", said="Ja.")
    day = timezone.localdate() + timedelta(days=30)
    said = posted(ground, walk_id, number, answer="promise", said="Vi byter lampan.", until=str(day))
    assert "svarat på allt" in said
    found = ground.finding(number)
    assert (found.state, found.until, found.said) == ("promised", day, "Vi byter lampan.")
    with ground.cast.acting(ground.cast.coordinator):
        assert Message.objects.filter(kind=letters.ASKED, turn__startswith="receipt").count() == 1


def test_a_link_used_twice_says_the_same_once_and_takes_another_answer(ground: Ground) -> None:
    walk_id, number, _holder = ground.asked()
    for _time in range(2):
        posted(ground, walk_id, number, answer="refuse", said="Inga pengar i år.")
    with ground.cast.acting(ground.cast.coordinator):
        assert Message.objects.filter(turn__startswith="receipt").count() == 1
    posted(ground, walk_id, number, answer="mend", said="Den lyser nu.")
    assert ground.finding(number).state == "done"
    with ground.cast.acting(ground.cast.coordinator):
        api.answer(finding_id=number, action="confirm", now=ground.now)
    assert "avgjort" in posted(ground, walk_id, number, answer="refuse", said="Ändrat oss.")
    assert ground.finding(number).state == "confirmed"


def test_a_link_opens_one_owners_ground_and_a_new_one_ends_it(ground: Ground) -> None:
    walk_id, number, holder_id = ground.asked()
    other, old = ground.note(walk_id, shown="En annans mark."), secret(ground, walk_id)
    taken = Client().post(reverse("walks-public:answer-one", args=[old, other]),
                          {f"{other}-answer": "mend", f"{other}-said": "Klart."}, follow=True)  # fmt: skip
    assert "inte på er mark" in taken.content.decode()
    assert ground.finding(other).state == "noted"
    with ground.cast.acting(ground.cast.coordinator):
        asking.renew(walk_id=walk_id, holder_id=holder_id, now=ground.now)
    assert Client().get(reverse("walks-public:answer", args=[old])).status_code == 404
    assert Client().get(reverse("walks-public:answer", args=[secret(ground, walk_id)])).status_code == 200
    assert ground.finding(number).state == "asked"
    for broken in ("1-1-" + "0" * 64, old.replace("-", "-9", 1), "x"):
        assert Client().get(reverse("walks-public:answer", args=[broken])).status_code == 404


def test_who_is_signed_in_elsewhere_answers_by_the_link_too(ground: Ground) -> None:
    walk_id, number, _holder = ground.asked()
    browser = ground.cast.client(ground.cast.stranger)
    page = reverse("walks-public:answer-one", args=[secret(ground, walk_id), number])
    browser.post(page, {f"{number}-answer": "mend", f"{number}-said": "Klart."})
    assert ground.finding(number).state == "done"


def test_owners_are_reminded_until_they_have_answered(ground: Ground) -> None:
    walk_id, number, _holder = ground.asked()
    due = ground.ask_row(walk_id).due - timezone.localdate(ground.now)
    sent = []
    for day in range(60):
        with tenancy.scope(municipality_id=ground.cast.home.pk):
            sent += [day - due.days] * asking.remind(now=ground.now + timedelta(days=day))
        if day == due.days + 3:
            posted(ground, walk_id, number, answer="mend", said="Klart.")
    assert sent == [-5, 2]


def test_who_walked_along_is_told_once_what_was_answered(ground: Ground) -> None:
    walk_id, number, _holder = ground.asked()
    held = ground.meeting(walk_id)
    with ground.cast.acting(ground.cast.coordinator) as actor:
        meetings.walk_in(meeting_id=held.id, name="Karin Kom", actor=actor, now=ground.now)
        rows_of_guests = meetings.guests(meeting_id=held.id)
    assert not rows_of_guests
    with ground.cast.acting(ground.cast.coordinator):
        Invitation.objects.create(
            meeting_id=held.id, name="Bo", email="bo@boende.example", seat="in", made=ground.now
        )
    posted(ground, walk_id, number, answer="refuse", said="Inga pengar.")
    told = []
    for _time in range(2):
        with tenancy.scope(municipality_id=ground.cast.home.pk):
            told.append(clock.tell(now=timezone.now() + timedelta(seconds=1)))
            told.append(Message.objects.filter(kind=letters.CHANGED).count())
    assert told == [1, 1, 0, 1]


def test_everybody_reads_the_answer_and_the_reason_and_nobody_reads_closed(ground: Ground) -> None:
    walk_id, number, _holder = ground.asked()
    posted(ground, walk_id, number, answer="refuse", said="Inga pengar i år.")
    with ground.cast.acting(ground.cast.coordinator):
        shown = public.one(str(walk_id), "sv", ground.now)
        told = paper.data(walk_id=walk_id)
    assert shown is not None
    (line,) = shown["lines"]
    assert (line.answer, str(line.state), line.holder) == (
        "Inga pengar i år.",
        str(words.FOUND["refused"]),
        "Gatukontoret",
    )
    assert line.said == "Lampan vid porten lyser inte."
    (row,) = told["rows"]
    assert (row["answer"], row["said"]) == (line.answer, line.said)
    assert "Lampan är trasig." not in str(told) + str(shown["lines"])


def test_what_is_no_walk_has_no_public_page(ground: Ground) -> None:
    walk_id = ground.planned()
    with ground.cast.acting(ground.cast.coordinator):
        for slug in (str(walk_id), "987654", "x", "²", "9" * 40):
            assert public.one(slug, "sv", ground.now) is None


def test_pages_of_findings(ground: Ground) -> None:
    walk_id, number, holder_id = ground.asked()
    browser = ground.cast.client(ground.cast.coordinator)
    page = browser.get(reverse("walks:finding", args=[number])).content.decode()
    assert "The owner is asked" in page
    answered = {"answer": "mend", "said": "Lampan är bytt."}
    browser.post(reverse("walks:answer-for", args=[number]), answered)
    browser.post(reverse("walks:step", args=[number, "doubt"]), {"said": "Den lyser inte."})
    assert (ground.finding(number).state, ground.finding(number).said) == ("asked", "Den lyser inte.")
    browser.post(reverse("walks:answer-for", args=[number]), answered)
    browser.post(reverse("walks:step", args=[number, "confirm"]), {"said": ""})
    assert "Confirmed by a resident" in browser.get(reverse("walks:walk", args=[walk_id])).content.decode()
    protocol = browser.get(reverse("walks:protocol", args=[walk_id]))
    assert protocol.content.startswith(b"%PDF")
    assert "Gatukontoret" in browser.get(reverse("walks:holders")).content.decode()
    again = browser.post(reverse("walks:new-holder"), {"name": "Gatukontoret", "email": "x@y.example"})
    assert "known already" in again.content.decode()
    ended = browser.post(reverse("walks:end-holder", args=[holder_id]), follow=True)
    assert "asked no more" in ended.content.decode()
    assert rows.Holder.objects.count() == 0  # outside of a municipality nobody sees any
