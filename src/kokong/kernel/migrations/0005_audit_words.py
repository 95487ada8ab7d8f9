"""What read rows were called then, under a retention period: the log itself holds only a salted digest of it."""

from django.db import migrations, models

from kokong.kernel.fields import CurrentMunicipality
from kokong.kernel.rls import MUNICIPALITY

SYSTEM = "current_setting('kokong.authority', true) = 'system'"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("kernel", "0004_json_cache")]
    operations = [
        migrations.CreateModel(
            name="AuditWords",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("salt", models.UUIDField()),
                ("said", models.JSONField()),
                ("at", models.DateTimeField(auto_now_add=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_default=CurrentMunicipality(),
                        editable=False,
                        on_delete=models.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
            ],
            options={"indexes": [models.Index(fields=["municipality", "at"], name="audit_words_by_age")]},
        ),
        migrations.RunSQL(
            [
                "ALTER TABLE kernel_auditwords ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE kernel_auditwords FORCE ROW LEVEL SECURITY",
                # Readable where its line is; only the nightly clearing takes words away, and nobody changes them.
                f"CREATE POLICY written ON kernel_auditwords FOR INSERT WITH CHECK (municipality_id = {MUNICIPALITY})",
                f"CREATE POLICY tenant ON kernel_auditwords FOR SELECT USING (municipality_id = {MUNICIPALITY}"  # noqa: S608
                f" AND ({SYSTEM} OR EXISTS (SELECT 1 FROM kernel_auditentry e WHERE e.words = digest)))",
                f"CREATE POLICY cleared ON kernel_auditwords FOR DELETE USING"
                f" (municipality_id = {MUNICIPALITY} AND {SYSTEM})",
                "CREATE INDEX audit_entry_words ON kernel_auditentry (words) WHERE words <> ''",
            ],
            ["DROP INDEX audit_entry_words"],
        ),
    ]
