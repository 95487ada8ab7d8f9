"""Row-level security of proposals of spots."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("signs", "0004_siting")]
    operations = [protect("signs_siting")]
