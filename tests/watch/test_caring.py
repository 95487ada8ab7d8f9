"""What contact persons do, and who sees it: by the database alone, and on their pages."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from kokong.kernel.moves import NotYours
from kokong.measures.watch import api, joining, keeping, links, own, trusting
from kokong.measures.watch.caring import away, decals, newcomers, notes, questions
from kokong.measures.watch.models import Away, Household, Member
from kokong.people import api as people
from kokong.people import invitation_links, invitations
from kokong.people.models import Invitation, User
from kokong.tasks import api as tasks
from tests.cast import Cast
from tests.watch.conftest import Village, build_village
from tests.worker import run_jobs

NORA = "nora@granne.example"


@pytest.fixture
def cared(village: Village) -> Village:
    """The village, whose group the cast's contact person looks after."""
    village.trust()
    return village


def newcomer(village: Village, number: int = 3, email: str = NORA) -> int:
    """Somebody joins on the public page; their number."""
    asked = joining.Asked(f"Storgatan {number}", "Nora Granne", email)
    joining.ask(place=village.cast.home, asked=asked, now=village.now)
    with village.cast.acting(village.cast.coordinator):
        row = Member.objects.get(email=email)
        secret = links.secret_of(row, "join")
    assert joining.accept(secret=secret, now=village.now)
    return row.pk


def gone(village: Village, number: int = 0, *, seen_by: str = "contacts", days: int = 7) -> int:
    """A home says that it is away from today."""
    today = timezone.localdate(village.now)
    with village.cast.acting(village.cast.contact_person):
        return away.say(
            group_id=village.group_id, dwelling_id=village.homes[number].pk, since=today,
            until=today + timedelta(days=days), seen_by=seen_by, now=village.now,
        )  # fmt: skip


# Who is away.


@pytest.mark.parametrize("who", ["coordinator", "officer", "visitor", "resident", "auditor", "stranger"])
def test_who_is_away_no_desk_can_read(cared: Village, who: str) -> None:
    cared.joins(0)
    gone(cared, seen_by="group")
    with cared.cast.acting(getattr(cared.cast, who)):
        assert not Away.objects.exists()
    with cared.cast.acting(cared.cast.contact_person):
        (found,) = away.away(group_id=cared.group_id, now=cared.now)
    assert (found.address, found.seen_by) == ("Storgatan 1", "group")


def seen_by_link(village: Village, member_id: int) -> list[int]:
    with village.cast.acting(village.cast.resident), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('kokong.watch_member', %s, true)", [str(member_id)])
        found = list(Away.objects.order_by("dwelling_id").values_list("dwelling_id", flat=True))
        cursor.execute("SELECT set_config('kokong.watch_member', '', true)")
        return found


def test_neighbours_see_what_the_group_may_see_once_they_are_known(cared: Village) -> None:
    cared.joins(0)
    cared.joins(1)
    nora = newcomer(cared)
    gone(cared, 0, seen_by="group")
    gone(cared, 1, seen_by="contacts")
    assert seen_by_link(cared, nora) == [], "a newcomer whom nobody knows sees nobody's absence"
    with cared.cast.acting(cared.cast.contact_person):
        assert [member.id for member, _home in newcomers.newcomers(group_id=cared.group_id)] == [nora]
        newcomers.confirm(member_id=nora, group_id=cared.group_id, now=cared.now)
        assert newcomers.newcomers(group_id=cared.group_id) == ()
    assert seen_by_link(cared, nora) == [cared.homes[0].pk]
    gone(cared, 2, seen_by="contacts")
    assert seen_by_link(cared, nora) == [cared.homes[0].pk, cared.homes[2].pk], "and always one's own"


def test_an_absence_goes_when_it_has_ended(cared: Village) -> None:
    cared.joins(0)
    gone(cared, days=2)
    rule = next(each for each in keeping.RULES if each.model is Away)
    assert rule.days == 0
    with cared.cast.acting(cared.cast.contact_person):
        last = cared.now + timedelta(days=2)
        assert len(away.away(group_id=cared.group_id, now=last)) == 1
        assert rule.apply(last, dry_run=True) == 0
        after = last + timedelta(days=1)
        assert away.away(group_id=cared.group_id, now=after) == ()
        assert rule.apply(after, dry_run=False) == 1


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"since": 5, "until": 4}, "before the first"),
    ({"since": -9, "until": -1}, "are over"),
    ({"since": 0, "until": 400}, "At most a year"),
    ({"seen_by": "everybody"}, "who may see"),
    ({"home": 5}, "has not joined"),
]


@pytest.mark.parametrize(("given", "why"), WRONG)
def test_an_absence_that_cannot_be_is_refused(cared: Village, given: dict[str, Any], why: str) -> None:
    cared.joins(0)
    today, said = timezone.localdate(cared.now), {"since": 0, "until": 3, "seen_by": "group", "home": 0, **given}
    with cared.cast.acting(cared.cast.contact_person):
        with pytest.raises(api.Refused, match=why):
            away.say(
                group_id=cared.group_id, dwelling_id=cared.homes[said["home"]].pk,
                since=today + timedelta(days=said["since"]), until=today + timedelta(days=said["until"]),
                seen_by=said["seen_by"], now=cared.now,
            )  # fmt: skip
        assert not Away.objects.exists()


def test_the_same_day_twice_is_said(cared: Village) -> None:
    cared.joins(0)
    number = gone(cared)
    with pytest.raises(api.Refused, match="already"):
        gone(cared)
    with cared.cast.acting(cared.cast.contact_person):
        away.take_back(group_id=cared.group_id, away_id=number)
        with pytest.raises(api.Refused, match="not there any more"):
            away.take_back(group_id=cared.group_id, away_id=number)
    gone(cared)


# Notes.


def note(village: Village, what: str, place: str = "Vändplatsen", *, hours: int = 1) -> int:
    at = village.now - timedelta(hours=hours)
    with village.cast.acting(village.cast.contact_person) as actor:
        return notes.write(
            group_id=village.group_id, what=what, place=place, at=at, user_id=actor.user_id, now=village.now
        )


def test_a_note_says_what_where_and_when_and_describes_nobody(cared: Village) -> None:
    note(cared, "En vit skåpbil körde sakta fram och tillbaka.")
    for what, place in (
        ("En lång man i svart jacka gick runt huset.", "Storgatan"),
        ("Någon gick in på gården.", "där mannen i 30-årsåldern stod"),
        ("Bilen hade ABC 123 på skylten.", "Storgatan"),
    ):
        with pytest.raises(api.Refused, match="114 14"):
            note(cared, what, place)
    with pytest.raises(api.Refused, match="future"):
        note(cared, "En bil.", hours=-2)
    with cared.cast.acting(cared.cast.officer):
        (kept,) = notes.notes(group_id=cared.group_id)
        assert (kept.what, kept.place) == ("En vit skåpbil körde sakta fram och tillbaka.", "Vändplatsen")
    with cared.cast.acting(cared.cast.visitor):
        assert notes.notes(group_id=cared.group_id) == ()


# Questions.


def test_a_question_waits_with_a_clock_and_its_answer_is_told(committed_cast: Cast) -> None:
    village = build_village(committed_cast)
    cast, actor = village.cast, village.trust()
    browser = cast.client(actor)
    page = reverse("watch:questions", args=[village.group_id])
    browser.post(page, {"whom": "police", "text": "Hur märker vi cyklar?"})
    with cast.acting(cast.officer) as officer:
        (asked,) = questions.questions(group_id=village.group_id)
        assert (asked.whom, asked.late(village.now + timedelta(days=8))) == ("police", True)
        (task_id,) = tasks.waiting(source=questions.SOURCE).values()
        assert tasks.task(task_id=task_id).kind.roles == {"officer"}  # type: ignore[union-attr]
    with cast.acting(cast.coordinator) as coordinator, pytest.raises(NotYours):
        questions.answer(question_id=asked.id, text="Så här.", actor=coordinator, now=village.now)
    desk = cast.client(officer)
    see_to = desk.get(reverse("watch:task"), {"task": task_id})
    assert see_to.headers["Location"] == reverse("watch:question", args=[asked.id])
    desk.post(reverse("watch:question", args=[asked.id]), {"text": "Med stöldskyddsmärkning."})
    with cast.acting(cast.officer):
        assert tasks.waiting(source=questions.SOURCE) == {}
        with pytest.raises(api.Refused, match="already"):
            questions.answer(question_id=asked.id, text="Igen.", actor=officer, now=village.now)
    run_jobs()
    (letter,) = mail.outbox
    assert letter.to == [actor.email]
    assert "stöldskyddsmärkning" not in str(letter.body), "the answer stays on the page"
    assert "Med stöldskyddsmärkning." in browser.get(page).content.decode()


def test_a_question_that_describes_somebody_is_stopped(cared: Village) -> None:
    with cared.cast.acting(cared.cast.contact_person), pytest.raises(api.Refused, match="114 14"):
        questions.ask(
            group_id=cared.group_id,
            whom="police",
            text="Vem är mannen i svart luvtröja?",
            user_id=1,
            now=cared.now,
        )


# Decals.


def test_decals_are_ordered_once_and_sent(cared: Village) -> None:
    village, cast = cared, cared.cast
    with cast.acting(cast.contact_person), pytest.raises(api.Refused, match="active"):
        decals.order(group_id=village.group_id, now=village.now)
    village.active(days_ago=10)
    village.joins(1)
    with cast.acting(cast.contact_person):
        assert decals.order(group_id=village.group_id, now=village.now) == 2
        with pytest.raises(api.Refused, match="Every home"):
            decals.order(group_id=village.group_id, now=village.now)
    village.joins(2)
    with cast.acting(cast.coordinator) as actor:
        (task_id,) = tasks.waiting(source=decals.SOURCE).values()
        assert decals.of_task(task_id=task_id) == village.group_id
        day = timezone.localdate(village.now)
        assert decals.send(group_id=village.group_id, on=day, actor=actor, now=village.now) == 2
        assert tasks.waiting(source=decals.SOURCE) == {}
        found = decals.decals(group_id=village.group_id)
        assert (found.given, found.ordered, found.lacking) == (2, 0, 1)
        with pytest.raises(api.Refused, match="No home waits"):
            decals.send(group_id=village.group_id, on=day, actor=actor, now=village.now)


# Let in.


def proven(village: Village) -> int:
    """A contact person who has proven their address."""
    member_id = newcomer(village)
    with village.cast.acting(village.cast.coordinator):
        api.name_role(member_id=member_id, role="contact", now=village.now)
    return member_id


def accept(village: Village, member_id: int) -> int:
    """They are let in, and accept the invitation to an account; its number."""
    with village.cast.acting(village.cast.coordinator) as actor:
        assert trusting.let_in(member_id=member_id, actor=actor, now=village.now) is False, "invited first"
        secret = invitation_links.secret_of(Invitation.objects.get(email=NORA))
    user = User.objects.create_user(NORA, None, name="Nora")
    invitations.accept(secret=secret, user_id=user.pk, email=NORA, now=village.now)
    return int(user.pk)


def looks_after(village: Village) -> set[int]:
    with village.cast.acting(village.cast.coordinator):
        on = ("watch_group", village.group_id)
        return set(people.holders(role="contact_person", on=on, now=timezone.now()))


def test_a_contact_person_is_let_in_under_the_address_they_have_proven(village: Village) -> None:
    member_id = proven(village)
    user_id = accept(village, member_id)
    assert looks_after(village) == {user_id}
    with village.cast.acting(village.cast.officer):
        api.name_role(member_id=member_id, role="member", now=village.now)
    assert looks_after(village) == set()


def test_whoever_leaves_by_their_own_link_is_let_in_no_more(village: Village) -> None:
    member_id = proven(village)
    user_id = accept(village, member_id)
    with village.cast.acting(village.cast.coordinator):
        secret = links.secret_of(Member.objects.get(pk=member_id), "own")
    assert looks_after(village) == {user_id}
    assert own.leave(secret=secret, now=village.now)
    assert looks_after(village) == set()


def test_an_invitation_is_void_once_they_have_left(village: Village) -> None:
    member_id = proven(village)
    with village.cast.acting(village.cast.coordinator) as actor:
        trusting.let_in(member_id=member_id, actor=actor, now=village.now)
        secret = invitation_links.secret_of(Invitation.objects.get(email=NORA))
        api.remove(member_id=member_id, now=village.now)
    user = User.objects.create_user(NORA, None, name="Nora")
    assert invitations.accept(secret=secret, user_id=user.pk, email=NORA, now=village.now) is None
    assert looks_after(village) == set()


def test_somebody_who_works_here_is_let_in_at_once_and_a_closed_group_lets_nobody_in(village: Village) -> None:
    member_id = newcomer(village, email=village.cast.visitor.email)
    with village.cast.acting(village.cast.coordinator) as actor:
        api.name_role(member_id=member_id, role="contact", now=village.now)
        assert trusting.let_in(member_id=member_id, actor=actor, now=village.now)
    assert looks_after(village) == {village.cast.visitor.user_id}
    assert 'href="/watch/own/"' in village.cast.client(village.cast.visitor).get("/field/").content.decode()
    village.act("close")
    assert looks_after(village) == set()


def test_nobody_is_let_in_by_an_address_that_nobody_has_proven(village: Village) -> None:
    written = village.joins(0, "Olle Ombud", role="contact", email="olle@granne.example")
    plain = newcomer(village)
    with village.cast.acting(village.cast.coordinator) as actor:
        with pytest.raises(api.Refused, match="not proven"):
            trusting.let_in(member_id=written, actor=actor, now=village.now)
        with pytest.raises(api.Refused, match="contact person first"):
            trusting.let_in(member_id=plain, actor=actor, now=village.now)
    with village.cast.acting(village.cast.officer) as officer, pytest.raises(NotYours):
        trusting.let_in(member_id=plain, actor=officer, now=village.now)


# The pages.


def test_the_pages_are_for_ones_own_group_alone(cared: Village) -> None:
    cared.joins(0)
    newcomer(cared)
    browser = cared.cast.client(cared.cast.contact_person)
    assert browser.get("/", follow=True).redirect_chain[-1][0] == reverse("watch:care", args=[cared.group_id])
    page = browser.get(reverse("watch:care", args=[cared.group_id])).content.decode()
    assert "New in the group" in page
    assert "Nora Granne" in page
    for name in ("care", "care-roster", "away", "notes", "questions"):
        assert browser.get(reverse(f"watch:{name}", args=[cared.group_id])).status_code == 200
        assert browser.get(reverse(f"watch:{name}", args=[cared.other_id])).status_code == 404
        desk = cared.cast.client(cared.cast.coordinator)
        assert desk.get(reverse(f"watch:{name}", args=[cared.group_id])).status_code == 403


def test_what_is_stopped_stays_in_the_form(cared: Village) -> None:
    browser = cared.cast.client(cared.cast.contact_person)
    said = {"what": "Två killar i huvtröjor", "place": "Storgatan", "at": "2026-01-01T10:00"}
    answer = browser.post(reverse("watch:notes", args=[cared.group_id]), said)
    assert (answer.status_code, "114 14" in answer.content.decode()) == (422, True)
    assert "Två killar i huvtröjor" in answer.content.decode()


def test_a_newcomer_who_does_not_live_there_is_gone(cared: Village) -> None:
    nora = newcomer(cared)
    browser = cared.cast.client(cared.cast.contact_person)
    browser.post(reverse("watch:turn-away", args=[cared.group_id, nora]))
    with cared.cast.acting(cared.cast.coordinator):
        assert list(Member.objects.values_list("name", "email")) == [("", "")]
        assert [row.state for row in Household.objects.all()] == ["left"]


def test_a_link_opens_also_in_the_browser_of_somebody_who_works_here(cared: Village) -> None:
    nora = newcomer(cared)
    with cared.cast.acting(cared.cast.coordinator):
        secret = links.secret_of(Member.objects.get(pk=nora), "own")
    browser = cared.cast.client(cared.cast.coordinator)
    assert browser.get(reverse("watch:mine", args=[secret])).status_code == 200
    assert browser.get(reverse("watch:join", args=[cared.cast.home.code])).status_code == 200
