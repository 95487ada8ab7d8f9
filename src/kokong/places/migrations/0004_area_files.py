"""What was read of a file with areas, until they are chosen."""

import django.db.models.deletion
import kokong.kernel.fields
from django.db import migrations, models

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("kernel", "0008_moves"),
        ("places", "0003_areas"),
    ]

    operations = [
        migrations.CreateModel(
            name="AreaFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("at", models.DateTimeField()),
                ("name", models.CharField(max_length=255)),
                ("source", models.CharField(max_length=60)),
                ("found", models.JSONField()),
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
        protect("places_areafile"),
    ]
