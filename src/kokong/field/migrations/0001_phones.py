"""The phones come here from the cocoons, with all that was known of them: the same table under a new name."""

import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields

DEVICE = migrations.CreateModel(
    name="Device",
    fields=[
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("device_id", models.UUIDField()),
        ("user_id", models.BigIntegerField()),
        ("waiting", models.PositiveIntegerField(default=0)),
        ("seen", models.DateTimeField()),
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
            models.UniqueConstraint(fields=("municipality", "device_id", "user_id"), name="device_once")
        ]
    },
)


class Migration(migrations.Migration):
    """See the module. Its protection goes with the table."""

    initial = True
    dependencies = [("kernel", "0006_who_reads_the_log"), ("cocoons", "0004_keeping")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE cocoons_device RENAME TO field_device;"
                    " ALTER SEQUENCE cocoons_device_id_seq RENAME TO field_device_id_seq;",
                    "ALTER TABLE field_device RENAME TO cocoons_device;"
                    " ALTER SEQUENCE field_device_id_seq RENAME TO cocoons_device_id_seq;",
                )
            ],
            state_operations=[DEVICE],
        )
    ]
