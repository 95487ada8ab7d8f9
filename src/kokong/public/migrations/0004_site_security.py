"""A site is its municipality's. Which addresses lead to it, and its stamp, everybody may read: no scope is known yet."""

from django.db import migrations

from kokong.kernel.rls import protect

READ_BY_ALL = ("public_sitename", "public_sitehost", "public_sitestamp")


def read_by_all(table: str) -> migrations.RunSQL:
    """Rows of all municipalities are read; changed, only those of the one in scope."""
    return migrations.RunSQL(
        sql=[f"CREATE POLICY everybody ON {table} FOR SELECT USING (true)"],
        reverse_sql=[f"DROP POLICY everybody ON {table}"],
    )


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("public", "0003_site"), ("kernel", "0002_security")]
    operations = [
        protect("public_site"),
        *(protect(table) for table in READ_BY_ALL),
        *(read_by_all(table) for table in READ_BY_ALL),
    ]
