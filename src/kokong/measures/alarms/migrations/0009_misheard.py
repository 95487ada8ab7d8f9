"""What comes and isn't understood, with its bytes, for whoever sets up a panel."""

import django.db.models.deletion
from django.db import migrations, models

from kokong.kernel.rls import MUNICIPALITY, protect, replaced

# What names nobody is shown where there is one municipality only: else it could be another's.
PEOPLE = (
    f"municipality_id = {MUNICIPALITY} OR (municipality_id IS NULL AND {MUNICIPALITY} IS NOT NULL"  # noqa: S608
    " AND (SELECT count(*) FROM kernel_municipality) = 1)"
)
PROCESSES = f"current_setting('kokong.authority', true) = 'receiver' OR municipality_id = {MUNICIPALITY}"
PLAIN = {"db_constraint": False, "null": True, "on_delete": django.db.models.deletion.PROTECT, "related_name": "+"}


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0008_holding"), ("kernel", "0008_moves")]
    operations = [
        migrations.CreateModel(
            name="Misheard",
            fields=[
                ("key", models.BinaryField(primary_key=True, serialize=False)),
                ("who", models.TextField()),
                ("why", models.TextField()),
                ("raw", models.BinaryField()),
                ("address", models.TextField()),
                ("transport", models.TextField()),
                ("encrypted", models.BooleanField()),
                ("first", models.DateTimeField()),
                ("last", models.DateTimeField(db_index=True)),
                ("messages", models.BigIntegerField()),
                ("account", models.ForeignKey(db_index=False, to="alarms.account", **PLAIN)),
                ("municipality", models.ForeignKey(to="kernel.municipality", **PLAIN)),
            ],
        ),
        protect("alarms_misheard", using=PEOPLE),
        replaced("alarms_misheard", "process", using=PROCESSES),
    ]
