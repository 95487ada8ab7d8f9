"""That the attack finds what it looks for, and that it finds nothing here."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from benchmarks.attack import attacking, promises, targets, world
from benchmarks.attack.world import World
from django.conf import settings
from django.db import connection
from django.urls import clear_url_caches

from tests.addresses import ANYBODY, SIGNED_IN, page
from tests.cast import Cast

from . import leaking

ROOT = Path(__file__).resolve().parent.parent.parent


class _Look:
    """A cursor that sees every row: in a test that is rolled back, by entering each municipality in turn."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast
        self.cursor = connection.cursor()

    def execute(self, statement: str, values: Any = None) -> None:
        """Run it, within the municipality that it names."""
        within = values[0] if values else self.cast.home.pk
        self.cursor.execute(
            "SELECT set_config('kokong.municipality', %s, true), set_config('kokong.authority', 'system', true)",
            [str(within)],
        )
        self.cursor.execute(statement, values)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.cursor, name)


@pytest.fixture
def built(cast: Cast) -> World:
    """Both municipalities, in a test that is rolled back."""
    return world.build(cast, look=_Look(cast))


@pytest.fixture
def open_doors(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The site with its leaks."""
    monkeypatch.setattr(settings, "ROOT_URLCONF", leaking.__name__)
    clear_url_caches()
    yield
    clear_url_caches()


def attacked(built: World, name: str, *, who: str = SIGNED_IN) -> promises.Found:
    """What attacking one address finds."""
    (target,) = (each for each in targets.targets() if each.name == name)
    target = targets.Target(target.name, target.parts, page(who))
    return attacking.Attack(built, aliases=["default"]).run([target])


def word(built: World, opens: str) -> str:
    return next(c.word for c in built.canaries if c.opens == opens and c.code == built.home.cast.home.code)


def test_each_kind_of_leak_is_found(built: World, open_doors: None) -> None:
    leaking.TOLD.update(
        municipality=word(built, ""), police=word(built, "police"), work=word(built, "burglary.import"),
        secret=min(built.secrets),
    )  # fmt: skip
    expected = {
        "municipality": promises.MUNICIPALITY,
        "police": promises.POLICE,
        "work": promises.WORK,
        "secret": promises.SECRET,
    }
    for name, promise in expected.items():
        assert attacked(built, name, who=ANYBODY).leaks[promise] > 0, name
    assert attacked(built, "work", who="audit.read").leaks[promises.REFUSED] > 0
    assert attacked(built, "bare").leaks[promises.HEADERS] > 0
    careless = attacked(built, "careless")
    assert careless.leaks[promises.FORGED] > 0
    assert careless.leaks[promises.HOST] > 0
    echo = attacked(built, "echo")
    assert echo.leaks[promises.FAILING] > 0
    assert echo.leaks[promises.MARKED] > 0


def test_a_sound_page_leaks_nothing_and_the_table_says_so(built: World) -> None:
    found = attacked(built, "people:account")
    assert found.leaks.total() == 0, "\n".join(found.table())
    said = json.loads(found.line())
    assert (said["attempts"], said["leaks"]) == (found.attempts, 0)
    assert found.attempts > 50
    assert {line.split("  ")[0] for line in found.table()} >= set(promises.PROMISES)


def test_addresses_parameters_and_operations_are_found_by_themselves(built: World) -> None:
    names = {target.name for target in targets.targets()}
    assert {"incidents:list", "api:report_burglary", "account_login", "field:outbox"} <= names
    assert targets.operations()["api:withdraw_burglary"]["POST"] == ("reason",)
    with targets.listening() as heard:
        officer = next(a for a in built.attackers if a.name == "officer")
        officer.browser().get("/burglaries/?state=draft")
    assert {"state", "page"} <= heard


def test_everybody_attacks(built: World) -> None:
    names = {attacker.name for attacker in built.attackers}
    assert {"nobody", "token", "token next door", "officer next door", "coordinator next door"} <= names
    assert {"commuter", "commuter_elsewhere next door", "walker", "auditor", "alarm_operator"} <= names


def test_four_days_meet_every_address_once() -> None:
    every = targets.targets()
    days = [targets.chosen(every, named=(), today=date(2026, 12, day)) for day in range(28, 32)]
    assert sorted(each.name for day in days for each in day) == sorted(each.name for each in every)
    assert [each.name for each in targets.chosen(every, named={"field:outbox"}, today=None)] == ["field:outbox"]


@pytest.mark.attack
@pytest.mark.timeout(0)
def test_the_whole_site_with_the_real_roles() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.attack"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert json.loads(done.stdout.splitlines()[-1])["leaks"] == 0, done.stdout
    assert done.returncode == 0
