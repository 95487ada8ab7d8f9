"""Columns that PostgreSQL keeps by itself: what is searched (`sought`), and what is sorted by."""

from django.db import models
from django.db.models.functions import Coalesce, Lower, NullIf

from .sought import FROM, TO


def bare(column: str) -> models.GeneratedField:
    """The text of a column, as words that are typed are compared with it. PostgreSQL keeps it by itself."""
    return models.GeneratedField(
        expression=models.Func(
            Lower(column), models.Value(FROM), models.Value(TO), function="translate",
            output_field=models.TextField(),
        ),
        output_field=models.TextField(),
        db_persist=True,
    )  # fmt: skip


def in_order(column: str, otherwise: str) -> models.GeneratedField:
    """The text of a column, else of another, so that it sorts as people read: 9 before 10, and å after z.

    In ASCII { | } stand after z, as å, ä and ö do in Swedish. Numbers have eight digits.
    """
    said = Coalesce(NullIf(column, models.Value("")), otherwise, output_field=models.TextField())
    letters = _text("translate", Lower(said), "ÅÄÖåäö", "{|}{|}")
    wide = _text("regexp_replace", letters, "([0-9]+)", r"00000000\1", "g")
    return models.GeneratedField(
        expression=_text("regexp_replace", wide, "0*([0-9]{8})(?![0-9])", r"\1", "g"),
        output_field=models.TextField(), db_persist=True,
    )  # fmt: skip


def _text(function: str, of: models.Expression, *values: str) -> models.Func:
    return models.Func(of, *map(models.Value, values), function=function, output_field=models.TextField())
