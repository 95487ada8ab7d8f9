"""How a person sorts and filters a list."""

import django.db.models.deletion
from django.db import migrations, models

from kokong.kernel.fields import CurrentMunicipality
from kokong.kernel.rls import USER, protect

OWN = f"(user_id = {USER} OR current_setting('kokong.authority', true) = 'system')"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("kernel", "0006_who_reads_the_log")]
    operations = [
        migrations.CreateModel(
            name="KeptView",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("user_id", models.BigIntegerField()),
                ("name", models.CharField(max_length=60)),
                ("query", models.CharField(max_length=1000)),
                ("at", models.DateTimeField()),
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
                "constraints": [
                    models.UniqueConstraint(fields=("municipality", "user_id", "name"), name="one_kept_view")
                ],
            },
        ),
        protect("kernel_keptview", extra=OWN),
    ]
