"""Who asks by their own address finds themselves, besides whoever has a link of their own."""

import importlib
from typing import Final

from django.db import migrations

from kokong.kernel.rls import MUNICIPALITY, protect, replaced

before = importlib.import_module("kokong.measures.watch.migrations.0002_security")
EMAIL: Final = "nullif(current_setting('kokong.watch_email', true), '')"
BEFORE: Final = (
    f"municipality_id = {MUNICIPALITY} AND ({before.DESK} OR group_id IN {before.OWN} OR id = {before.LINK})"
)
NOW: Final = (
    f"municipality_id = {MUNICIPALITY} AND ({before.DESK} OR group_id IN {before.OWN}"
    f" OR id = {before.LINK} OR lower(email) = lower({EMAIL}))"
)


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("watch", "0003_asking")]
    operations = [
        protect("watch_asking"),
        replaced("watch_member", "tenant", using=NOW, before=BEFORE),
    ]
