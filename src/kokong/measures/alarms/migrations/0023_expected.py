"""What the calendar expects of a panel: its own test, and hours in which a home is open."""

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

    dependencies = [("alarms", "0022_sought"), ("kernel", "0009_official_name")]
    operations = [
        migrations.CreateModel(
            name="Expected",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("what", models.CharField(max_length=8)),
                ("terms", models.JSONField(default=dict)),
                ("since", models.DateTimeField()),
                ("next_at", models.DateTimeField(null=True)),
                ("on", models.JSONField(default=list)),
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
                "constraints": [models.UniqueConstraint(fields=("account", "what"), name="expected_once")],
                "indexes": [
                    models.Index(
                        condition=models.Q(next_at__isnull=False), fields=["next_at"], name="alarms_expected_next"
                    )
                ],
            },
        ),
        protect("alarms_expected", using=PEOPLE),
        replaced("alarms_expected", "process", using=PROCESSES),
    ]
