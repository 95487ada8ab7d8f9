"""What the import contracts cannot see: rooms are entered by their door, foreign keys run back along the story."""

from functools import lru_cache

import grimp
from django.apps import apps
from django.db import models

ROOMS = (
    "people",
    "places",
    "incidents",
    "ledger",
    "risk",
    "measures.cocoons",
    "measures.alarms",
    "desk",
    "ogc",
    "flows",
)
ORDER = {"kernel": 0, "people": 1, "places": 2, "incidents": 3, "ledger": 4, "risk": 5, "alarms": 6, "cocoons": 6}


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
