"""A call: the home is found, who calls is asked, and what they want is done or refused."""

from datetime import timedelta
from typing import Any

import pytest

from kokong.kernel import audit
from kokong.measures.alarms import api
from kokong.measures.alarms.calls import models as calls
from kokong.measures.alarms.calls import recording, routines
from tests.alarms.centres import centre_of, in_centre
from tests.alarms.conftest import NOW, Site

WORD = "Blåbärspaj"


@pytest.fixture
def home(site: Site) -> Site:
    """The site's home has a code word and two people to call."""
    with site.cast.acting(site.cast.coordinator):
        routines.set_routine(account_id=site.account.id, text="Fråga efter kodordet.", word=WORD, now=NOW)
        for name, phone in (("Olga Ägare", "070-174 06 05"), ("Nils Nyckel", "070-174 06 50")):
            api.add_contact(
                account_id=site.account.id, name=name, phone=phone, what="owner", consent=True, now=NOW
            )
    return site


def said(**more: Any) -> api.Told:
    return api.Told(**{"who": "owner", "wanted": "question", "caller": "Olga Ägare", "note": "Hej"} | more)


def call(site: Site, told: api.Told, **more: Any) -> int:
    with site.cast.acting(site.operator):
        return api.record_call(account_id=site.account.id, told=told, now=NOW, **more)


def logged(site: Site, action: str) -> list[audit.Entry]:
    return [one for one in site.cast.log(subject="alarm_account") if one.action == action]


def kept(site: Site) -> list[recording.Call]:
    with site.cast.acting(site.operator):
        return list(recording.calls(account_id=site.account.id))


def test_others_see_nothing_and_a_centre_its_own_homes(home: Site) -> None:
    centre = centre_of(home)
    with home.cast.acting(home.cast.stranger), pytest.raises(api.AccountMissing):
        api.record_call(account_id=home.account.id, told=said(), now=NOW)
    with in_centre(centre):
        with pytest.raises(api.AccountMissing):
            api.record_call(account_id=home.account.id, told=said(), now=NOW)
        there = centre.accounts[1]
        told = said(wanted="away", called_back=True)
        api.record_call(account_id=there, told=told, away_until=NOW.date(), now=NOW)
        assert [one.by for one in recording.calls(account_id=there)] == ["Siv Syd"]
    with home.cast.acting(home.operator):
        assert calls.Call.objects.count() == 0
    with home.cast.acting(home.cast.stranger):
        assert calls.Call.objects.count() == 1
        assert calls.Routine.objects.count() == 0
    assert [one.action for one in home.cast.log(elsewhere=True, subject="alarm_account")][:1] == [
        "alarm_call.seen"
    ]


def test_the_code_word_is_right_or_wrong_and_can_be_read_nowhere(home: Site) -> None:
    with home.cast.acting(home.operator):
        assert routines.check_word(account_id=home.account.id, said="blåbärs paj")
        assert not routines.check_word(account_id=home.account.id, said="hallonpaj")
        row = calls.Routine.objects.get(account_id=home.account.id)
        assert "paj" not in f"{row.word}{routines.routine(account_id=home.account.id)}".casefold()
    assert [one.detail["result"] for one in logged(home, "alarm_account.word_checked")] == [
        "wrong",
        "right",
    ]
    assert WORD not in str(home.cast.log())


def test_a_routine_without_a_new_word_keeps_the_word_and_it_can_be_taken_away(home: Site) -> None:
    with home.cast.acting(home.cast.coordinator):
        routines.set_routine(account_id=home.account.id, text="Fråga.", now=NOW)
        assert routines.check_word(account_id=home.account.id, said=WORD)
        assert not routines.set_routine(account_id=home.account.id, text="", forget=True, now=NOW).has_word
        with pytest.raises(api.Refused, match="No code word"):
            routines.check_word(account_id=home.account.id, said=WORD)
        for word in ("abc", "x" * 81, "- - -"):
            with pytest.raises(api.FieldProblem):
                routines.set_routine(account_id=home.account.id, text="", word=word, now=NOW)


def test_a_panel_is_put_in_test_only_for_somebody_who_is_known(home: Site) -> None:
    for told in (said(wanted="test"), said(wanted="test", word="hallonpaj")):
        with pytest.raises(api.FieldProblem, match="right code word"):
            call(home, told, test_minutes=60)
    assert kept(home) == []
    call(home, said(wanted="test", word=WORD), test_minutes=60)
    call(home, said(wanted="test", called_back=True), test_minutes=30)
    assert [(one.identity, one.test_minutes) for one in kept(home)] == [("called_back", 30), ("right", 60)]
    with home.cast.acting(home.operator):
        assert api.account(account_id=home.account.id).test_until == NOW + timedelta(minutes=30)


def test_a_call_is_a_step_of_the_open_alarm(home: Site) -> None:
    home.send("burglary", "3")
    home.raise_all()
    call(home, said(wanted="mistake", word=WORD, note="Katten"))
    with home.cast.acting(home.operator):
        step = api.steps(alarm_id=home.only().id)[-1]
    assert (step.what, step.result, step.note, step.by) == ("called_in", "mistake", "Katten", "Lova Larm")
    assert kept(home)[0].alarm_id == home.only().id


def test_a_home_is_away_until_the_day_that_somebody_known_said(home: Site) -> None:
    today = NOW.date()
    call(home, said(wanted="away", word="fel"), away_until=today + timedelta(days=9))
    with home.cast.acting(home.operator):
        assert recording.away_until(account_id=home.account.id, on=today) is None
    call(home, said(wanted="away", word=WORD), away_until=today + timedelta(days=3))
    with home.cast.acting(home.operator):
        assert recording.away_until(account_id=home.account.id, on=today) == today + timedelta(days=3)
        assert recording.away_until(account_id=home.account.id, on=today + timedelta(days=4)) is None


@pytest.mark.parametrize(
    "problem",
    [
        {"told": said(who="cat")},
        {"told": said(wanted="pizza")},
        {"told": said(wanted="away"), "away_until": NOW.date() - timedelta(days=2)},
        {"told": said(wanted="away"), "away_until": NOW.date() + timedelta(days=400)},
        {"told": said(wanted="test", word=WORD), "test_minutes": 45},
        {"told": said(), "happened": (NOW - timedelta(hours=1), NOW)},
        {"told": said(wanted="burglary"), "happened": (NOW, NOW + timedelta(hours=1))},
        {"told": said(wanted="burglary"), "happened": (NOW, NOW - timedelta(hours=1))},
    ],
)
def test_what_makes_no_sense_is_refused_and_nothing_is_kept(home: Site, problem: dict[str, Any]) -> None:
    from django.db import transaction

    with pytest.raises(api.FieldProblem), transaction.atomic():
        call(home, **problem)
    assert kept(home) == []


def test_reading_calls_is_logged(home: Site) -> None:
    call(home, said())
    assert logged(home, "alarm_call.seen") == []
    (one,) = kept(home)
    (line,) = logged(home, "alarm_call.seen")
    assert line.rows == (one.id,)
