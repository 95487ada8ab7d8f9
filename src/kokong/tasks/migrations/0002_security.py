"""Tasks are seen within their municipality."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("tasks", "0001_initial"), ("kernel", "0002_security")]
    operations = [protect("tasks_task")]
