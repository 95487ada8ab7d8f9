"""Row-level security: a contact person sees their own group, and whoever has a link of their own sees themselves.

The desk of a municipality sees its groups. Of everybody else the database asks for a grant on the group, or for the
member whose link was proven in this transaction (`kokong.watch_member`).
"""

from typing import Final

from django.db import migrations

from kokong.kernel.rls import MUNICIPALITY, USER, protect

DESK: Final = (
    "current_setting('kokong.authority', true) IN ('police', 'system')"
    " OR 'coordinator' = ANY (string_to_array(current_setting('kokong.roles', true), ','))"
)
OWN: Final = (
    "(SELECT g.subject_id FROM people_grant g JOIN people_membership m ON m.id = g.membership_id"  # noqa: S608
    f" WHERE m.user_id = {USER} AND g.municipality_id = {MUNICIPALITY} AND g.role = 'contact_person'"
    " AND g.subject = 'watch_group' AND m.ended IS NULL AND g.ended IS NULL"
    " AND g.since <= now() AND (g.until IS NULL OR g.until > now()))"
)
LINK: Final = "nullif(current_setting('kokong.watch_member', true), '')::bigint"
LINKED: Final = f"(SELECT l.group_id, l.dwelling_id FROM watch_member l WHERE l.id = {LINK})"  # noqa: S608


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("watch", "0001_initial"), ("people", "0008_language")]
    operations = [
        protect("watch_setting"),
        protect("watch_group", extra=f"({DESK} OR {USER} IS NULL OR id IN {OWN})"),
        protect("watch_household", extra=f"({DESK} OR group_id IN {OWN} OR (group_id, dwelling_id) IN {LINKED})"),
        protect("watch_member", extra=f"({DESK} OR group_id IN {OWN} OR id = {LINK})"),
    ]
