"""Row-level security."""

from django.db import migrations

from kokong.kernel.rls import protect

TABLES = ("campaign", "revision", "part", "link", "click")


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("outreach", "0001_initial")]
    operations = [protect(f"outreach_{table}") for table in TABLES]
