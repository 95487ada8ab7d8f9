"""Probes answer without a sign-in; the doctor says in one line each what is wrong."""

import socket
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from django.core.mail.backends import smtp
from django.test import Client

from kokong.install import doctor
from kokong.kernel import health, installation
from tests.cast import Cast
from tests.roles import alone


def findings(here: installation.Installation, now: datetime | None = None) -> dict[str, doctor.Finding]:
    return {f.part: f for f in doctor.examine(here, now=now or datetime.now(UTC))}


def test_the_probes_answer(db: None) -> None:
    client = Client()
    assert client.get("/healthz", headers={"host": "anything"}).content == b"ok\n"
    assert client.get("/readyz").json() == {"ready": True, "problem": None}


def test_a_fresh_installation_lacks_only_its_processes(committed: None) -> None:
    here = replace(installation.current(), alarm_port=0)
    found = alone("command", lambda: findings(here))
    assert [part for part, finding in found.items() if not finding.ok] == ["worker", "pages"]
    assert "kokong up" in found["worker"].mend


def test_several_authorities_in_the_embedded_database_are_said(committed_cast: Cast, tmp_path: Path) -> None:
    here = replace(installation.current(), alarm_port=0, home=tmp_path, databases={})
    found = alone("command", lambda: findings(here))
    assert found["apart"].says.startswith("2 municipalities share the embedded database")
    assert "apart" not in alone("command", lambda: findings(replace(here, demo=True)))
    ours = replace(here, databases={"command": "postgresql://db/kokong"})
    assert "apart" not in alone("command", lambda: findings(ours))


def test_how_old_the_newest_tried_backup_is(committed_cast: Cast, tmp_path: Path) -> None:
    here, now = replace(installation.current(), alarm_port=0, home=tmp_path), datetime(2026, 11, 30, 8, tzinfo=UTC)
    found = alone("command", lambda: findings(here, now))["backup"]
    assert (found.says, found.ok) == ("none that was tried", False)
    for hours, ok in ((30, True), (60, False)):
        tried = now - timedelta(hours=hours)
        (tmp_path / "backup.json").write_text(f'{{"taken": "{now.isoformat()}", "tried": "{tried.isoformat()}"}}')
        found = alone("command", lambda: findings(here, now))["backup"]
        assert (f"{tried:%Y-%m-%d %H:%M}" in found.says, found.ok) == (True, ok)
    assert "backup" not in alone("command", lambda: findings(replace(here, demo=True), now))


def test_a_receiver_is_found_by_its_port(db: None, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door:
        here = replace(installation.current(), alarm_port=door.getsockname()[1], home=tmp_path)
        assert findings(here)["alarms"].ok
        numbers = tmp_path / installation.RECEIVER_NUMBERS
        numbers.write_text("# HELP x\nkokong_alarm_unknown_total 3.0\nkokong_alarm_database_away 0.0\n")
        assert "3 messages from unknown accounts" in findings(here)["alarms"].says
        numbers.write_text("kokong_alarm_database_away 1.0\n")
        assert findings(here)["alarms"].mend
    assert "kokong up" in findings(here)["alarms"].mend


def test_a_clock_that_is_off_is_told(db: None) -> None:
    off = findings(installation.current(), datetime.now(UTC) - timedelta(minutes=3))
    assert "180 s" in off["clock"].says or "179 s" in off["clock"].says


@pytest.mark.parametrize(
    ("part", "change"),
    [
        ("time zone", {"time_zone": "Mars/Olympus"}),
        ("base map", {"basemap": Path("/nowhere.pmtiles")}),
        ("mail", {"email": "smtp://127.0.0.1:9"}),
        ("mail", {"url": "https://kokong.example.se"}),
        ("address", {"bind": "0.0.0.0"}),
    ],
)
def test_what_is_set_wrongly_is_told(
    db: None, part: str, change: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    here = replace(installation.current(), **change)  # type: ignore[arg-type]
    refusing = partial(smtp.EmailBackend, host="127.0.0.1", port=9)
    monkeypatch.setattr(doctor, "get_connection", refusing)
    assert findings(here)[part].mend
    assert not findings(here)[part].ok


@pytest.mark.parametrize(
    ("scheme", "ok", "says"),
    [("https", True, "called by https"), ("http", False, "begin with http://"), ("", False, "is not ours")],
)
def test_a_proxy_that_forgets_to_say_https_is_told(
    monkeypatch: pytest.MonkeyPatch, scheme: str, ok: bool, says: str
) -> None:
    class Answer:
        headers = {health.SCHEME: scheme} if scheme else {}

        def __enter__(self) -> "Answer":
            return self

        def __exit__(self, *_: object) -> None:
            pass

    monkeypatch.setattr("urllib.request.urlopen", lambda *_, **__: Answer())
    here = replace(installation.current(), url="https://kokong.example.se", demo=False)
    (found,) = doctor._proxy(here)
    assert found.ok is ok
    assert says in found.says + found.mend


def test_the_process_says_how_it_believes_to_be_called(db: None) -> None:
    assert Client().get("/healthz")[health.SCHEME] == "http"
    assert Client().get("/healthz", secure=True)[health.SCHEME] == "https"
