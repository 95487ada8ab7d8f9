"""The agreement. The municipality sees what the police shared before its end alone; only the police write it."""

import django.db.models.deletion
import kokong.kernel.fields
from django.db import migrations, models

from kokong.kernel import rls

SHARED = "cooperation_agreementsharing"
SEEN = f"({rls.POLICE} OR ends > statement_timestamp())"
# Restrictive: the policy of the tenant alone would let the municipality write what it may see.
ONLY_POLICE = migrations.RunSQL(
    sql=[
        f"CREATE POLICY police_adds ON {SHARED} AS RESTRICTIVE FOR INSERT WITH CHECK ({rls.POLICE})",
        f"CREATE POLICY police_changes ON {SHARED} AS RESTRICTIVE FOR UPDATE USING ({rls.POLICE})",
        f"CREATE POLICY police_removes ON {SHARED} AS RESTRICTIVE FOR DELETE USING ({rls.POLICE})",
    ],
    reverse_sql=[
        f"DROP POLICY {name} ON {SHARED}" for name in ("police_adds", "police_changes", "police_removes")
    ],
)


class Migration(migrations.Migration):
    dependencies = [
        ("cooperation", "0005_best_and_hours"),
        ("kernel", "0009_official_name"),
    ]

    operations = [
        migrations.CreateModel(
            name="AgreementLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("giver", models.CharField(max_length=12)),
                ("what", models.CharField(max_length=400)),
                ("ground", models.CharField(max_length=16)),
                ("purpose", models.CharField(max_length=400)),
                ("made_at", models.DateTimeField()),
                ("made_by", models.BigIntegerField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.BigIntegerField(null=True)),
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
        migrations.CreateModel(
            name="AgreementSharing",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("burglary_id", models.BigIntegerField()),
                ("fact", models.CharField(max_length=12)),
                ("text", models.TextField(blank=True)),
                ("purpose", models.CharField(max_length=400)),
                ("decided_at", models.DateTimeField()),
                ("decided_by", models.BigIntegerField(null=True)),
                ("ends", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                ("ended_by", models.BigIntegerField(null=True)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sharings",
                        to="cooperation.agreementline",
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
            model_name="agreementline",
            constraint=models.CheckConstraint(
                condition=models.Q(("giver__in", ("municipality", "police"))), name="agreement_giver_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementline",
            constraint=models.CheckConstraint(
                condition=models.Q(("ground__in", ("anonymous", "public", "consent", "secrecy_tested", "duty"))),
                name="agreement_ground_known",
            ),
        ),
        migrations.AddIndex(
            model_name="agreementsharing",
            index=models.Index(fields=["municipality", "ends"], name="sharing_by_end"),
        ),
        migrations.AddConstraint(
            model_name="agreementsharing",
            constraint=models.CheckConstraint(
                condition=models.Q(("fact__in", ("modus", "time", "goods", "place", "other"))),
                name="sharing_fact_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementsharing",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose", ""), _negated=True), name="sharing_for_something"
            ),
        ),
        migrations.AddConstraint(
            model_name="agreementsharing",
            constraint=models.CheckConstraint(
                condition=models.Q(("ends__gte", models.F("decided_at"))), name="sharing_ends_after"
            ),
        ),
        rls.protect("cooperation_agreementline"),
        rls.protect(SHARED, extra=SEEN),
        ONLY_POLICE,
    ]
