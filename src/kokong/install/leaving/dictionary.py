"""What each column means and how long it is kept, made from the models and from what retention declares."""

from collections.abc import Iterator, Mapping
from inspect import cleandoc

from django.apps import apps
from django.db import models

from kokong.kernel import retention

from .schema import Table

_START = """# What the tables hold

One file of comma-separated values (UTF-8) for each table that has rows. Nothing between two commas is no value;
"" is a text without letters. Moments are in UTC, places in the municipality's coordinates. Accounts are in
`people_user.csv`.
"""


def text(tenants: Mapping[str, Table]) -> str:
    """The dictionary of these tables as Markdown."""
    known = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    return "\n".join([_START, *(line for table in tenants.values() for line in _of(table, known.get(table.name)))])


def _of(table: Table, model: type[models.Model] | None) -> Iterator[str]:
    yield f"## {table.name}\n\n{cleandoc(model.__doc__ or '') if model else ''}\n"
    yield "| Column | Kind | Points at | Kept |\n|---|---|---|---|"
    for column in table.columns:
        yield f"| {column.name} | {column.type} | {column.to} | {_kept(model, column.name)} |"
    yield ""


def _kept(model: type[models.Model] | None, column: str) -> str:
    if model is None:
        return ""
    field = next((each.name for each in model._meta.local_fields if each.column == column), column)
    rule = retention.columns().get((model._meta.label, field))
    if rule is None or isinstance(rule, str):
        return rule or ""
    return f"{getattr(rule, 'days', '')} days: {rule.purpose}"
