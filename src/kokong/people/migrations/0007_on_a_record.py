"""Roles that are held for one record only, and what people and households agreed to."""

import django.db.models.deletion
import kokong.kernel.fields
from django.db import migrations, models

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [
        ("kernel", "0008_moves"),
        ("people", "0006_signin"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consent",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("subject", models.CharField(max_length=40)),
                ("subject_id", models.BigIntegerField()),
                ("purpose", models.CharField(max_length=60)),
                ("answer", models.CharField(max_length=10)),
                ("text", models.TextField(blank=True)),
                ("channel", models.CharField(max_length=10)),
                ("at", models.DateTimeField()),
                ("by", models.BigIntegerField(null=True)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name="grant",
            name="grant_once",
        ),
        migrations.AddField(
            model_name="grant",
            name="subject",
            field=models.CharField(blank=True, max_length=40),
        ),
        migrations.AddField(
            model_name="grant",
            name="subject_id",
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddIndex(
            model_name="grant",
            index=models.Index(fields=["municipality", "subject", "subject_id"], name="grants_on_a_subject"),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended", None)),
                fields=("membership", "role", "source", "subject", "subject_id"),
                name="grant_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="grant",
            constraint=models.CheckConstraint(
                condition=models.Q(("subject", ""), ("subject_id__isnull", False), _connector="XOR"),
                name="grant_on_one_or_all",
            ),
        ),
        migrations.AddField(
            model_name="consent",
            name="municipality",
            field=models.ForeignKey(
                db_default=kokong.kernel.fields.CurrentMunicipality(),
                editable=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="kernel.municipality",
            ),
        ),
        migrations.AddIndex(
            model_name="consent",
            index=models.Index(
                fields=["municipality", "subject", "purpose", "subject_id", "-at"], name="consent_latest"
            ),
        ),
        protect("people_consent"),
    ]
