"""Monthly looks with their boundary; what was seen stays as it was."""

import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields
from kokong.kernel.rls import protect

STAYS = "CREATE TRIGGER stays BEFORE UPDATE ON effect_monitorlook FOR EACH ROW EXECUTE FUNCTION effect_stays()"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("effect", "0002_security")]
    operations = [
        migrations.CreateModel(
            name="MonitorLook",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("until", models.DateField(help_text="the first day that was not counted")),
                ("at", models.DateTimeField()),
                ("observed", models.FloatField()),
                ("expected", models.FloatField()),
                (
                    "limit",
                    models.FloatField(
                        null=True, help_text="burglaries from the expected to the boundary; none so early"
                    ),
                ),
                ("spent", models.FloatField(help_text="the chance of a false alarm up to now")),
                ("crossed", models.BooleanField()),
                (
                    "out",
                    models.JSONField(help_text="which choices of areas have crossed; carried to the next look"),
                ),
                ("delivered", models.IntegerField()),
                ("spilled", models.IntegerField()),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="monthly",
                        to="effect.evaluation",
                    ),
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
        ),
        migrations.AddConstraint(
            model_name="monitorlook",
            constraint=models.UniqueConstraint(
                fields=("municipality", "evaluation", "until"), name="effect_monitor_once"
            ),
        ),
        protect("effect_monitorlook"),
        migrations.RunSQL(sql=STAYS, reverse_sql="DROP TRIGGER stays ON effect_monitorlook"),
    ]
