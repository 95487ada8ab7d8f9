"""The shared cache: JSON in a table, counted together without loss, and with sign-in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection, connections, transaction
from django.utils import timezone

from tests.roles import alone


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Let seconds go by."""
    begun = timezone.now()
    return lambda seconds: monkeypatch.setattr(timezone, "now", lambda: begun + timedelta(seconds=seconds))


@pytest.mark.parametrize("value", [None, 0, 1.5, "ö", [1, "b"], {"a": {"b": [None]}}])
def test_a_value_comes_back_as_it_was(db: None, value: object) -> None:
    cache.set("key", value)
    assert cache.get("key", default="nothing") == value


def test_the_table_holds_json_and_nothing_that_runs(db: None) -> None:
    with pytest.raises(TypeError):
        cache.set("key", object())
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT data_type FROM information_schema.columns WHERE table_name = 'kernel_cache'"
            " AND column_name = 'value'"
        )
        assert cursor.fetchall() == [("jsonb",)]


def test_a_value_goes_when_its_time_is_over(db: None, later: Callable[[float], None]) -> None:
    cache.set("short", 1, 10)
    cache.set("long", 1, 30)
    cache.set("ever", 1, None)
    later(20)
    assert cache.get_many(["short", "long", "ever"]) == {"long": 1, "ever": 1}
    assert not cache.touch("short", 10)
    assert cache.touch("long", 30)
    later(40)
    assert cache.get("long") == 1


def test_only_the_first_adds_until_its_time_is_over(db: None, later: Callable[[float], None]) -> None:
    assert cache.add("key", 1, 10)
    assert not cache.add("key", 2, 10)
    assert cache.get("key") == 1
    later(11)
    assert cache.add("key", 3, 10)
    assert cache.get("key") == 3


def test_what_is_over_is_swept_by_the_next_who_writes(db: None, later: Callable[[float], None]) -> None:
    for number in range(5):
        cache.set(f"key{number}", number, 10)
    later(11)
    cache.set("key0", "fresh", 10)
    with connection.cursor() as cursor:
        cursor.execute("SELECT value FROM kernel_cache")
        assert cursor.fetchall() == [('"fresh"',)]


def test_counting_together_loses_nothing(committed: None) -> None:
    cache.set("count", 0, 60)

    def count() -> None:
        try:
            for _ in range(25):
                cache.incr("count")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as threads:
        for each in [threads.submit(count) for _ in range(4)]:
            each.result()
    assert cache.get("count") == 100
    with pytest.raises(ValueError, match="not found"):
        cache.incr("nothing")


def test_an_attempt_stays_counted_when_the_page_fails(committed: None) -> None:
    def page() -> None:
        with transaction.atomic():
            cache.set("attempts", 1, 60)
            transaction.set_rollback(True)

    alone("web", page)
    assert cache.get("attempts") == 1


def test_forgetting(db: None) -> None:
    cache.set_many({"a": 1, "b": 2})
    assert cache.delete("a")
    assert not cache.delete("a")
    cache.clear()
    assert cache.get("b") is None
