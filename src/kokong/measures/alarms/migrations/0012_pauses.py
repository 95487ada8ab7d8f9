"""A panel or one of its zones may be in test or out of service for a while."""

import django.db.models.deletion
import kokong.kernel.fields
from django.db import migrations, models

from kokong.kernel.rls import MUNICIPALITY, USER, protect, replaced

PEOPLE = (
    f"municipality_id = {MUNICIPALITY} OR ({MUNICIPALITY} IS NULL AND centre_id IN"  # noqa: S608 - constants
    f" (SELECT centre_id FROM alarms_centreoperator WHERE user_id = {USER}))"
)
PROCESSES = f"current_setting('kokong.authority', true) = 'receiver' OR municipality_id = {MUNICIPALITY}"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("alarms", "0011_homes"),
        ("kernel", "0009_official_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="Pause",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("zone", models.CharField(blank=True, help_text="empty: the whole panel", max_length=16)),
                ("what", models.CharField(help_text="test or out_of_service", max_length=16)),
                ("begins", models.DateTimeField()),
                ("ends", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("made_by", models.BigIntegerField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="alarms.account"
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
                "abstract": False,
            },
        ),
        protect("alarms_pause", using=PEOPLE),
        replaced("alarms_pause", "process", using=PROCESSES),
    ]
