"""Meetings, and who is invited to them, are seen within their municipality."""

from django.db import migrations

from kokong.kernel.rls import protect

TABLES = ("meeting", "invitation", "walkin", "material", "minutes", "agreed", "offer", "feed")


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("meetings", "0001_initial"), ("kernel", "0002_security")]
    operations = [protect(f"meetings_{table}") for table in TABLES]
