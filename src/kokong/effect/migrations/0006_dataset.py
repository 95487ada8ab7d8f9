"""Public statistics as they were got: every vintage stays."""

import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields
from kokong.kernel.rls import protect

STAYS = "CREATE TRIGGER stays BEFORE UPDATE ON effect_dataset FOR EACH ROW EXECUTE FUNCTION effect_stays()"
GOES = "DROP TRIGGER stays ON effect_dataset"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("effect", "0005_publication")]
    operations = [
        migrations.CreateModel(
            name="Dataset",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("source", models.CharField(max_length=12)),
                ("title", models.CharField(max_length=200)),
                ("origin", models.CharField(max_length=500)),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("digest", models.CharField(max_length=64)),
                ("figures", models.JSONField()),
                ("left_out", models.JSONField(default=dict)),
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
                    models.UniqueConstraint(
                        fields=("municipality", "source", "digest"), name="effect_dataset_each_vintage_once"
                    )
                ],
            },
        ),
        protect("effect_dataset"),
        migrations.RunSQL(sql=STAYS, reverse_sql=GOES),
    ]
