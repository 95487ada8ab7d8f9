"""Who sees what of the alarms, held by the database: municipalities, a centre, the receiver, and the keys."""

import io
import logging
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from kokong.kernel import installation, tenancy
from kokong.measures.alarms import api, models
from kokong.measures.alarms.panels import sealing
from kokong.measures.alarms.shifts import models as shifts
from tests.alarms.centres import centre_of, in_centre
from tests.alarms.conftest import HEX, NOW, Site

OURS = ("account", "contact", "liveness", "event", "alarm", "alarmevent", "step", "tally", "reminder")
RECEIVERS = ("seen", "pending")


def count(table: str) -> int:
    """Rows of a table, by plain SQL."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return int(cursor.fetchone()[0])


def counts(tables: tuple[str, ...]) -> list[int]:
    return [count(f"alarms_{table}") for table in tables]


def fill(site: Site) -> None:
    """A row in every table."""
    site.send("burglary", "1")
    site.raise_all()
    site.send("burglary", "2", after=5)
    with tenancy.scope(municipality_id=None, authority="receiver"):
        models.Seen.objects.create(digest=b"1" * 32, at=NOW)
    with site.cast.acting(site.operator):
        api.add_contact(
            account_id=site.account.id, name="Olga", phone="070-1", what="owner", consent=True, now=NOW
        )
        models.Liveness.objects.create(account_id=site.account.id, heard=NOW)
        shifts.Reminder.objects.create(alarm_id=models.Alarm.objects.get().pk, due=NOW, made_at=NOW)
        models.Tally.objects.create(account_id=site.account.id, month=NOW.date(), kind="test", events=3)


def test_the_next_municipality_sees_nothing_and_neither_does_nobody(site: Site) -> None:
    fill(site)
    with site.cast.acting(site.operator):
        assert all(counts(OURS))
    with site.cast.acting(site.cast.stranger):
        assert counts(OURS + RECEIVERS) == [0] * 11
        with pytest.raises(api.AccountMissing):
            api.account(account_id=site.account.id)
        assert api.accounts() == ()
        assert list(api.each_event()) == []
    assert counts(OURS + RECEIVERS) == [0] * 11
    with tenancy.scope(municipality_id=None, authority="municipality", user_id=site.operator.user_id):
        assert counts(OURS + RECEIVERS) == [0] * 11


def test_the_receivers_tables_are_the_receivers(site: Site) -> None:
    fill(site)
    for actor in (site.operator, site.cast.coordinator, site.cast.officer):
        with site.cast.acting(actor):
            assert counts(RECEIVERS) == [0, 0]
    with tenancy.scope(municipality_id=None, authority="receiver"):
        assert counts(RECEIVERS) == [1, 1]


def test_the_receivers_setting_opens_nothing_but_alarms(site: Site) -> None:
    """Every table with row-level security is asked for under the receiver's authority."""
    fill(site)
    with site.cast.acting(site.cast.coordinator):
        assert count("places_dwelling") == 12
        assert count("people_membership") > 5
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname FROM pg_class WHERE relrowsecurity AND relkind IN ('r', 'p')")
        protected = {name for (name,) in cursor.fetchall()}
    with tenancy.scope(municipality_id=None, authority="receiver"):
        seen = {name for name in protected if count(name)}
    assert {name for name in seen if not name.startswith("alarms_")} == {"kernel_municipality"}  # names are public
    assert len(protected) > 30


def test_a_centre_sees_its_own_in_both_municipalities_and_nothing_else(site: Site) -> None:
    fill(site)
    centre = centre_of(site)
    for account_id in centre.accounts:
        site.send("burglary", "1", account=account_id)
    site.raise_all()
    with in_centre(centre):
        assert {one.account for one in api.queue()} == {"5001", "5002"}
        assert {one.municipality for one in api.queue()} == {"Havsvik", "Norrsund"}
        assert {one.id for one in api.accounts()} == set(centre.accounts)
        assert count("places_dwelling") == 0
        with pytest.raises(api.AccountMissing):
            api.account(account_id=site.account.id)
    with site.cast.acting(site.operator):
        assert [one.account for one in api.queue()] == ["1234"]
        ours = api.alarms(account_id=centre.accounts[0])[0]
        with pytest.raises(api.AlarmMissing):
            api.take(alarm_id=ours.id, now=NOW)
    with site.cast.acting(site.cast.stranger):
        assert [one.account for one in api.accounts()] == ["5002"]


def test_what_a_centre_does_is_in_the_log_of_the_right_municipality(site: Site) -> None:
    centre = centre_of(site)
    site.send("burglary", "1", account=centre.accounts[1])
    site.raise_all()
    with in_centre(centre):
        alarm = api.queue()[0]
        api.take(alarm_id=alarm.id, now=NOW)
        api.hand_over(alarm_id=alarm.id, to=centre.colleague, now=NOW)
        assert api.queue()[0].handed_name == "Tor Syd"
        assert count("places_dwelling") == 0
    with in_centre(centre, centre.colleague):
        api.take(alarm_id=alarm.id, now=NOW)
        api.close(alarm_id=alarm.id, reason="pet", now=NOW)
    said = [entry.action for entry in site.cast.log(elsewhere=True, subject="alarm")]
    assert said == ["alarm.closed", "alarm.taken", "alarm.handed_over", "alarm.taken"]
    with site.cast.acting(site.cast.stranger):
        assert {step.by for step in api.steps(alarm_id=alarm.id)} == {"", "Larmcentral Syd"}
    assert site.cast.log(subject="alarm") == ()


def test_events_and_steps_never_change(site: Site) -> None:
    fill(site)
    tries = (
        "UPDATE alarms_event SET kind = 'test'",
        "UPDATE alarms_event SET zone = '9'",
        "UPDATE alarms_event SET raw = 'x'",
        "DELETE FROM alarms_event WHERE received > now() - interval '90 days'",
        "UPDATE alarms_step SET what = 'note'",
        "UPDATE alarms_step SET note = 'x'",
        "DELETE FROM alarms_step",
        "TRUNCATE alarms_event CASCADE",
    )
    with site.cast.acting(site.operator), connection.cursor() as cursor:
        for statement in tries:
            with pytest.raises(DatabaseError), transaction.atomic():
                cursor.execute(statement)


def test_keys_are_sealed_and_shown_nowhere(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    """Not in the database, the pages, the interface for programs, the log, errors, or the text of a value."""
    caplog.set_level(logging.DEBUG)
    secret = "f0e1d2c3b4a5968778695a4b3c2d1e0f"
    typed = "Hemlig-Nyckel-16"
    with site.cast.acting(site.cast.coordinator):
        account = api.enrol(account="AA01", key=api.NewKey(ascii=typed), now=NOW)
        api.change(account_id=account.id, key=api.NewKey(hex=secret))
        row = models.Account.objects.get(pk=account.id)
        assert row.key_sealed is not None
        sealed = bytes(row.key_sealed)
        assert sealing.sealer(installation.current()).unseal(sealed) == bytes.fromhex(secret)
        assert repr(api.NewKey(hex=secret)) == "NewKey(…)"
        told = [sealed.decode(), repr(account), repr(api.accounts())]
        for wrong in (secret[:-1], secret + "g", typed[:-1]):
            with pytest.raises(api.FieldProblem) as refused:
                api.enrol(account="AA02", key=api.NewKey(hex=wrong), now=NOW)
            told.append(f"{refused.value!r} {refused.value.__cause__!r} {refused.value.__context__!r}")
    told += [str(entry.detail) for entry in site.cast.log()]
    told += [_ask(site, account.id, secret), caplog.text]
    for text in told:
        for needle in (secret, secret.upper(), typed, secret[:-1], typed[:-1]):
            assert needle not in text


def _ask(site: Site, account_id: int, secret: str) -> str:
    browser, told = site.cast.client(site.operator), io.StringIO()
    for name in ("alarms:account", "alarms:edit", "alarms:contacts"):
        told.write(browser.get(reverse(name, kwargs={"account_id": account_id})).content.decode())
    form = {"account": "AA01", "key": secret, "notation": "hex", "receiver": "0", "line": "0"}
    told.write(browser.post(reverse("alarms:enrol"), form).content.decode())
    for body in ({"account": "AA01", "key": secret}, {"account": 7, "key": secret}, {"key": [secret]}):
        told.write(browser.post("/api/v1/alarms/accounts", body, content_type="application/json").content.decode())
    told.write(browser.get("/api/v1/alarms/accounts").content.decode())
    return told.getvalue()


def test_the_installations_secret_can_be_rotated(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    here = installation.current()
    running = sealing.sealer(here)
    with tenancy.scope(municipality_id=None, authority="receiver"):
        old = bytes(models.Account.objects.get(pk=site.account.id).key_sealed or b"")
        sealing.begin_rotation(here)
        assert api.reseal_all() == 1
        sealing.end_rotation(here)
        new = bytes(models.Account.objects.get(pk=site.account.id).key_sealed or b"")
    assert running.unseal(new) == bytes.fromhex(HEX)
    with pytest.raises(sealing.SealBroken):
        sealing.sealer(here).unseal(old)
    monkeypatch.setenv(sealing.VARIABLE, "another one")
    with pytest.raises(sealing.SealBroken, match="KOKONG_ALARM_KEY"):
        sealing.sealer(here).unseal(new)


def test_a_dwelling_elsewhere_is_no_dwelling(site: Site) -> None:
    with site.cast.acting(site.cast.stranger), pytest.raises(api.FieldProblem, match="no such dwelling"):
        api.enrol(account="9", dwelling_id=site.homes[0].pk, now=NOW)


def test_a_centres_operator_opens_the_console_and_its_accounts_and_enrols_nobody(site: Site) -> None:
    from django.test import Client

    from kokong.people.models import User

    centre = centre_of(site)
    browser: Any = Client()
    browser.force_login(
        User.objects.get(pk=centre.operator), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert browser.get(reverse("alarms:console")).status_code == 200
    assert browser.get(reverse("alarms:accounts")).status_code == 200
    assert browser.get(reverse("alarms:account", kwargs={"account_id": centre.accounts[1]})).status_code == 200
    assert browser.get(reverse("alarms:account", kwargs={"account_id": site.account.id})).status_code == 404
    assert browser.get(reverse("alarms:enrol")).status_code == 403
