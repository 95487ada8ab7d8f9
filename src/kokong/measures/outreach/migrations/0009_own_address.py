"""Whoever has proven an address sees what is held of it."""

from django.db import migrations

from kokong.kernel.rls import shown_to_its_address


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("outreach", "0008_replies_security")]
    operations = [
        shown_to_its_address("outreach_subscriber"),
        shown_to_its_address("outreach_reply"),
        shown_to_its_address("outreach_pressoffice"),
    ]
