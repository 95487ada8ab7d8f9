"""The view of a list that a person keeps: how it is sorted and filtered, when they open it."""

from datetime import datetime
from typing import Any, Final

from . import tenancy
from .models import KeptView

LONGEST: Final = 1000


def of(name: str) -> str:
    """The view that whoever acts keeps of the list of this name, as it stands in an address; empty for none."""
    scope = tenancy.current()
    if scope.user_id is None or scope.municipality_id is None:
        return ""
    found = KeptView.objects.filter(user_id=scope.user_id, name=name).values_list("query", flat=True).first()
    return found or ""


def keep(*, name: str, query: str, now: datetime) -> None:
    """Keep a view in place of the one before; an empty one is forgotten."""
    if tenancy.current().municipality_id is None:
        return  # who works in no municipality has nowhere to keep it
    mine: dict[str, Any] = {"user_id": tenancy.current().user_id, "name": name}
    if query and len(query) <= LONGEST:
        KeptView.objects.update_or_create(**mine, defaults={"query": query, "at": now})
    else:
        KeptView.objects.filter(**mine).delete()
