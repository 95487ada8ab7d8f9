"""Counters of tries, what a municipality asks of sign-in, and tokens that end with the password."""

import django.db.models.deletion
import kokong.kernel.fields
from django.db import migrations, models
from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0002_security"),
        ("people", "0005_invitations"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attempt",
            fields=[
                ("key", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("number", models.PositiveIntegerField()),
                ("until", models.DateTimeField()),
                ("expires", models.DateTimeField(db_index=True)),
            ],
        ),
        migrations.AddField(
            model_name="token",
            name="password_mark",
            field=models.CharField(blank=True, max_length=32),
        ),
        migrations.CreateModel(
            name="SignInRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("second_step", models.BooleanField()),
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
                    models.UniqueConstraint(fields=("municipality",), name="one_rule_per_municipality")
                ],
            },
        ),
        protect("people_signinrule"),
        migrations.RunSQL("ALTER TABLE people_attempt SET UNLOGGED", "ALTER TABLE people_attempt SET LOGGED"),
    ]
