"""Statistics got, kept and looked up. Everything within the municipality in scope."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from kokong.kernel import audit

from . import bra, kolada, pxweb, rules
from .models import Dataset as Row
from .rules import Difference
from .values import Dataset, NotTaken, Read, figure

LONGEST_TITLE = 200


def take_file(*, content: bytes, name: str, columns: Mapping[str, str], user_id: int | None, now: datetime) -> int:
    """Keep an export of Brå's. Raises NotTaken: for what isn't one, and for a file that is kept already."""
    found = bra.with_series(bra.read(content, columns))
    return _keep("bra", title=name, origin=name, found=found, user_id=user_id, now=now)


def fetch_kolada(
    *, indicator: str, municipalities: Sequence[str], years: Sequence[int], user_id: int | None, now: datetime
) -> int:
    """Ask Kolada and keep the answer. Raises NotTaken."""
    found = kolada.read(indicator, municipalities, years)
    origin = kolada.address(indicator, municipalities, years)
    return _keep("kolada", title=indicator, origin=origin, found=found, user_id=user_id, now=now)


def fetch_scb(*, table: str, chosen: Mapping[str, Sequence[str]], user_id: int | None, now: datetime) -> int:
    """Ask SCB for a table and keep the answer. Raises NotTaken."""
    found = pxweb.read(table, chosen)
    return _keep("scb", title=table, origin=pxweb.BASE + table, found=found, user_id=user_id, now=now)


def _keep(source: str, *, title: str, origin: str, found: Read, user_id: int | None, now: datetime) -> int:
    if not found.figures:
        raise NotTaken(_("The source has no figures for this. Nothing was kept."))
    stored = [each.stored() for each in sorted(found.figures, key=lambda each: each.key)]
    digest = hashlib.sha256(json.dumps(stored).encode()).hexdigest()
    try:
        with transaction.atomic():
            row = Row.objects.create(
                source=source, title=title[:LONGEST_TITLE], origin=origin[:500], at=now, by=user_id, digest=digest,
                figures=stored, left_out=dict(found.left_out),
            )  # fmt: skip
            audit.record(action="effect.statistics", subject="effect_dataset", subject_id=row.pk)
    except IntegrityError as error:
        kept = Row.objects.get(source=source, digest=digest)
        said = {"day": date_format(kept.at, "j F Y"), "title": kept.title}
        raise NotTaken(_("The same figures were kept on %(day)s, as “%(title)s”.") % said, field="file") from error
    return int(row.pk)


def datasets() -> tuple[Dataset, ...]:
    """All vintages, the newest first."""
    return tuple(_dataset(row) for row in Row.objects.order_by("-id"))


def dataset(*, dataset_id: int) -> Dataset | None:
    """One; None where there is none."""
    row = Row.objects.filter(pk=dataset_id).first()
    return None if row is None else _dataset(row)


def before(found: Dataset) -> tuple[Dataset, Difference] | None:
    """The vintage before that tells of the same, with how this one differs; None where it is the first."""
    keys = {each.key for each in found.figures}
    for row in Row.objects.filter(source=found.source, pk__lt=found.id).order_by("-id"):
        older = _dataset(row)
        if any(each.key in keys for each in older.figures):
            return older, rules.difference(found.figures, older.figures)
    return None


def _dataset(row: Row) -> Dataset:
    return Dataset(
        row.pk, row.source, row.title, row.origin, row.at, row.by, tuple(map(figure, row.figures)), row.left_out
    )
