"""What readers report is seen within their municipality."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("public", "0007_report"), ("kernel", "0002_security")]
    operations = [protect("public_report")]
