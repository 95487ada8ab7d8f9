"""Who is away is seen within the group alone: no policy shows it to the desk, the police or any list.

A contact person sees who of their group is away. A member sees it by their own link, once a contact person has confirmed
that they live there, of homes that let the whole group see it; and always what their own home has said.
"""

import importlib
from typing import Final

from django.db import migrations

from kokong.kernel.rls import protect

before = importlib.import_module("kokong.measures.watch.migrations.0002_security")
NIGHT: Final = "current_setting('kokong.authority', true) = 'system'"
HOME: Final = before.LINKED
GROUP: Final = (
    f"(SELECT l.group_id FROM watch_member l WHERE l.id = {before.LINK} AND l.confirmed IS NOT NULL"  # noqa: S608
    " AND l.left IS NULL)"
)
NEIGHBOURS: Final = (
    f"group_id IN {before.OWN} OR (group_id, dwelling_id) IN {HOME} OR (seen_by = 'group' AND group_id IN {GROUP})"
)


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("watch", "0005_caring")]
    operations = [
        protect("watch_away", extra=f"({NIGHT} OR {NEIGHBOURS})"),
        protect("watch_note", extra=f"({before.DESK} OR group_id IN {before.OWN})"),
        protect("watch_question", extra=f"({before.DESK} OR group_id IN {before.OWN})"),
    ]
