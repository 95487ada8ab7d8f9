"""Whoever has proven an address sees what is held of it."""

from django.db import migrations

from kokong.kernel.rls import shown_to_its_address


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("watch", "0010_own_areas")]
    operations = [shown_to_its_address("watch_member")]
