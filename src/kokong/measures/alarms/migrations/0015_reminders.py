"""Reminders on alarms: seen as the alarm is, and called by the raiser when they are due."""

import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields
from kokong.kernel.rls import MUNICIPALITY, USER, protect, replaced

PEOPLE = (
    f"municipality_id = {MUNICIPALITY} OR ({MUNICIPALITY} IS NULL AND centre_id IN"  # noqa: S608 - constants
    f" (SELECT centre_id FROM alarms_centreoperator WHERE user_id = {USER}))"
)
PROCESSES = f"current_setting('kokong.authority', true) = 'receiver' OR municipality_id = {MUNICIPALITY}"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0012_pauses"), ("kernel", "0009_official_name")]

    operations = [
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("due", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.BigIntegerField(null=True)),
                ("came", models.BooleanField(db_default=False, default=False)),
                ("away_at", models.DateTimeField(null=True)),
                ("away_by", models.BigIntegerField(null=True)),
                (
                    "alarm",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="alarms.alarm"
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
                "indexes": [
                    models.Index(condition=models.Q(("away_at", None)), fields=["due"], name="alarms_reminder_due")
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("away_at", None)), fields=("alarm",), name="alarms_reminder_once"
                    )
                ],
            },
        ),
        protect("alarms_reminder", using=PEOPLE),
        replaced("alarms_reminder", "process", using=PROCESSES),
    ]
