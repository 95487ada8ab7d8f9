"""Row-level security of the audit log, which is also append-only; the shared cache's table."""

from django.db import migrations

from kokong.kernel.rls import MUNICIPALITY, append_only, protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("kernel", "0001_initial")]
    operations = [
        protect("kernel_auditentry", using=f"municipality_id IS NOT DISTINCT FROM {MUNICIPALITY}"),
        append_only("kernel_auditentry"),
        migrations.RunSQL(
            "CREATE TABLE kernel_cache (cache_key varchar(255) PRIMARY KEY, value text NOT NULL,"
            " expires timestamptz NOT NULL); CREATE INDEX kernel_cache_expires ON kernel_cache (expires)",
            "DROP TABLE kernel_cache",
        ),
    ]
