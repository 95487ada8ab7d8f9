"""Which pages are published is seen within the municipality; what is published everybody reads through a page."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("public", "0001_initial"), ("kernel", "0002_security")]
    operations = [protect("public_publication")]
