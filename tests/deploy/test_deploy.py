"""What `deploy/` gives a server is understood by the programs that it is for, and closed where it should be."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from kokong.cli import database

DEPLOY = Path(__file__).parents[2] / "deploy"
UNITS = sorted(path.name for path in (DEPLOY / "systemd").glob("*.service"))
TIMERS = sorted(path.name for path in (DEPLOY / "systemd").glob("*.timer"))
EXPOSURE = 20
"""The most that `systemd-analyze security` may find, of a hundred; below 20 it calls a service "OK" or better."""
systemd = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def ran(*words: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(words, capture_output=True, text=True, check=False)


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, as they are on a server where the program is installed."""
    for path in (DEPLOY / "systemd").iterdir():
        text = path.read_text(encoding="utf-8").replace("/opt/kokong/.venv/bin/kokong", "/bin/true")
        (tmp_path / path.name).write_text(text, encoding="utf-8")
    return tmp_path


@systemd
def test_systemd_understands_every_unit(units: Path) -> None:
    checked = ran("systemd-analyze", "verify", *(units / name for name in ("kokong.target", *TIMERS, *UNITS)))
    assert (checked.returncode, checked.stderr) == (0, "")


@systemd
@pytest.mark.parametrize("unit", UNITS)
def test_a_service_that_was_taken_over_reaches_little(units: Path, unit: str) -> None:
    checked = ran("systemd-analyze", "security", "--offline=true", f"--threshold={EXPOSURE}", units / unit)
    assert checked.returncode == 0, checked.stdout


@pytest.mark.parametrize("process", ["web", "worker", "receiver", "raiser", "migrate", "backup"])
def test_each_process_is_a_user_of_its_own_and_knows_its_own_secrets(process: str) -> None:
    text = (DEPLOY / "systemd" / f"kokong-{process}.service").read_text(encoding="utf-8")
    assert f"User=kokong-{process}\n" in text
    assert set(re.findall(r"/etc/kokong/([\w.]+)", text)) == {process, "kokong.env"}
    assert set(re.findall(r"/var/lib/([\w-]+)", text)) == {f"kokong-{process}"}


def test_the_owners_address_is_known_where_migrations_run_and_nowhere_else() -> None:
    assert [process for process, roles in database.PROCESSES.items() if "owner" in roles] == ["migrate"]


def test_a_backup_is_made_each_night_where_the_setup_makes_its_folder_and_where_alerts_look() -> None:
    setup = (DEPLOY / "setup").read_text(encoding="utf-8")
    service = (DEPLOY / "systemd" / "kokong-backup.service").read_text(encoding="utf-8")
    assert TIMERS == ["kokong-backup.timer"]
    assert all(f"{name}" in setup for name in (*TIMERS, "kokong-backup.service"))
    assert "-m 700 /var/backups/kokong" in setup
    assert "kokong backup /var/backups/kokong" in service
    assert "ReadWritePaths=/var/backups/kokong\n" in service
    assert "KOKONG_BACKUP_HOME=/var/lib/kokong-backup" in setup
    alert = DEPLOY.parent / "docs" / "how-to" / "alerts" / "KokongBackupOld.md"
    assert "kokong-backup.timer kokong-backup.service" in alert.read_text(encoding="utf-8")


def test_whoever_backs_up_knows_every_secret_that_any_process_has() -> None:
    assert set(database.SECRETS["backup"]) == {name for names in database.SECRETS.values() for name in names}


@systemd
def test_the_backup_comes_at_night() -> None:
    timer = (DEPLOY / "systemd" / "kokong-backup.timer").read_text(encoding="utf-8")
    at = re.findall(r"^OnCalendar=(.+)$", timer, re.MULTILINE)
    told = ran("systemd-analyze", "calendar", *at)
    assert (len(at), told.returncode) == (1, 0), told.stderr
    assert "02:15:00" in told.stdout


@pytest.fixture(scope="module")
def services() -> dict[str, Any]:
    """The services of the compose file."""
    yaml = pytest.importorskip("yaml")
    found: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return found


def test_every_container_is_without_rights_and_without_a_root_to_write_in(services: dict[str, Any]) -> None:
    for name, service in services.items():
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert service["read_only"] is True, name
        assert not {"privileged", "cap_add", "network_mode", "pid"} & service.keys(), name


def test_images_are_pinned_to_a_patch(services: dict[str, Any]) -> None:
    named = [service["image"] for service in services.values() if "build" not in service]
    built_on = re.findall(r"^FROM (\S+)", (DEPLOY / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert all(re.search(r":v?\d+\.\d+", image) for image in named + built_on), named + built_on


def test_the_superusers_password_is_known_to_the_one_who_prepares(services: dict[str, Any]) -> None:
    knows = [name for name, service in services.items() if "POSTGRES_PASSWORD" in str(service)]
    assert knows == ["database", "prepare"]


def test_a_container_sees_its_own_addresses_and_secrets_alone(services: dict[str, Any]) -> None:
    seen = {
        name: [volume for volume in service.get("volumes", []) if "/etc/kokong" in volume]
        for name, service in services.items()
        if name not in {"database", "prepare"}
    }
    assert seen == {name: [f"{name}:/etc/kokong/{name}:ro"] for name in seen}
    assert set(seen) == set(database.PROCESSES)


@pytest.mark.parametrize("script", ["setup", "kokong"])
def test_scripts_are_sound(script: str) -> None:
    assert ran("sh", "-n", DEPLOY / script).returncode == 0


@pytest.mark.skipif(
    shutil.which("nginx") is None or shutil.which("openssl") is None, reason="nginx or openssl is not installed"
)
def test_nginx_takes_its_configuration(tmp_path: Path) -> None:
    key, chain = tmp_path / "privkey.pem", tmp_path / "fullchain.pem"
    made = ran("openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", chain,
               "-subj", "/CN=kokong.example.se", "-days", "1")  # fmt: skip
    assert made.returncode == 0, made.stderr
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    site = site.replace("/etc/letsencrypt/live/kokong.example.se", str(tmp_path))
    site = site.replace("/etc/nginx/kokong-proxy.conf", str(DEPLOY / "nginx-proxy.conf"))
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid;\nevents {{}}\nhttp {{\n{site}\n}}\n", encoding="utf-8")
    checked = ran("nginx", "-t", "-c", whole)
    assert checked.returncode == 0, checked.stderr
    assert "warn" not in checked.stderr


def test_nginx_speaks_no_old_tls_and_waits_for_nobody_slow() -> None:
    site = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    assert "ssl_protocols TLSv1.2 TLSv1.3;" in site
    for bound in (
        "client_header_timeout",
        "client_body_timeout",
        "client_max_body_size",
        "limit_req ",
        "limit_conn ",
    ):
        assert bound in site, bound
