"""What was decided of a kind of file, proposed for the next file with the same headings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from kokong.kernel import tenancy

from . import decisions, models
from .decisions import UNDECIDED, Decisions


@dataclass(frozen=True)
class Remembered:
    """A mapping and what was decided the last time."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    decided: Decisions = UNDECIDED


NOTHING: Final = Remembered()


def known(*, importer: str, header: Sequence[str]) -> Remembered:
    """What is remembered of files with these headings, under the authority in scope; nothing of new ones."""
    row = _rows(importer, header).first()
    if row is None:
        return NOTHING
    names = set(header)
    mapping = {key: name for key, name in row.mapping.items() if name in names}
    return Remembered(mapping, decisions.from_json(row.decided))


def remember(
    *, importer: str, header: Sequence[str], mapping: Mapping[str, str], decided: Decisions, now: datetime
) -> None:
    """Keep what was decided, for the next file with these headings."""
    kept = {"mapping": dict(mapping), "decided": decided.lasting.as_json(), "used": now}
    if not _rows(importer, header).update(**kept):
        models.Source.objects.create(
            importer=importer, police=_police(), signature=decisions.signature(header), **kept
        )


def _rows(importer: str, header: Sequence[str]) -> QuerySet[models.Source]:
    signature = decisions.signature(header)
    return models.Source.objects.filter(importer=importer, police=_police(), signature=signature)


def _police() -> bool:
    return tenancy.current().authority == "police"
