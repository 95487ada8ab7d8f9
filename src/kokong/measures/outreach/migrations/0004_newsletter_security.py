"""Whoever has a link of their own, or asks by their own address, finds themselves; coordinators count.

The police write campaigns with the municipality, but who has its newsletter is not theirs to know.
"""

from typing import Final

from django.db import migrations

from kokong.kernel.rls import protect

DESK: Final = (
    "current_setting('kokong.authority', true) = 'system'"
    " OR 'coordinator' = ANY (string_to_array(current_setting('kokong.roles', true), ','))"
)
LINK: Final = "nullif(current_setting('kokong.outreach_subscriber', true), '')::bigint"
EMAIL: Final = "nullif(current_setting('kokong.outreach_email', true), '')"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("outreach", "0003_newsletter")]
    operations = [
        protect("outreach_asking"),
        protect("outreach_subscriber", extra=f"({DESK} OR id = {LINK} OR lower(email) = lower({EMAIL}))"),
    ]
