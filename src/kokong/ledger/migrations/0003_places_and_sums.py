"""A delivery may have a place of any kind, and a time; sums by area and month are kept beside the rows."""

import datetime

import django.db.models.deletion
import kokong.kernel.fields
from django.conf import settings
from django.db import migrations, models

from kokong.kernel.rls import protect


KEYS = "municipality_id, month, measure, coalesce(area_id, 0)"
NAMES = ("deliveries", "quantity", "reach", "hours", "cost")
EACH = (
    "count(*)", "sum(quantity)", "sum(coalesce(reach, 0))", "sum(coalesce(hours, 0))", "sum(coalesce(cost, 0))",
)  # fmt: skip


def added(table: str, *, sign: str = "") -> str:
    """SQL that reads what standing deliveries of `table` come to; with `sign` "-" what goes with them."""
    sums = ", ".join(f"{sign}{each} AS {name}" for each, name in zip(EACH, NAMES, strict=True))
    return f"SELECT {KEYS} AS area, {sums} FROM {table} WHERE retracted_at IS NULL GROUP BY 1, 2, 3, 4"  # noqa: S608


def kept(rows: str) -> str:
    """SQL that adds such rows to the sums. In one order, so that no two wait for each other."""
    columns = ", ".join(NAMES)
    totals = ", ".join(f"sum({name}) AS {name}" for name in NAMES)
    new = ", ".join(f"{name} = known.{name} + excluded.{name}" for name in NAMES)
    changed = " OR ".join(f"sum({name}) <> 0" for name in NAMES)
    return (
        f"INSERT INTO ledger_month AS known (municipality_id, month, measure, area, {columns})"  # noqa: S608
        f" SELECT municipality_id, month, measure, area, {totals} FROM ({rows}) AS one"
        f" GROUP BY 1, 2, 3, 4 HAVING {changed} ORDER BY 1, 2, 3, 4"
        f" ON CONFLICT (municipality_id, month, measure, area) DO UPDATE SET {new}"
    )


# The owner is bound by the policies, too, and works for no single municipality here. Rows that have a dwelling, or had
# one, are of that kind; what was only told to be taken back has none.
FILL = [
    "ALTER TABLE ledger_delivery NO FORCE ROW LEVEL SECURITY",
    "ALTER TABLE ledger_month NO FORCE ROW LEVEL SECURITY",
    f"UPDATE ledger_delivery SET month = date_trunc('month', \"on\" AT TIME ZONE '{settings.TIME_ZONE}')::date,"  # noqa: S608
    " place = CASE WHEN measure = '' THEN '' ELSE 'dwelling' END",
    kept(added("ledger_delivery")),
    "SET CONSTRAINTS ALL IMMEDIATE",  # or the tables could not be altered below
    "SET CONSTRAINTS ALL DEFERRED",
    "ALTER TABLE ledger_delivery FORCE ROW LEVEL SECURITY",
    "ALTER TABLE ledger_month FORCE ROW LEVEL SECURITY",
]
# By the statement, not the row: two thousand at once are one addition.
TOLD = {
    "INSERT": ("NEW TABLE AS fresh", added("fresh")),
    "DELETE": ("OLD TABLE AS gone", added("gone", sign="-")),
    "UPDATE": (
        "OLD TABLE AS gone NEW TABLE AS fresh",
        f"({added('gone', sign='-')}) UNION ALL ({added('fresh')})",
    ),
}
TRIGGERS = [
    statement
    for what, (tables, rows) in TOLD.items()
    for statement in (
        f"CREATE FUNCTION ledger_sum_{what.lower()}() RETURNS trigger LANGUAGE plpgsql AS $$"
        f" BEGIN {kept(rows)}; RETURN NULL; END $$",
        f"CREATE TRIGGER ledger_sum_{what.lower()} AFTER {what} ON ledger_delivery REFERENCING {tables}"
        f" FOR EACH STATEMENT EXECUTE FUNCTION ledger_sum_{what.lower()}()",
    )
]
GONE = [
    statement
    for what in ("insert", "delete", "update")
    for statement in (
        f"DROP TRIGGER ledger_sum_{what} ON ledger_delivery",
        f"DROP FUNCTION ledger_sum_{what}()",
    )
]


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("kernel", "0008_moves"),
        ("ledger", "0002_security"),
        ("places", "0002_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Month",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("month", models.DateField()),
                ("measure", models.CharField(max_length=40)),
                ("area", models.BigIntegerField()),
                ("deliveries", models.BigIntegerField()),
                ("quantity", models.BigIntegerField()),
                ("reach", models.BigIntegerField()),
                ("hours", models.DecimalField(decimal_places=2, max_digits=14)),
                ("cost", models.DecimalField(decimal_places=2, max_digits=18)),
            ],
        ),
        migrations.AddField(
            model_name="delivery",
            name="area_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="audience",
            field=models.CharField(blank=True, max_length=120),
        ),
        migrations.AddField(
            model_name="delivery",
            name="building",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.building"
            ),
        ),
        migrations.AddField(
            model_name="delivery",
            name="cost",
            field=models.DecimalField(decimal_places=2, max_digits=12, null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="hours",
            field=models.DecimalField(decimal_places=2, max_digits=8, null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="month",
            field=models.DateField(default=datetime.date(2000, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="delivery",
            name="place",
            field=models.CharField(blank=True, max_length=10),
        ),
        migrations.AddField(
            model_name="delivery",
            name="point",
            field=kokong.kernel.fields.PointField(null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="quantity",
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AddField(
            model_name="delivery",
            name="reach",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="since",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="subject",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="delivery",
            name="subject_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="month",
            name="municipality",
            field=models.ForeignKey(
                db_default=kokong.kernel.fields.CurrentMunicipality(),
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="kernel.municipality",
            ),
        ),
        migrations.AddConstraint(
            model_name="month",
            constraint=models.UniqueConstraint(
                fields=("municipality", "month", "measure", "area"), name="one_sum_a_month"
            ),
        ),
        protect("ledger_month"),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name="delivery",
            index=models.Index(fields=["municipality", "subject", "subject_id"], name="delivery_by_subject"),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("audience", ""),
                        ("building", None),
                        ("dwelling", None),
                        ("place", ""),
                        ("point", None),
                        ("subject", ""),
                        ("subject_id", None),
                    ),
                    models.Q(
                        ("audience", ""),
                        ("building", None),
                        ("place", "dwelling"),
                        ("point", None),
                        ("subject", ""),
                        ("subject_id", None),
                    ),
                    models.Q(
                        ("audience", ""),
                        ("dwelling", None),
                        ("place", "building"),
                        ("point", None),
                        ("subject", ""),
                        ("subject_id", None),
                        ("building__isnull", False),
                    ),
                    models.Q(
                        ("audience", ""),
                        ("building", None),
                        ("dwelling", None),
                        ("place", "spot"),
                        models.Q(("point__isnull", False), ("subject_id__isnull", False), _connector="OR"),
                    ),
                    models.Q(
                        ("building", None),
                        ("dwelling", None),
                        ("place", "audience"),
                        ("point", None),
                        ("subject", ""),
                        ("subject_id", None),
                        models.Q(("audience", ""), _negated=True),
                    ),
                    models.Q(
                        ("area_id__isnull", False),
                        ("audience", ""),
                        ("building", None),
                        ("dwelling", None),
                        ("place", "area"),
                        ("point", None),
                        ("subject", ""),
                        ("subject_id", None),
                    ),
                    _connector="OR",
                ),
                name="delivery_has_one_place",
            ),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("until", None),
                    models.Q(("since__isnull", False), ("until__gte", models.F("since"))),
                    _connector="OR",
                ),
                name="delivery_stands_forward",
            ),
        ),
        migrations.RunSQL(TRIGGERS, GONE),
    ]
