"""Calls to the centre about a home, and how its household proves who they are: seen as the home's panel is."""

import django.db.models.deletion
import kokong.kernel.fields
from django.db import migrations, models


from kokong.kernel.rls import MUNICIPALITY, USER, protect

PEOPLE = (
    f"municipality_id = {MUNICIPALITY} OR ({MUNICIPALITY} IS NULL AND centre_id IN"  # noqa: S608 - constants
    f" (SELECT centre_id FROM alarms_centreoperator WHERE user_id = {USER}))"
)


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("alarms", "0016_imported"),
        ("incidents", "0004_imports_to_intake"),
        ("kernel", "0009_official_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Routine",
            fields=[
                (
                    "account",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="alarms.account",
                    ),
                ),
                ("text", models.TextField(blank=True)),
                (
                    "word",
                    models.CharField(
                        blank=True, help_text="as Django hashes passwords; empty for none", max_length=200
                    ),
                ),
                ("changed_at", models.DateTimeField()),
                (
                    "centre",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="alarms.centre",
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
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Call",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("at", models.DateTimeField()),
                ("taken_by", models.BigIntegerField(null=True)),
                ("who", models.CharField(max_length=12)),
                ("caller", models.CharField(blank=True, max_length=120)),
                ("phone", models.CharField(blank=True, max_length=40)),
                ("identity", models.CharField(max_length=12)),
                ("wanted", models.CharField(max_length=12)),
                ("note", models.TextField(blank=True)),
                ("test_minutes", models.PositiveSmallIntegerField(null=True)),
                ("away_until", models.DateField(null=True)),
                ("drafted", models.CharField(blank=True, max_length=12)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="alarms.account"
                    ),
                ),
                (
                    "alarm",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="alarms.alarm"
                    ),
                ),
                (
                    "burglary",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="incidents.burglary",
                    ),
                ),
                (
                    "centre",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="alarms.centre",
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
            options={
                "indexes": [models.Index(fields=["account", "-at"], name="alarms_call_history")],
            },
        ),
        protect("alarms_call", using=PEOPLE),
        protect("alarms_routine", using=PEOPLE),
    ]
