"""What the search of a site finds is seen within its municipality."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("public", "0005_finding"), ("kernel", "0002_security")]
    operations = [protect("public_finding")]
