"""Row-level security of alerts: the desk's, a contact person's of their group, a member's by a link of their own."""

import importlib
from typing import Final

from django.db import migrations

from kokong.kernel.rls import protect

known = importlib.import_module("kokong.measures.watch.migrations.0002_security")
TOLD: Final = (
    f"(EXISTS (SELECT 1 FROM {known.OWN} AS own (group_id) WHERE told @> to_jsonb(own.group_id))"  # noqa: S608
    f" OR EXISTS (SELECT 1 FROM {known.LINKED} AS own WHERE told @> to_jsonb(own.group_id)))"
)


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("watch", "0007_alerts")]
    operations = [
        protect("watch_alert", extra=f"({known.DESK} OR {TOLD})"),
        protect("watch_alertword", extra="alert_id IN (SELECT id FROM watch_alert)"),
        protect("watch_alertreply", extra=f"({known.DESK} OR member_id = {known.LINK})"),
    ]
