"""Whoever has proven an address sees what is held of it."""

from django.db import migrations

from kokong.kernel.rls import shown_to_its_address


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0023_expected")]
    operations = [shown_to_its_address("alarms_contact")]
