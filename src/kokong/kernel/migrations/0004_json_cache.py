"""The shared cache holds JSON. What was pickled into it is forgotten: counted attempts, and no more."""

from django.db import migrations


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("kernel", "0003_audit_chain")]
    operations = [
        migrations.RunSQL(
            "DROP TABLE kernel_cache;"
            " CREATE UNLOGGED TABLE kernel_cache (cache_key varchar(255) PRIMARY KEY, value jsonb NOT NULL,"
            " expires timestamptz NOT NULL); CREATE INDEX kernel_cache_expires ON kernel_cache (expires)",
            "DROP TABLE kernel_cache; CREATE TABLE kernel_cache (cache_key varchar(255) PRIMARY KEY,"
            " value text NOT NULL, expires timestamptz NOT NULL);"
            " CREATE INDEX kernel_cache_expires ON kernel_cache (expires)",
        ),
    ]
