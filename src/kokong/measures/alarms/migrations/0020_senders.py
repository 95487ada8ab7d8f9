"""Who sends unencrypted for accounts that have a key, counted by address."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields
from kokong.kernel.rls import MUNICIPALITY, USER, protect, replaced

PEOPLE = (
    f"municipality_id = {MUNICIPALITY} OR ({MUNICIPALITY} IS NULL AND centre_id IN"  # noqa: S608 - constants
    f" (SELECT centre_id FROM alarms_centreoperator WHERE user_id = {USER}))"
)
PROCESSES = f"current_setting('kokong.authority', true) = 'receiver' OR municipality_id = {MUNICIPALITY}"
PLAIN = {"db_constraint": False, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0019_centre_addresses"), ("kernel", "0009_official_name")]
    operations = [
        migrations.CreateModel(
            name="Sender",
            fields=[
                ("key", models.BinaryField(primary_key=True, serialize=False)),
                ("address", models.TextField()),
                ("transport", models.TextField()),
                ("many", models.BooleanField()),
                (
                    "accounts",
                    django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), size=None),
                ),
                ("raw", models.BinaryField()),
                ("first", models.DateTimeField()),
                ("last", models.DateTimeField(db_index=True)),
                ("messages", models.BigIntegerField()),
                ("centre", models.ForeignKey(null=True, to="alarms.centre", **PLAIN)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_default=kokong.kernel.fields.CurrentMunicipality(), editable=False,
                        to="kernel.municipality", **PLAIN,
                    ),
                ),
            ],
        ),
        protect("alarms_sender", using=PEOPLE),
        replaced("alarms_sender", "process", using=PROCESSES),
    ]  # fmt: skip
