"""The areas that were made for groups are theirs: made in the same moment as the group."""

from typing import Final

from django.db import migrations

TABLES: Final = ("places_area", "watch_group")
# The owner is bound by the policies, too, and works for no single municipality here.
MARK: Final = [
    *(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY" for table in TABLES),
    "UPDATE places_area a SET room = 'watch' FROM watch_group g"
    " WHERE g.municipality_id = a.municipality_id AND g.area_id = a.id AND g.began = a.made",
    "SET CONSTRAINTS ALL IMMEDIATE",  # or the tables could not be altered below
    "SET CONSTRAINTS ALL DEFERRED",
    *(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY" for table in TABLES),
]


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("watch", "0009_lists"), ("places", "0010_area_room")]
    operations = [
        migrations.RunSQL(MARK, migrations.RunSQL.noop),
    ]
