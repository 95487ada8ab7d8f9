"""Row-level security: whoever speaks for an owner sees that owner, its buildings and its people, and no others.

The desk sees all of its municipality; visitors see owners and buildings, whom they go through a building with, but
nobody's contacts. Of everybody else the database asks for a grant on the owner, or for the owner whose link was proven
in this transaction (`kokong.owner`).
"""

from typing import Final

from django.db import migrations

from kokong.kernel.rls import MUNICIPALITY, USER, protect

ROLES: Final = "string_to_array(current_setting('kokong.roles', true), ',')"
GRANTED: Final = (
    "people_grant g JOIN people_membership m ON m.id = g.membership_id"
    f" WHERE m.user_id = {USER} AND g.municipality_id = {MUNICIPALITY}"
    " AND m.ended IS NULL AND g.ended IS NULL AND g.since <= now() AND (g.until IS NULL OR g.until > now())"
)
# A job that somebody began (an import) knows who, and no roles: those stand in the grants.
BEGAN: Final = f"(SELECT EXISTS (SELECT FROM {GRANTED} AND g.role = 'coordinator' AND g.subject = ''))"  # noqa: S608
DESK: Final = (
    "current_setting('kokong.authority', true) IN ('police', 'system')"
    f" OR 'coordinator' = ANY ({ROLES}) OR {BEGAN}"
)
FIELD: Final = f"{DESK} OR 'visitor' = ANY ({ROLES})"
LINK: Final = "nullif(current_setting('kokong.owner', true), '')::bigint"
OWN: Final = f"(SELECT g.subject_id FROM {GRANTED} AND g.role = 'owner_representative' AND g.subject = 'owner')"  # noqa: S608
HAS: Final = (
    "(SELECT c.building_id FROM owners_claim c WHERE c.until IS NULL"  # noqa: S608
    f" AND (c.owner_id IN {OWN} OR c.owner_id = {LINK}))"
)


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("owners", "0001_initial"), ("people", "0008_language")]
    operations = [
        protect("owners_owner", extra=f"({FIELD} OR id IN {OWN} OR id = {LINK})"),
        protect("owners_claim", extra=f"({FIELD} OR owner_id IN {OWN} OR owner_id = {LINK})"),
        protect("owners_building", extra=f"({FIELD} OR id IN {HAS})"),
        protect("owners_home", extra=f"({FIELD} OR building_id IN {HAS})"),
        protect("owners_contact", extra=f"({DESK} OR owner_id IN {OWN} OR owner_id = {LINK})"),
    ]
