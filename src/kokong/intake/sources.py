"""What was decided of a kind of file, proposed for the next file with the same headings."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Final

from django.db.models import QuerySet

from kokong.kernel import tenancy
from kokong.tables import fold

from . import decisions, models
from .decisions import UNDECIDED, Decisions


@dataclass(frozen=True)
class Remembered:
    """A mapping and what was decided the last time; `lost` are fields of which no column is found again."""

    mapping: Mapping[str, str] = field(default_factory=dict)
    decided: Decisions = UNDECIDED
    lost: tuple[str, ...] = ()


NOTHING: Final = Remembered()


def known(*, importer: str, header: Sequence[str]) -> Remembered:
    """What is remembered of files with these headings, under the authority in scope; nothing of new ones."""
    row = _rows(importer, header).first()
    if row is None:
        return NOTHING
    return respelled(row.mapping, decisions.from_json(row.decided), header=header)


def respelled(mapping: Mapping[str, str], decided: Decisions, *, header: Sequence[str]) -> Remembered:
    """What is remembered, in the spelling of these headings: `ADRESS` is the column that was `Adress`.

    Where two headings are alike but for their spelling, neither is taken for another.
    """
    count = Counter(map(fold, header))
    alike = {fold(name): name for name in header if count[fold(name)] == 1}
    called = {name: name if name in header else alike.get(fold(name), "") for name in mapping.values()}
    aside = (name if name in header else alike.get(fold(name), "") for name in decided.aside)
    return Remembered(
        {key: called[name] for key, name in mapping.items() if called[name]},
        replace(decided, aside=tuple(filter(None, aside))),
        tuple(key for key, name in mapping.items() if not called[name]),
    )


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
