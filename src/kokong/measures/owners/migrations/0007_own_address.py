"""Whoever has proven an address sees what is held of it."""

from django.db import migrations

from kokong.kernel.rls import shown_to_its_address


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("owners", "0006_own_looked_up_once")]
    operations = [shown_to_its_address("owners_contact")]
