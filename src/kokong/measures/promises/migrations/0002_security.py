"""Row-level security."""

from django.db import migrations

from kokong.kernel.rls import protect

TABLES = ("promise", "action", "counting", "month", "signature")


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("promises", "0001_initial")]
    operations = [protect(f"promises_{table}") for table in TABLES]
