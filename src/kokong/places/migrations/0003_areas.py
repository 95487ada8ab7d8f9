"""Areas with the history of their outlines."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
import kokong.kernel.fields
from django.db import migrations, models

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("kernel", "0008_moves"),
        ("places", "0002_security"),
    ]

    operations = [
        migrations.CreateModel(
            name="Area",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("name", models.CharField(max_length=120)),
                ("kind", models.CharField(max_length=8)),
                ("source", models.CharField(blank=True, max_length=60)),
                ("source_id", models.CharField(blank=True, max_length=120)),
                ("made", models.DateTimeField()),
                ("retired_at", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_default=kokong.kernel.fields.CurrentMunicipality(),
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Outline",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("square_metres", models.FloatField()),
                ("box", kokong.kernel.fields.BoxField()),
                (
                    "area",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outlines", to="places.area"
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        db_default=kokong.kernel.fields.CurrentMunicipality(),
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="OutlineRing",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("part", models.SmallIntegerField()),
                ("hole", models.BooleanField()),
                ("line", kokong.kernel.fields.PolygonField()),
                (
                    "municipality",
                    models.ForeignKey(
                        db_default=kokong.kernel.fields.CurrentMunicipality(),
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
                (
                    "outline",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="rings", to="places.outline"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="area",
            index=models.Index(fields=["municipality", "name"], name="places_area_name"),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.UniqueConstraint(
                condition=models.Q(("source_id", ""), _negated=True),
                fields=("municipality", "source", "source_id"),
                name="one_area_per_source_id",
            ),
        ),
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ("drawn", "imported", "street", "building"))),
                name="area_kind_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="outline",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("area", "="),
                    (
                        models.Func(
                            "since",
                            "until",
                            function="tstzrange",
                            output_field=django.contrib.postgres.fields.ranges.DateTimeRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="one_outline_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="outline",
            index=django.contrib.postgres.indexes.GistIndex(
                models.F("municipality"), models.F("box"), name="places_outline_box"
            ),
        ),
        protect("places_area"),
        protect("places_outline"),
        protect("places_outlinering"),
    ]
