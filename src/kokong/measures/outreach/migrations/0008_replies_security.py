"""Row-level security: who wrote back is the coordinator's to know, and the system's that hears it; prices are the
municipality's."""

import importlib
from typing import Final

from django.db import migrations

from kokong.kernel.rls import protect

before: Final = importlib.import_module("kokong.measures.outreach.migrations.0004_newsletter_security")


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("outreach", "0007_texts_replies_costs")]
    operations = [protect("outreach_reply", extra=f"({before.DESK})"), protect("outreach_prices")]
