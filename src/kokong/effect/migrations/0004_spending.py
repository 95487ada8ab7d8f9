"""What a measure took in hours and kronor: lines that stay as they were written."""

import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields
from kokong.kernel.rls import protect

STAYS = "CREATE TRIGGER stays BEFORE UPDATE ON effect_spending FOR EACH ROW EXECUTE FUNCTION effect_stays()"
GOES = "DROP TRIGGER stays ON effect_spending"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("effect", "0003_monitor")]
    operations = [
        migrations.CreateModel(
            name="Spending",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
                ("hours", models.DecimalField(decimal_places=2, max_digits=9)),
                ("an_hour", models.DecimalField(decimal_places=2, max_digits=9)),
                ("other", models.DecimalField(decimal_places=2, max_digits=12)),
                ("said", models.CharField(max_length=500)),
                (
                    "evaluation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="spending",
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
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("an_hour__gte", 0), ("hours__gte", 0), ("other__gte", 0)),
                        name="effect_spending_not_negative",
                    )
                ],
            },
        ),
        protect("effect_spending"),
        migrations.RunSQL(sql=STAYS, reverse_sql=GOES),
    ]
