"""What receivers and consoles are told, at once and without what they need not know."""

import json
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest
from django.db import connections

from kokong.measures.alarms import api
from tests.alarms.conftest import HEX, NOW, Site


@pytest.fixture
def ear(committed_site: Site) -> Iterator["psycopg.Connection[Any]"]:
    """A connection that listens to both channels."""
    with closing(connections.create_connection("default")) as wrapper:
        wrapper.ensure_connection()
        wrapper.connection.execute("LISTEN kokong_alarm_accounts")
        wrapper.connection.execute("LISTEN kokong_alarms")
        yield wrapper.connection


def heard(ear: "psycopg.Connection[Any]") -> list[tuple[str, str]]:
    return [(note.channel, note.payload) for note in ear.notifies(timeout=0.3)]


def test_receivers_are_told_of_what_concerns_them(committed_site: Site, ear: "psycopg.Connection[Any]") -> None:
    site = committed_site
    with site.cast.acting(site.operator):
        made = api.enrol(account="77", key=api.NewKey(hex=HEX), now=NOW)
    assert heard(ear) == [("kokong_alarm_accounts", str(made.id))]
    for change in ({"line": "2"}, {"interval_s": 60}, {"line": ""}, {"key": api.NO_KEY}, {"transport": "udp"}):
        with site.cast.acting(site.operator):
            api.change(account_id=made.id, **change)
        assert heard(ear) == [("kokong_alarm_accounts", str(made.id))]
    with site.cast.acting(site.operator):
        api.change(account_id=made.id, notes="Hunden heter Bo.", plan={"text": "Ring."})
        api.set_test(account_id=made.id, minutes=30, now=NOW)
    assert "kokong_alarm_accounts" not in dict(heard(ear))
    with site.cast.acting(site.operator):
        api.retire(account_id=made.id, now=NOW)
    assert heard(ear) == [("kokong_alarm_accounts", str(made.id))]


def test_setting_and_unsetting_wakes_no_receiver(committed_site: Site, ear: "psycopg.Connection[Any]") -> None:
    committed_site.send("close")
    committed_site.send("open", after=60)
    committed_site.raise_all()
    assert heard(ear) == []


def test_consoles_are_told_ids_and_times_and_no_more(committed_site: Site, ear: "psycopg.Connection[Any]") -> None:
    site = committed_site
    site.send("burglary", "1")
    site.raise_all()
    ((channel, said),) = heard(ear)
    alarm = site.only()
    assert channel == "kokong_alarms"
    assert json.loads(said) == {
        "municipality": site.cast.home.pk, "centre": None, "alarm": alarm.id, "what": "raised",
        "at": site.clock.isoformat(), "step": json.loads(said)["step"],
    }  # fmt: skip
