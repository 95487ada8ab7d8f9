"""Who has an alarm, whether they are there, and whom it was told onward; supervisors at centres."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

from kokong.kernel.rls import MUNICIPALITY, USER, protect, replaced

PEOPLE = (
    f"municipality_id = {MUNICIPALITY} OR ({MUNICIPALITY} IS NULL AND centre_id IN"  # noqa: S608 - constants
    f" (SELECT centre_id FROM alarms_centreoperator WHERE user_id = {USER}))"
)
PROCESSES = f"current_setting('kokong.authority', true) = 'receiver' OR municipality_id = {MUNICIPALITY}"
PLACE = {"null": True, "on_delete": django.db.models.deletion.CASCADE, "related_name": "+"}


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0007_seen_said"), ("kernel", "0008_moves")]
    operations = [
        migrations.AddField(model_name="alarm", name="acted_at", field=models.DateTimeField(null=True)),
        migrations.AddField(
            model_name="alarm", name="told", field=models.PositiveSmallIntegerField(db_default=0, default=0)
        ),
        migrations.AddField(
            model_name="centreoperator",
            name="supervisor",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.CreateModel(
            name="Presence",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("user_id", models.BigIntegerField()),
                ("at", models.DateTimeField()),
                ("centre", models.ForeignKey(to="alarms.centre", **PLACE)),
                ("municipality", models.ForeignKey(to="kernel.municipality", **PLACE)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=["user_id", "municipality", "centre"], name="presence_once", nulls_distinct=False
                    ),
                    models.CheckConstraint(
                        condition=Q(("municipality", None), ("centre", None), _connector="XOR"),
                        name="presence_in_one_place",
                    ),
                ]
            },
        ),
        protect("alarms_presence", using=PEOPLE),
        replaced("alarms_presence", "process", using=PROCESSES),
    ]
