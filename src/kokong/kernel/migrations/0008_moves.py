"""The steps that rows take from state to state."""

import django.db.models.deletion
from django.db import migrations, models

from kokong.kernel.fields import CurrentMunicipality
from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("kernel", "0007_kept_views")]
    operations = [
        migrations.CreateModel(
            name="Move",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("subject", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("before", models.CharField(max_length=40)),
                ("action", models.CharField(max_length=40)),
                ("after", models.CharField(max_length=40)),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("reason", models.CharField(blank=True, max_length=400)),
                ("public", models.CharField(blank=True, max_length=400)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_default=CurrentMunicipality(),
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["municipality", "subject", "subject_id", "at"], name="moves_of_a_row")
                ],
            },
        ),
        protect("kernel_move"),
    ]
