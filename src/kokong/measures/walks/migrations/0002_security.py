"""Row-level security."""

from django.db import migrations

from kokong.kernel.rls import protect

TABLES = ("walk", "holder", "finding", "ask", "wish")


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("walks", "0001_initial")]
    operations = [protect(f"walks_{table}") for table in TABLES]
