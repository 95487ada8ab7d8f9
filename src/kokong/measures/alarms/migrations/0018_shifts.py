"""Notes of the shift and hand-overs: of a municipality's alarm desk, or of a centre. The night clears both."""

import django.db.models.deletion
from django.db import migrations, models


from kokong.kernel.rls import MUNICIPALITY, USER, protect, replaced

PEOPLE = (
    f"municipality_id = {MUNICIPALITY} OR ({MUNICIPALITY} IS NULL AND centre_id IN"  # noqa: S608 - constants
    f" (SELECT centre_id FROM alarms_centreoperator WHERE user_id = {USER}))"
)
NIGHT = f"current_setting('kokong.authority', true) = 'system' AND {MUNICIPALITY} IS NULL"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("alarms", "0017_calls"),
        ("kernel", "0009_official_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="HandOver",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("taken_at", models.DateTimeField()),
                ("taken_by", models.BigIntegerField(null=True)),
                ("sections", models.JSONField(default=list)),
                (
                    "centre",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="alarms.centre",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("municipality", None), ("centre", None), _connector="XOR"),
                        name="handover_in_one_place",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="ShiftNote",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("text", models.TextField()),
                ("written_at", models.DateTimeField()),
                ("written_by", models.BigIntegerField(null=True)),
                ("done_at", models.DateTimeField(null=True)),
                ("done_by", models.BigIntegerField(null=True)),
                (
                    "centre",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="alarms.centre",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
            ],
            options={
                "abstract": False,
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("municipality", None), ("centre", None), _connector="XOR"),
                        name="shiftnote_in_one_place",
                    )
                ],
            },
        ),
        protect("alarms_handover", using=PEOPLE),
        replaced("alarms_handover", "nightly", using=NIGHT),
        protect("alarms_shiftnote", using=PEOPLE),
        replaced("alarms_shiftnote", "nightly", using=NIGHT),
    ]
