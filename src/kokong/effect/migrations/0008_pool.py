"""Several municipalities read together: who takes part, and counts that came; neither is changed afterwards."""

import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields
from kokong.kernel.rls import protect

MUNICIPALITY = models.ForeignKey(
    db_default=kokong.kernel.fields.CurrentMunicipality(),
    editable=False,
    on_delete=django.db.models.deletion.PROTECT,
    related_name="+",
    to="kernel.municipality",
)
ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")
STAYS = """
CREATE TRIGGER stays BEFORE UPDATE ON effect_pool FOR EACH ROW EXECUTE FUNCTION effect_stays();
CREATE TRIGGER stays BEFORE UPDATE ON effect_poolfile FOR EACH ROW EXECUTE FUNCTION effect_stays();
"""
GOES = """
DROP TRIGGER stays ON effect_poolfile;
DROP TRIGGER stays ON effect_pool;
"""


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("effect", "0007_lot")]
    operations = [
        migrations.CreateModel(
            name="Pool",
            fields=[
                ("id", ID.clone()),
                ("partners", models.JSONField(help_text="codes and names of the other municipalities")),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                (
                    "evaluation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pool", to="effect.evaluation"
                    ),
                ),
                ("municipality", MUNICIPALITY.clone()),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="PoolFile",
            fields=[
                ("id", ID.clone()),
                ("code", models.CharField(max_length=12)),
                ("said", models.JSONField(help_text="the file: areas without names, burglaries by month")),
                ("digest", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("municipality", MUNICIPALITY.clone()),
                (
                    "pool",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="files", to="effect.pool"
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        migrations.AddConstraint(
            model_name="poolfile",
            constraint=models.UniqueConstraint(
                fields=("municipality", "pool", "digest"), name="effect_poolfile_once"
            ),
        ),
        protect("effect_pool"),
        protect("effect_poolfile"),
        migrations.RunSQL(sql=STAYS, reverse_sql=GOES),
    ]
