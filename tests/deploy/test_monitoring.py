"""Board and rules name numbers that processes tell, and each alert has its page."""

import json
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any, Final

import pytest
from django.test import Client
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.parser import text_string_to_metric_families

from kokong.install import measuring
from kokong.kernel import installation
from kokong.measures.alarms.receiver import counts
from tests.roles import alone

ROOT: Final = Path(__file__).parents[2]
MONITORING: Final = ROOT / "deploy" / "monitoring"
PAGES: Final = ROOT / "docs" / "how-to" / "alerts"
NAME: Final = re.compile(r"\b(?:kokong|process)_[a-z_]+\b")


@pytest.fixture(scope="module")
def alerts() -> list[dict[str, Any]]:
    yaml = pytest.importorskip("yaml")
    found = yaml.safe_load((MONITORING / "alerts.yml").read_text(encoding="utf-8"))
    return [rule for group in found["groups"] for rule in group["rules"]]


def names(told: bytes) -> set[str]:
    """What can be asked for, also of what has counted nothing yet."""
    endings = {"counter": ("_total",), "histogram": ("_bucket", "_sum", "_count")}
    families = text_string_to_metric_families(told.decode())
    return {family.name + ending for family in families for ending in endings.get(family.type, ("",))}


@pytest.fixture
def told(db: None) -> set[str]:
    """The names of all that processes tell, as Prometheus reads them."""
    token = installation.current().secret(installation.METRICS_TOKEN)
    web = Client().get("/metrics", headers={"authorization": f"Bearer {token}"}).content
    beside = CollectorRegistry()
    beside.register(measuring.Work(installation.current()))
    worker = alone("worker", lambda: generate_latest(beside))
    assert b"kokong_database_up 1.0" in worker
    receiver = generate_latest(counts.registry(counts.Counts(), lambda: dict.fromkeys(GAUGES, 0.0)))
    return names(web) | names(worker) | names(receiver)


GAUGES: Final = ("accounts", "connections", "waiting", "database_away")


def test_every_number_of_rules_and_board_is_told(told: set[str], alerts: list[dict[str, Any]]) -> None:
    board = json.loads((MONITORING / "board.json").read_text(encoding="utf-8"))
    queries = [rule["expr"] for rule in alerts]
    queries += [target["expr"] for panel in board["panels"] for target in panel.get("targets", ())]
    asked = {name for query in queries for name in NAME.findall(query)}
    assert len(asked) > 20
    assert sorted(asked - told) == []


def test_every_alert_has_its_page_and_every_page_its_alert(alerts: list[dict[str, Any]]) -> None:
    listed = (PAGES / "README.md").read_text(encoding="utf-8")
    for rule in alerts:
        page = ROOT / rule["annotations"]["page"]
        assert page.stem == rule["alert"]
        text = page.read_text(encoding="utf-8")
        assert text.startswith(f"# {rule['alert']}\n")
        assert rule["expr"] in text, "the page says another condition than the rule"
        assert f"[{rule['alert']}]({page.name}) | {rule['labels']['severity']} |" in listed
    assert {path.stem for path in PAGES.glob("Kokong*.md")} == {rule["alert"] for rule in alerts}


def test_pages_name_commands_that_there_are() -> None:
    known = (ROOT / "docs" / "reference" / "cli.md").read_text(encoding="utf-8")
    for path in PAGES.glob("*.md"):
        for words in re.findall(r"`kokong ((?:[a-z-]+)(?: [a-z]+)?)", path.read_text(encoding="utf-8")):
            assert f"kokong {words}" in known, f"{path.name}: {words}"


@pytest.mark.skipif(shutil.which("promtool") is None, reason="promtool is not installed")
@pytest.mark.parametrize(
    "words",
    [
        ("check", "rules", "alerts.yml"),
        ("check", "config", "--syntax-only", "prometheus.yml"),
        ("check", "config", "--syntax-only", "prometheus-compose.yml"),
    ],
)
def test_prometheus_understands_its_files(words: tuple[str, ...]) -> None:
    checked = subprocess.run(["promtool", *words], cwd=MONITORING, capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stdout + checked.stderr


def test_in_containers_the_same_is_asked() -> None:
    yaml = pytest.importorskip("yaml")
    here, there = (
        yaml.safe_load((MONITORING / name).read_text(encoding="utf-8"))
        for name in ("prometheus.yml", "prometheus-compose.yml")
    )
    for one, other in zip(here["scrape_configs"], there["scrape_configs"], strict=True):
        assert one["job_name"] == other["job_name"]
        (at,), (away,) = one["static_configs"][0]["targets"], other["static_configs"][0]["targets"]
        assert away == f"{one['job_name'].removeprefix('kokong-')}:{at.partition(':')[2]}"
