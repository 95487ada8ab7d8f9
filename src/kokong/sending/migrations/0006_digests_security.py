"""What stands in digests is seen within its municipality."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("sending", "0005_digests")]
    operations = [protect("sending_collected")]
