"""Lanterns, in both municipalities of the cast."""

import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation
from openpyxl import Workbook

from kokong.intake import importers
from kokong.kernel import tenancy
from kokong.tasks.models import Task
from tests.cast import Cast

from .lanterns import LANTERNS

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def lanterns() -> Iterator[None]:
    """The importer is known while its tests run; messages are English."""
    importers.register(LANTERNS)
    with translation.override("en"):
        yield
    importers._importers.pop("lanterns")


def there(cast: Cast) -> list[str]:
    """The lanterns at home, by name."""
    with tenancy.scope(municipality_id=cast.home.pk):
        return sorted(Task.objects.filter(source="lantern").values_list("source_id", flat=True))


def browser(cast: Cast, who: str) -> Client:
    """A signed-in browser that reads English."""
    client = cast.client(getattr(cast, who))
    client.cookies["kokong_language"] = "en"
    return client


def send(client: Client, content: bytes | str, *, name: str = "lyktor.csv") -> Any:
    """Upload a file of lanterns."""
    file = io.BytesIO(content.encode() if isinstance(content, str) else content)
    file.name = name
    return client.post(reverse("intake:upload", args=["lanterns"]), {"file": file})


def workbook(rows: list[list[Any]]) -> bytes:
    """An XLSX with these rows."""
    return sheets({"Blad1": rows})


def sheets(named: dict[str, list[list[Any]]]) -> bytes:
    """An XLSX with these sheets."""
    book, out = Workbook(), io.BytesIO()
    del book["Sheet"]
    for name, rows in named.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(out)
    return out.getvalue()
