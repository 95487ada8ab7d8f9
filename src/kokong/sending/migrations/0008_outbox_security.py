"""What a demonstration has sent is seen within its municipality."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("sending", "0007_outbox")]
    operations = [protect("sending_captured")]
