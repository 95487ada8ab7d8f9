"""The year wheel, and agendas as they were."""

import django.db.models.deletion
import kokong.kernel.fields
from django.db import migrations, models

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0003_plan"),
        ("kernel", "0009_official_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="WheelItem",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("code", models.CharField(blank=True, max_length=40)),
                ("months", models.JSONField(default=list)),
                ("title", models.CharField(blank=True, max_length=120)),
                ("who", models.CharField(blank=True, max_length=120)),
                ("hours", models.PositiveSmallIntegerField(null=True)),
                ("material", models.CharField(blank=True, max_length=300)),
                ("purpose", models.CharField(blank=True, max_length=600)),
                ("made", models.DateTimeField()),
                ("ended", models.DateTimeField(null=True)),
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
            name="WheelTurn",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("month", models.DateField()),
                ("state", models.CharField(max_length=8)),
                ("said", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                (
                    "item",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="turns",
                        to="cooperation.wheelitem",
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
            name="KeptAgenda",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("meeting_id", models.BigIntegerField()),
                ("points", models.JSONField(default=list)),
                ("at", models.DateTimeField()),
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
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "meeting_id"), name="agenda_kept_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="WheelFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("user_id", models.BigIntegerField()),
                ("made", models.DateTimeField()),
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
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "user_id"), name="wheel_feed_once")
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="wheelitem",
            constraint=models.UniqueConstraint(
                condition=models.Q(("code", ""), _negated=True),
                fields=("municipality", "code"),
                name="wheel_item_taken_over_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="wheelitem",
            constraint=models.CheckConstraint(
                condition=models.Q(("code", ""), ("title", ""), _negated=True), name="wheel_item_has_words"
            ),
        ),
        migrations.AddConstraint(
            model_name="wheelturn",
            constraint=models.UniqueConstraint(fields=("municipality", "item", "month"), name="wheel_turn_once"),
        ),
        migrations.AddConstraint(
            model_name="wheelturn",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("done", "skipped"))), name="wheel_turn_state_known"
            ),
        ),
        protect("cooperation_wheelitem"),
        protect("cooperation_wheelturn"),
        protect("cooperation_wheelfeed"),
        protect("cooperation_keptagenda"),
    ]
