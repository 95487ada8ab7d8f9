"""Every text or personal column of every table has a purpose and a period, or a reason why it stays."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models
from tools import retention as page

from kokong.kernel import retention
from kokong.people.models import User
from kokong.places.models import Dwelling

PLAIN = (
    models.AutoField, models.IntegerField, models.FloatField, models.DecimalField, models.BooleanField,
    models.DateField, models.TimeField, models.DurationField,
)  # fmt: skip
PERSONAL = (User, Dwelling)


def says_something(field: "models.Field[object, object]") -> bool:
    """Whether it can hold words about anybody, or points at a person or a home."""
    if isinstance(field, models.ForeignKey):
        return field.related_model in PERSONAL
    if field.name == "user_id" or field.name.endswith("_by") or field.name == "handed_to":
        return True
    return not isinstance(field, PLAIN) and not isinstance(getattr(field, "output_field", None), PLAIN)


def columns() -> Iterator[tuple[str, str]]:
    for model in apps.get_models(include_auto_created=True):
        for field in model._meta.local_fields:
            if says_something(field):
                yield model._meta.label, field.name


def test_each_column_has_its_line() -> None:
    known = retention.columns()
    assert [f"{model}.{name}" for model, name in columns() if (model, name) not in known] == []


def test_each_line_has_its_column() -> None:
    there = {
        (m._meta.label, f.name) for m in apps.get_models(include_auto_created=True) for f in m._meta.get_fields()
    }
    assert [f"{model}.{name}" for model, name in retention.columns() if (model, name) not in there] == []


def test_each_rule_says_what_for_and_of_which_columns() -> None:
    for rule in retention.rules():
        assert rule.purpose
        # A row that goes as a whole may hold nothing but when.
        assert rule.columns or getattr(rule, "clear", "") == retention.DELETE, rule.name
    assert all(retention.columns().values())


@pytest.mark.parametrize(
    ("field", "wanted"),
    [
        (models.TextField(name="note"), True),
        (models.JSONField(name="detail"), True),
        (models.BigIntegerField(name="taken_by"), True),
        (models.ForeignKey(User, models.CASCADE, name="user"), True),
        (models.BigIntegerField(name="rank"), False),
        (models.DateTimeField(name="at"), False),
    ],
)
def test_what_asks_for_a_line(field: "models.Field[object, object]", wanted: bool) -> None:
    assert says_something(field) is wanted


def test_the_reference_shows_them() -> None:
    assert page.PAGE.read_text(encoding="utf-8") == page.page(), "run python -m tools.retention"
