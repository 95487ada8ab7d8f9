"""What somebody reads stands beside their address, where those can see it who write to them."""

from importlib import import_module

from django.db import migrations, models

from kokong.kernel.rls import USER

BEFORE = import_module("kokong.people.migrations.0005_invitations").FOLLOW
DROP = "DROP FUNCTION people_follow_account(text, timestamptz)"
DROP_NEW = "DROP FUNCTION people_follow_account(text, timestamptz, text)"

# As before (0005), and the language.
FOLLOW = f"""
CREATE FUNCTION people_follow_account(address text, at timestamptz, reads text) RETURNS void LANGUAGE plpgsql
SET search_path = pg_catalog, public AS $$
DECLARE
    before text := coalesce(current_setting('kokong.municipality', true), '');
    mine bigint[];
    place bigint;
BEGIN
    PERFORM set_config('kokong.municipality', '', true);
    SELECT array_agg(municipality_id) INTO mine FROM people_membership WHERE user_id = {USER} AND ended IS NULL;
    FOREACH place IN ARRAY coalesce(mine, '{{}}') LOOP
        PERFORM set_config('kokong.municipality', place::text, true);
        UPDATE people_membership SET email = address, signed_in = coalesce(at, signed_in), language = reads
            WHERE user_id = {USER} AND municipality_id = place AND ended IS NULL;
    END LOOP;
    PERFORM set_config('kokong.municipality', before, true);
END $$;
"""  # noqa: S608 - constants

# The owner is bound by the policies, too, and works for no municipality here.
COPY = [
    "ALTER TABLE people_membership NO FORCE ROW LEVEL SECURITY",
    "UPDATE people_membership m SET language = u.language FROM people_user u"
    " WHERE u.id = m.user_id AND m.ended IS NULL AND u.language <> ''",
    "SET CONSTRAINTS ALL IMMEDIATE",  # or the table could not be altered below
    "SET CONSTRAINTS ALL DEFERRED",
    "ALTER TABLE people_membership FORCE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("people", "0007_on_a_record")]
    operations = [
        migrations.AddField(
            "membership",
            "language",
            models.CharField(blank=True, default="", max_length=5),
            preserve_default=False,
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOW, DROP_NEW),
        migrations.RunSQL(DROP, BEFORE),
    ]
