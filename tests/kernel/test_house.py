"""What the import contracts cannot see: rooms are entered by their door, foreign keys run back along the story."""

import ast
import copy
import re
from configparser import ConfigParser
from functools import lru_cache
from graphlib import TopologicalSorter
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import grimp
from django.apps import apps
from django.db import models
from importlinter.contracts.independence import IndependenceContract
from importlinter.contracts.layers import LayersContract
from tools import collected

import kokong
from kokong.kernel import measure

TESTS = Path(__file__).resolve().parent.parent

ROOT: Final = {"root_packages": ["kokong"]}
LAYERS, MEASURES = "importlinter:contract:layers", "importlinter:contract:measures"
_ORDER = {
    "kernel": 0,
    "people": 1,
    "sending": 1,
    "places": 2,
    "pictures": 2,
    "meetings": 3,
    "tasks": 3,
    "texts": 2,
    "field": 3,
    "intake": 3,
    "incidents": 4,
    "ledger": 5,
    "risk": 6,
    "effect": 6,
    "public": 8,
}
PARTS = {"config", "measures", "analysis", "dc09", "questions", "simulation", "tables", "cli", "install"}
"""Folders that are no room: what is pure or has no tables, what joins all, and the folder of the measures."""


def folders(inside: str = "") -> set[str]:
    """The packages of the distribution, or of one folder of it."""
    here = Path(kokong.__file__).parent / inside
    return {each.name for each in here.iterdir() if (each / "__init__.py").exists()}


# Nobody lists the rooms: they are the folders.
ROOMS = (*sorted(folders() - PARTS - {"kernel"}), *(f"measures.{name}" for name in measure.names()))
ORDER = _ORDER | dict.fromkeys(measure.names(), 7) | {"practice": 8}


def test_every_folder_is_a_room_that_the_contracts_know() -> None:
    contracts = ConfigParser()
    contracts.read(TESTS.parent / ".importlinter")
    layers = set(re.findall(r"(\w+)(?:\.\w+)?", contracts[LAYERS]["layers"]))
    assert folders() - {"config"} == layers
    assert set(measure.names()) == folders("measures")
    assert contracts[MEASURES]["modules"].split() == ["kokong.measures.*"]
    assert {app.label for app in apps.get_app_configs() if app.name.startswith("kokong.")} == {
        *folders() - PARTS, "measures", *measure.names(),
    }  # fmt: skip


def test_a_folder_that_nobody_listed_breaks_the_contract() -> None:
    asked = _asked(LAYERS)
    contract = LayersContract(LAYERS, ROOT, {**asked, "layers": asked["layers"][1:]})
    graph = copy.deepcopy(_graph())
    assert contract.check(graph, verbose=False).kept
    graph.add_module("kokong.lanterns")
    assert not contract.check(graph, verbose=False).kept


def test_a_new_measure_is_held_apart_from_the_others_without_being_listed() -> None:
    contract = IndependenceContract(MEASURES, ROOT, _asked(MEASURES))
    graph = copy.deepcopy(_graph())
    graph.add_module("kokong.measures.lanterns")
    assert contract.check(graph, verbose=False).kept
    graph.add_import(importer="kokong.measures.lanterns", imported="kokong.measures.cocoons.api")
    assert not contract.check(graph, verbose=False).kept


def _asked(contract: str) -> dict[str, Any]:
    """A contract as its file has it."""
    contracts = ConfigParser()
    contracts.read(TESTS.parent / ".importlinter")
    return {key: value.split("\n") if "\n" in value else value for key, value in contracts[contract].items()}


@lru_cache(maxsize=1)
def _graph() -> grimp.ImportGraph:
    return grimp.build_graph("kokong", cache_dir=None)


def _room(module: str) -> str | None:
    return next((room for room in ROOMS if module.startswith(f"kokong.{room}")), None)


def test_rooms_are_entered_by_their_door() -> None:
    graph = _graph()
    wrong = [
        f"{importer} -> {imported}"
        for importer in graph.modules
        if (room := _room(importer)) is not None
        for imported in graph.find_modules_directly_imported_by(importer)
        if (other := _room(imported)) not in {None, room}
        if imported not in {f"kokong.{other}.api", f"kokong.{other}"}
    ]
    assert wrong == []


def test_no_modules_import_each_other_in_a_circle() -> None:
    """Not even inside a function, where Python would let it pass: what two modules share is a third."""
    graph = _graph()
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    TopologicalSorter(imports).prepare()


def test_the_command_line_enters_rooms_by_their_door() -> None:
    graph = _graph()
    wrong = [
        f"{importer} -> {imported}"
        for importer in graph.modules
        if importer.startswith("kokong.cli")
        for imported in graph.find_modules_directly_imported_by(importer)
        if imported.endswith((".models", ".views", ".forms"))
        if imported != "kokong.kernel.models"
    ]
    assert wrong == []


def test_exports_are_written_in_one_place() -> None:
    """`tables.as_csv` guards each cell against spreadsheets that would run it; nobody writes past it."""
    writers = {"csv", "openpyxl", "xlsxwriter", "odf", "tablib", "pandas"}
    graph = grimp.build_graph("kokong", include_external_packages=True, cache_dir=None)
    wrong = [
        f"{module} -> {imported}"
        for module in graph.modules
        if module.startswith("kokong.") and not module.startswith("kokong.tables.")
        for imported in graph.find_modules_directly_imported_by(module)
        if imported in writers
    ]
    assert wrong == []
    assert "csv" in graph.find_modules_directly_imported_by("kokong.tables.writing")


def test_foreign_keys_run_back_along_the_story() -> None:
    wrong = [
        str(field)
        for model in apps.get_models()
        if model.__module__.startswith("kokong.")
        for field in model._meta.get_fields()
        if isinstance(field, models.ForeignKey) and field.related_model._meta.app_label in ORDER
        if ORDER[field.related_model._meta.app_label] > ORDER[model._meta.app_label]
    ]
    assert wrong == []


def test_every_row_of_a_municipality_is_protected(db: None) -> None:
    """Every table with a municipality has row-level security, enabled and forced."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid"
            " WHERE a.attname = 'municipality_id' AND NOT a.attisdropped AND c.relkind IN ('r', 'p')"
            " AND c.relnamespace = 'public'::regnamespace"
            " AND NOT (c.relrowsecurity AND c.relforcerowsecurity)"
        )
        assert cursor.fetchall() == []


CLOCKS = {"monotonic", "perf_counter", "process_time", "time", "thread_time"}


def _reads_a_clock(node: ast.expr) -> bool:
    """Whether it is a time that has passed: a reading of Python's clocks, taken from another."""
    return any(
        isinstance(part, ast.BinOp) and isinstance(part.op, ast.Sub) and any(map(_is_clock, ast.walk(part)))
        for part in ast.walk(node)
    )


def _is_clock(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and ast.unparse(node.func).removeprefix("time.") in CLOCKS


def _wants_speed(compared: ast.Compare) -> bool:
    sides = pairwise([compared.left, *compared.comparators])
    return any(
        _reads_a_clock(left if isinstance(op, ast.Lt | ast.LtE) else right)
        for (left, right), op in zip(sides, compared.ops, strict=True)
        if isinstance(op, ast.Lt | ast.LtE | ast.Gt | ast.GtE)
    )


def test_no_test_asks_how_fast_the_machine_is() -> None:
    """Speed is measured in `benchmarks/`. Waiting has an end, of course, and that something waits may be asked."""
    wrong = [
        f"{file.relative_to(TESTS)}:{node.lineno}"
        for file in TESTS.rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text()))
        if isinstance(node, ast.Compare) and _wants_speed(node)
    ]
    assert wrong == []


def test_another_process_finds_the_same_tests(tmp_path: Path) -> None:
    """The tool that `make check` asks sees names that come from the clock, from hashes, from chance."""
    (tmp_path / "test_names.py").write_text(NAMED_BY_CHANCE)
    found = "\n".join(collected.differences(str(tmp_path)))
    assert {word for word in ("clock", "later", "order", "chance", "steady") if f"[{word}" in found} == {
        "clock", "later", "order", "chance",
    }  # fmt: skip


NAMED_BY_CHANCE = """
import gzip, uuid
import pytest
from django.utils import timezone

@pytest.mark.parametrize("name", [
    "clock" + gzip.compress(b"x").hex(), f"later{timezone.localdate()}", f"chance{uuid.uuid4()}", "steady",
    "order" + "".join({f"{n:02}" for n in range(20)}),
])
def test_it(name):
    pass
"""
