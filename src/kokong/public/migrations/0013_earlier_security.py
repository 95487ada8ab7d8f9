"""Where earlier addresses lead is known within the municipality."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("public", "0012_earlier")]
    operations = [protect("public_earlier")]
