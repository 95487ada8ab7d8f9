"""A check that is kept: begun by a link, compared after a year, shown to the household, forgotten."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kokong.kernel import public
from kokong.measures.homecheck import links, rules, work
from kokong.measures.homecheck.models import Check, Keeper
from kokong.places import api as places
from tests.cast import Cast
from tests.places.town import add_row_of_houses

NORA = "nora@granne.example"
THEN = "2026-1:kind=flat&decides=own&reach=no&door-lock=latch"
NOW = "2026-1:kind=flat&decides=own&reach=no&door-lock=approved"


def ask(cast: Cast, *, email: str = NORA, answers: str = THEN, **given: Any) -> str:
    """What the page says."""
    body = {"email": email, "answers": answers, "area": "", "page": "/k/havsvik/home-check/", **given}
    return Client().post(reverse("homecheck:keep", args=[cast.home.code]), body).content.decode()


def keeper(cast: Cast, email: str = NORA) -> Keeper:
    with cast.acting(cast.coordinator):
        found: Keeper = Keeper.objects.get(email=email)
    return found


def secret(cast: Cast, email: str = NORA) -> str:
    return links.secret_of(keeper(cast, email), "own")


def press(cast: Cast, name: str, *args: Any, **body: Any) -> Any:
    return Client().post(reverse(f"homecheck:{name}", args=[secret(cast), *args]), body, follow=True)


def keep_waiting(cast: Cast, email: str = NORA) -> None:
    """Press the button at all that wait."""
    for number in waiting(cast, email):
        way = reverse("homecheck:keep-check", args=[secret(cast, email), number])
        assert Client().post(way).status_code == 302


def waiting(cast: Cast, email: str = NORA) -> list[int]:
    with cast.acting(cast.coordinator):
        return [*Check.objects.filter(keeper__email=email, kept=None).order_by("pk").values_list("pk", flat=True)]


def shift(cast: Cast, days: int) -> None:
    """All that was written happened so many days earlier."""
    back = timedelta(days=days)
    with cast.acting(cast.coordinator):
        for row in Keeper.objects.all():
            Keeper.objects.filter(pk=row.pk).update(asked=row.asked - back, lasts=row.lasts - back)
        for check in Check.objects.all():
            Check.objects.filter(pk=check.pk).update(at=check.at - back)


def test_nothing_is_kept_until_the_link_is_pressed_and_looking_changes_nothing(cast: Cast) -> None:
    assert "Look in your mail" in ask(cast)
    page = reverse("homecheck:mine", args=[secret(cast)])
    for _ in range(2):
        assert "waits for you" in Client().get(page).content.decode()
    assert keeper(cast).proven is None
    keep_waiting(cast)
    assert keeper(cast).proven is not None
    shown = Client().get(page).content.decode()
    assert "waits for you" not in shown
    assert "The next three steps" in shown


def test_a_year_later_both_stand_side_by_side(cast: Cast) -> None:
    ask(cast)
    keep_waiting(cast)
    shift(cast, 366)
    ask(cast, answers=NOW)
    keep_waiting(cast)
    shown = Client().get(reverse("homecheck:mine", args=[secret(cast)])).content.decode()
    assert "What has changed" in shown
    assert "What lock does the front door have?" in shown
    assert "/k/havsvik/home-check/#2026-1:kind=flat" in shown


def test_a_check_from_a_municipalitys_own_host_name_leads_back_there(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    ask(cast, page="/home-check/lattlast/")
    keep_waiting(cast)
    kept = reverse("homecheck:mine", args=[secret(cast)])
    assert "lattlast" not in Client().get(kept).content.decode()  # it has no name of its own any more
    monkeypatch.setattr(public, "host", lambda _municipality: "https://trygg.havsvik.example")
    shown = Client().get(kept).content.decode()
    assert "https://trygg.havsvik.example/home-check/lattlast/#2026-1:kind=flat" in shown


def test_answers_under_somebody_elses_address_wait_and_change_nothing(cast: Cast) -> None:
    ask(cast)
    keep_waiting(cast)
    shift(cast, 1)
    for _ in range(rules.WAITING + 2):
        ask(cast, answers="2026-1:kind=house")
    assert len(waiting(cast)) == rules.WAITING
    press(cast, "throw-away", waiting(cast)[0])
    assert len(waiting(cast)) == rules.WAITING - 1
    shown = Client().get(reverse("homecheck:mine", args=[secret(cast)])).content.decode()
    assert "What has changed" not in shown


@pytest.mark.parametrize("answers", ["", "x", "2026-1:", "2026-1:nothing=here", "2026-1:kind=castle"])
def test_without_answers_nothing_is_written(cast: Cast, answers: str) -> None:
    assert "There are no answers to keep." in ask(cast, answers=answers)
    with cast.acting(cast.coordinator):
        assert not Keeper.objects.exists()


def test_a_link_from_an_older_edition_keeps_what_is_still_asked(cast: Cast) -> None:
    ask(cast, answers="2019-4:kind=flat&drawbridge=up&door-lock=latch")
    keep_waiting(cast)
    with cast.acting(cast.coordinator):
        row = Check.objects.get()
    assert (row.edition, row.answers) == ("2019-4", {"kind": "flat", "door-lock": "latch"})


def test_answers_that_contradict_count_as_far_as_they_are_asked(cast: Cast) -> None:
    ask(cast, answers="2026-1:kind=flat&terrace=none&door-lock=latch")
    keep_waiting(cast)
    shift(cast, 1)
    ask(cast, answers="2026-1:kind=flat&terrace=lock&door-lock=latch")
    keep_waiting(cast)
    shown = Client().get(reverse("homecheck:mine", args=[secret(cast)])).content.decode()
    assert "Every answer is as it was." in shown


def test_the_household_sees_until_the_link_is_ended_and_changes_nothing(cast: Cast) -> None:
    ask(cast)
    keep_waiting(cast)
    press(cast, "share", on="yes")
    shared = reverse("homecheck:household", args=[links.secret_of(keeper(cast), "household")])
    page = Client().get(shared)
    assert page.status_code == 200
    assert NORA not in page.content.decode()
    assert 'method="post"' not in page.content.decode().split("<main", 1)[1]
    press(cast, "share", on="no")
    assert Client().get(shared).status_code == 404
    press(cast, "share", on="yes")
    assert Client().get(shared).status_code == 404


def test_a_link_that_is_over_or_made_up_leads_nowhere(cast: Cast) -> None:
    ask(cast)
    old = secret(cast)
    shift(cast, 2)
    assert Client().get(reverse("homecheck:mine", args=[old])).status_code == 404
    assert Client().get(reverse("homecheck:mine", args=[secret(cast)])).status_code == 404
    again = Client().post(reverse("homecheck:link", args=[cast.home.code]), {"email": NORA.upper()})
    assert "Look in your mail" in again.content.decode()
    assert Client().get(reverse("homecheck:mine", args=[secret(cast)])).status_code == 200
    for bad in ("x", "0-0-" + "0" * 64, secret(cast)[:-1] + "0"):
        if bad != secret(cast):
            assert Client().get(reverse("homecheck:mine", args=[bad])).status_code == 404
            for name, more in (("share", ()), ("settle", ()), ("forget", ()), ("keep-check", (1,))):
                assert Client().post(reverse(f"homecheck:{name}", args=[bad, *more])).status_code == 404


def test_no_page_says_whether_an_address_is_known(cast: Cast) -> None:
    ask(cast)
    way = reverse("homecheck:link", args=[cast.home.code])
    told = [Client().post(way, {"email": each}).content.decode() for each in (NORA, "ingen@granne.example")]
    known, other = (each.split("<main", 1)[1] for each in told)
    assert known == other


def test_one_reminder_a_year_later_and_none_for_who_wants_none(cast: Cast) -> None:
    ask(cast)
    keep_waiting(cast)
    ask(cast, email="olle@granne.example")  # never pressed
    shift(cast, 364)
    now = timezone.now()
    with cast.acting(cast.coordinator):
        assert work.remind(now=now) == 0
        assert work.remind(now=now + timedelta(days=1)) == 1
        assert work.remind(now=now + timedelta(days=400)) == 0


def test_who_wants_no_reminder_gets_none(cast: Cast) -> None:
    ask(cast)
    keep_waiting(cast)
    press(cast, "settle", area="")
    shift(cast, 400)
    with cast.acting(cast.coordinator):
        assert work.remind(now=timezone.now()) == 0


def test_all_is_removed_at_once(cast: Cast) -> None:
    ask(cast)
    keep_waiting(cast)
    assert "All is removed" in press(cast, "forget").content.decode()
    with cast.acting(cast.coordinator):
        assert not Keeper.objects.exists()
        assert not Check.objects.exists()


def test_an_areas_sums_are_shown_from_five_homes_that_gave_leave(cast: Cast) -> None:
    with cast.acting(cast.coordinator):
        homes = add_row_of_houses(6)
        shape = places.area_of_homes(dwelling_ids=[each.pk for each in homes])
        area = places.make_area(name="Storgatan", kind="street", shape=shape, now=timezone.now()).area_id
    page, desk = reverse("homecheck:sums"), cast.client(cast.coordinator)
    for number in range(5):
        assert "1 of 5" not in desk.get(page).content.decode()
        who = f"granne{number}@granne.example"
        ask(cast, email=who, area=str(area), answers=NOW if number else THEN)
        keep_waiting(cast, who)
    ask(cast, email="utan@granne.example")
    keep_waiting(cast, "utan@granne.example")
    shown = desk.get(page).content.decode()
    assert "Storgatan" in shown
    assert "5 homes answered." in shown
    assert "1 of 5" in " ".join(shown.split())
    assert "granne1@" not in shown
    assert cast.client(cast.visitor).get(page).status_code == 403
    assert "Storgatan" not in cast.client(cast.stranger).get(page).content.decode()


def test_many_who_ask_within_an_hour_are_told_to_wait(cast: Cast) -> None:
    from kokong.measures.homecheck.models import Asking

    with cast.acting(cast.coordinator):
        Asking.objects.bulk_create([Asking(at=timezone.now()) for _ in range(rules.HOURLY)])
    assert "Very many are asking right now." in ask(cast)
    assert not mail.outbox
