"""What is forgotten, when, and what stays."""

from datetime import timedelta

from kokong.kernel import retention
from kokong.measures.alarms import api, models, rules
from tests.alarms.conftest import NOW, Site

NAMES = (
    "alarm accounts", "alarm contacts", "alarm contents", "alarm events", "alarm log", "who handled alarms",
)  # fmt: skip


def due(now_after: timedelta, *, dry_run: bool = False) -> dict[str, int]:
    """What the nightly job clears so long after NOW, by rule, at home."""
    found = retention.apply_all(now=NOW + now_after, dry_run=dry_run)
    return {one.rule: one.rows for one in found if one.rule in NAMES and "Havsvik" in one.municipality}


def handled(site: Site) -> api.Alarm:
    site.send("burglary", "1", code="BA", raw=b"[#1234|NBA1]", text=b"Hall", user_number="4")
    site.send("test", after=5, raw=b"[#1234|NRP]")
    site.raise_all()
    alarm = site.only()
    with site.cast.acting(site.operator):
        api.take(alarm_id=alarm.id, now=NOW)
        api.note(alarm_id=alarm.id, text="Grannen heter Nils.", now=NOW)
        api.close(alarm_id=alarm.id, reason="pet", now=NOW)
    return alarm


def test_after_ninety_days_only_that_it_happened_is_left(site: Site) -> None:
    alarm = handled(site)
    assert due(rules.PERSONAL_DATA - timedelta(hours=1)) == dict.fromkeys(NAMES, 0)
    later = rules.PERSONAL_DATA + timedelta(hours=1)
    expected = dict.fromkeys(NAMES, 0) | {"alarm contents": 2, "alarm log": 4, "who handled alarms": 1}
    assert due(later, dry_run=True) == expected
    assert due(later) == expected
    assert due(later) == dict.fromkeys(NAMES, 0)
    with site.cast.acting(site.operator):
        kept = api.history(account_id=site.account.id)
        assert [(one.kind, one.zone, one.raw, one.text, one.user_number) for one in reversed(kept)] == [
            ("burglary", "1", "", "", ""), ("test", "", "", "", ""),
        ]  # fmt: skip
        assert [(s.what, s.result, s.note, s.user_id) for s in api.steps(alarm_id=alarm.id)] == [
            ("raised", "", "", None), ("taken", "", "", None), ("note", "", "", None), ("closed", "pet", "", None),
        ]  # fmt: skip
        assert api.false_alarms(since=NOW)[0].false == 1


def test_what_an_open_alarm_says_stays(site: Site) -> None:
    site.send("burglary", "1")
    site.raise_all()
    with site.cast.acting(site.operator):
        api.take(alarm_id=site.only().id, now=NOW)
    assert due(timedelta(days=200))["alarm log"] == 0


def test_after_two_years_events_are_counts_and_alarms_stay(site: Site) -> None:
    site.clock = NOW - rules.EVENTS_KEPT - timedelta(hours=1)  # the database's own clock guards what is younger
    alarm, month = handled(site), site.clock.date().replace(day=1)
    with site.cast.acting(site.cast.coordinator):
        models.Event.objects.create(account_id=site.account.id, kind="test", received=NOW, occurred=NOW)
    assert due(timedelta(0))["alarm events"] == 2
    assert due(timedelta(0))["alarm events"] == 0
    with site.cast.acting(site.operator):
        counted = models.Tally.objects.order_by("kind").values_list("month", "kind", "events")
        assert list(counted) == [
            (month, "burglary", 1),
            (month, "test", 1),
        ]
        assert len(api.history(account_id=site.account.id)) == 1
        assert api.alarm(alarm_id=alarm.id).events == 1
        assert api.events_of(alarm_id=alarm.id) == ()


def test_a_panel_out_of_service_is_forgotten_with_whom_to_call(site: Site) -> None:
    with site.cast.acting(site.operator):
        api.add_contact(
            account_id=site.account.id, name="Nils", phone="070-1", what="key_holder", consent=True, now=NOW
        )
        api.retire(account_id=site.account.id, now=NOW)
    before, after = (due(rules.RETIRED_KEPT + timedelta(hours=hours)) for hours in (-1, 1))
    assert (before["alarm accounts"], before["alarm contacts"]) == (0, 0)
    assert (after["alarm accounts"], after["alarm contacts"]) == (1, 1)
    with site.cast.acting(site.operator):
        (kept,) = api.accounts(retired=True)
        assert (kept.written, kept.address, kept.lon, kept.dwelling_id, kept.keyed) == (
            "1234",
            "",
            None,
            None,
            False,
        )
        assert api.contacts(account_id=site.account.id) == ()


def test_the_chain_says_how_long_it_is_kept(site: Site) -> None:
    with site.cast.acting(site.operator):
        api.add_contact(
            account_id=site.account.id, name="Nils", phone="070-1", what="key_holder", consent=True, now=NOW
        )
        going = api.kept(account_id=site.account.id)
        api.retire(account_id=site.account.id, now=NOW)
        retired = api.kept(account_id=site.account.id)
    day = (NOW + rules.RETIRED_KEPT).date()
    assert [(one.what, one.on) for one in going] == [
        ("Name and contact details", None), ("The home, the alarm plan and the key", None),
    ]  # fmt: skip
    assert [(one.on, one.gone) for one in retired] == [(day, False), (day, False)]
    due(rules.RETIRED_KEPT + timedelta(hours=1))
    with site.cast.acting(site.operator):
        (gone,) = api.kept(account_id=site.account.id)
    assert (gone.on, gone.gone) == (day, True)
