"""The environment decides; what it says wrongly is refused in plain words."""

import json
import os
import stat
from pathlib import Path

import pytest

from kokong.kernel import installation


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("KOKONG_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("KOKONG_HOME", str(tmp_path))
    return tmp_path


def current() -> installation.Installation:
    return installation.current.__wrapped__()


def test_without_a_word_it_is_embedded_on_this_machine(home: Path) -> None:
    here = current()
    assert here.embedded
    assert (here.port, here.bind, here.url) == (8000, "127.0.0.1", "http://localhost:8000")
    assert not here.https


@pytest.mark.parametrize("port", ["", "0", "70000", "http", "-1"])
def test_a_port_that_is_none_is_refused(home: Path, monkeypatch: pytest.MonkeyPatch, port: str) -> None:
    monkeypatch.setenv("KOKONG_PORT", port)
    with pytest.raises(installation.InstallationError, match="KOKONG_PORT"):
        current()


def test_a_secret_is_made_once_and_kept_for_its_owner(home: Path) -> None:
    here = current()
    secret = here.secret("django")
    assert len(secret) >= 50
    assert here.secret("django") == secret
    assert stat.S_IMODE((home / "django.secret").stat().st_mode) == 0o600


def test_the_roles_that_prepare_made_serve_for_the_same_server(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = {
        "for": "db:5432/kokong?",
        "command": "postgresql://kokong_command:x@db/kokong",
        "owner": "postgresql://kokong_owner:y@db/kokong",
    }
    (home / "database.json").write_text(json.dumps(kept), encoding="utf-8")
    monkeypatch.setenv("KOKONG_DATABASE_URL", "postgresql://admin:secret@db/kokong")
    assert [current().database(role) for role in ("command", "owner")] == [kept["command"], kept["owner"]]
    monkeypatch.setenv("KOKONG_DATABASE_URL", "postgresql://admin:secret@other/kokong")
    assert current().database("command") == "postgresql://admin:secret@other/kokong"
    with pytest.raises(installation.InstallationError, match="the role of `owner`"):
        current().database("owner")
