"""The drill of a practice municipality."""

import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields
from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    initial = True
    dependencies = [("kernel", "0010_practice")]
    operations = [
        migrations.CreateModel(
            name="Drill",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("kind", models.CharField(max_length=12)),
                ("place", models.CharField(max_length=200)),
                ("dwelling_id", models.BigIntegerField()),
                ("began", models.DateTimeField()),
                ("began_by", models.BigIntegerField()),
                ("ends", models.DateTimeField()),
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
                "constraints": [models.UniqueConstraint(fields=("municipality",), name="one_drill_at_a_time")]
            },
        ),
        protect("practice_drill"),
    ]
