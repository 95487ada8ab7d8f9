"""Row-level security: the press list is the coordinator's; whoever leaves it in a letter is that one row."""

import importlib
from typing import Final

from django.db import migrations

from kokong.kernel.rls import protect

before = importlib.import_module("kokong.measures.outreach.migrations.0004_newsletter_security")

LINK: Final = "nullif(current_setting('kokong.outreach_press', true), '')::bigint"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("outreach", "0005_press")]
    operations = [protect("outreach_pressoffice", extra=f"({before.DESK} OR id = {LINK})")]
