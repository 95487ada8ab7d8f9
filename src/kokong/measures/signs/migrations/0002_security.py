"""Row-level security."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("signs", "0001_initial")]
    operations = [protect("signs_sign"), protect("signs_check")]
