"""What people ask about what is held of them. A request is seen by the coordinator, and by whoever proved its address."""

import django.db.models.deletion
import kokong.kernel.fields
from django.db import migrations, models

from kokong.kernel.rls import ADDRESS, protect

ASKED = (
    "(current_setting('kokong.authority', true) = 'system'"
    " OR 'coordinator' = ANY (string_to_array(current_setting('kokong.roles', true), ','))"
    f" OR lower(email) = {ADDRESS})"
)


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("kernel", "0009_official_name"),
        ("people", "0009_invited_on_a_record"),
    ]

    operations = [
        migrations.CreateModel(
            name="RightsLink",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("email", models.EmailField(max_length=254)),
                ("asked", models.DateTimeField()),
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
        migrations.CreateModel(
            name="RightsCase",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("kind", models.CharField(max_length=12)),
                ("email", models.EmailField(max_length=254)),
                ("user_id", models.BigIntegerField(null=True)),
                ("text", models.TextField(blank=True)),
                ("asked", models.DateTimeField()),
                ("due", models.DateTimeField()),
                ("extended", models.DateTimeField(null=True)),
                ("reason", models.TextField(blank=True)),
                ("answered", models.DateTimeField(null=True)),
                ("answered_by", models.BigIntegerField(null=True)),
                ("outcome", models.CharField(blank=True, max_length=8)),
                ("answer", models.TextField(blank=True)),
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
                "indexes": [models.Index(fields=["municipality", "answered", "due"], name="rights_by_day")],
            },
        ),
        protect("people_rightslink"),
        protect("people_rightscase", extra=ASKED),
    ]
