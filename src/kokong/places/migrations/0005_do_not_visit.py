"""The do-not-visit list comes here from the cocoons, with all its entries: the same table under a new name."""

import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields

DO_NOT_VISIT = migrations.CreateModel(
    name="DoNotVisit",
    fields=[
        ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
        ("reason", models.CharField(max_length=16)),
        ("expires", models.DateField(null=True)),
        ("added", models.DateTimeField()),
        ("added_by", models.BigIntegerField(null=True)),
        (
            "dwelling",
            models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.dwelling"),
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
        "constraints": [models.UniqueConstraint(fields=("municipality", "dwelling"), name="do_not_visit_once")]
    },
)


class Migration(migrations.Migration):
    """See the module. Its protection goes with the table."""

    dependencies = [("places", "0004_area_files"), ("cocoons", "0005_phones_leave")]
    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE cocoons_donotvisit RENAME TO places_donotvisit;"
                    " ALTER SEQUENCE cocoons_donotvisit_id_seq RENAME TO places_donotvisit_id_seq;",
                    "ALTER TABLE places_donotvisit RENAME TO cocoons_donotvisit;"
                    " ALTER SEQUENCE places_donotvisit_id_seq RENAME TO cocoons_donotvisit_id_seq;",
                )
            ],
            state_operations=[DO_NOT_VISIT],
        )
    ]
