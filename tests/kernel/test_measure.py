"""A measure says once what it is; the house reads it there."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest
from django.apps import apps
from django.urls import reverse

from kokong.desk import method
from kokong.install import supervisor
from kokong.kernel import folders, grants, installation, measure, navigation, retention, said
from kokong.kernel.measure import Measure
from kokong.people import rules
from tests.cast import Cast

NEW = '''
"""A measure that nobody listed."""
from kokong.kernel.measure import Measure
MEASURE = Measure(
    name="lanterns", title="Lanterns", part="effect", icon="sun",
    may={"lantern.light": frozenset({"coordinator"})},
    today="kokong.measures.lanterns.day:day", year="kokong.measures.lanterns.day:year",
    figure="kokong.measures.lanterns.day:figure",
    processes="kokong.measures.lanterns.day:processes", scene="kokong.measures.lanterns.day:stage", scene_order=15,
)
'''
DAY = """
from kokong.kernel.measure import Figure
from datetime import timedelta
from kokong.kernel.today import Day, Line, section
from kokong.kernel.year import Item
def day(*, actor, now):
    return Day(sections=(section("lanterns", "Lanterns out", [Line("Storgatan 1", "broken", "/")], url="/"),))
def figure(*, actor, now):
    return Figure("41", "lanterns burn")
def year(*, actor, since, until):
    return [Item(until - timedelta(days=31), "Lanterns to clean", 3)]
def processes(here):
    return {"lighter": "lanterns light"}
def stage(stage):
    pass
"""
COMMANDS = """
import typer
commands = typer.Typer(name="lanterns", help="Light them.")
"""


@pytest.fixture
def lanterns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Measure]:
    """A folder put beside the measures, and nothing else."""
    import kokong.measures

    folder = tmp_path / "lanterns"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "measure.py").write_text(NEW)
    (folder / "day.py").write_text(DAY)
    (folder / "commands.py").write_text(COMMANDS)
    monkeypatch.setattr(kokong.measures, "__path__", [*kokong.measures.__path__, str(tmp_path)])
    measure.everyone.cache_clear()
    yield next(each for each in measure.everyone() if each.name == "lanterns")
    measure.everyone.cache_clear()
    for name in [name for name in sys.modules if name.startswith("kokong.measures.lanterns")]:
        del sys.modules[name]


def test_the_measures_are_the_folders() -> None:
    assert {"alarms", "cocoons"} <= set(measure.names())
    for each in measure.everyone():
        assert apps.get_app_config(each.name).name == each.package
        assert each.part in method.PARTS


def test_a_folder_alone_is_a_measure(lanterns: Measure, cast: Cast) -> None:
    """It waits on Today, stands on the page of the method, and its process would run."""
    assert lanterns.name in measure.names()
    browser = cast.client(cast.coordinator)
    assert "Lanterns out" in browser.get("/").content.decode()
    assert "Lanterns to clean" in browser.get("/plan/?year=2031").content.decode()
    page = browser.get(reverse("desk:method")).content.decode()
    assert "lanterns burn" in page
    assert ">41<" in page
    assert "lighter" in supervisor.commands(installation.current())


@pytest.mark.usefixtures("lanterns")
def test_what_it_may_is_told_to_people_when_the_house_starts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rules, "MAY", dict(rules.MAY))
    apps.get_app_config("measures").ready()
    assert rules.may({"coordinator"}, "lantern.light")
    assert not rules.may({"visitor"}, "lantern.light")


def test_its_commands_and_its_scene_are_found(lanterns: Measure) -> None:
    assert "lanterns" in {group.commands.info.name for group in folders.modules("commands")}
    order = [one.name for one, _play in measure.scenes()]
    assert order.index("cocoons") < order.index(lanterns.name) < order.index("alarms")


def test_two_rooms_cannot_say_differently_who_may() -> None:
    with pytest.raises(ValueError, match=r"cocoon\.see"):
        rules.declare({"cocoon.see": frozenset({"resident"})})


def test_every_action_has_words_for_who_is_refused_it() -> None:
    assert set(rules.MAY) - set(said.REFUSED) <= {"people.security"}


def test_every_part_is_on_the_page_with_its_figure(cast: Cast) -> None:
    page = cast.client(cast.officer).get(reverse("desk:method")).content.decode()
    assert page.count("kk-method__part") == len(method.PARTS) == 12
    assert "Not in Kokong yet." not in page
    assert "12 of 12 parts" in page
    assert "of the homes were talked to" in page


def test_the_rail_has_at_most_eight_entries_for_everybody() -> None:
    for count in (1, 2, 3):
        for roles in map(frozenset, combinations(rules.ROLES, count)):
            assert len(navigation.entries("/", roles)) <= 8


def test_what_the_rail_has_no_room_for_is_in_the_menu() -> None:
    each = [frozenset({role}) for role in ("officer", "coordinator", "alarm_operator", "visitor")]
    both = frozenset().union(*each)
    rail, menu = navigation.entries("/", both), navigation.entries("/", both, menu=True)
    theirs = {e.url for roles in each for menu in (False, True) for e in navigation.entries("/", roles, menu=menu)}
    assert len(rail) == 8
    assert sorted(e.url for e in [*rail, *menu]) == sorted(theirs)


def test_what_measures_declare_is_in_the_database_and_the_periods() -> None:
    assert {"cocoons_door", "alarms_step"} <= set(grants.tables())
    assert {"doors and visits", "alarm events"} <= {rule.name for rule in retention.rules()}


def test_a_declaration_can_be_changed_in_a_copy_only() -> None:
    one = measure.everyone()[0]
    with pytest.raises(AttributeError):
        one.name = "other"  # type: ignore[misc]
    assert replace(one, name="other").package == "kokong.measures.other"
