"""Invitations, and addresses that are proven before they count.

A page that is gone let people change their address to one that was not theirs. Whoever used it gets the address
back that they had before, and no address beside the account's own opens an account any more.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields
from kokong.kernel.rls import USER, protect

# Memberships name the address, too; the owner is bound by their policies and works for no municipality here.
BACK = [
    "UPDATE people_user u SET email = lower(before.email)"
    " FROM account_emailaddress before, account_emailaddress named"
    " WHERE before.user_id = u.id AND named.user_id = u.id AND before.id < named.id"
    ' AND named."primary" AND NOT named.verified AND lower(named.email) = u.email AND lower(before.email) <> u.email'
    " AND NOT EXISTS (SELECT FROM people_user other WHERE other.email = lower(before.email))"
    " AND NOT EXISTS (SELECT FROM account_emailaddress first"
    "                 WHERE first.user_id = u.id AND first.id < before.id)",
    "DELETE FROM account_emailaddress a USING people_user u WHERE u.id = a.user_id AND lower(a.email) <> u.email",
    "ALTER TABLE people_membership NO FORCE ROW LEVEL SECURITY",
    "UPDATE people_membership m SET email = u.email FROM people_user u WHERE u.id = m.user_id AND m.email <> u.email",
    "SET CONSTRAINTS ALL IMMEDIATE",  # or the tables could not be altered below
    "SET CONSTRAINTS ALL DEFERRED",
    "ALTER TABLE people_membership FORCE ROW LEVEL SECURITY",
]

# Whoever signs in has memberships in several municipalities, and a scope is of one. This steps through one's own,
# and can write nothing but the address and the time. It has its caller's rights, no more.
FOLLOW = f"""
CREATE FUNCTION people_follow_account(address text, at timestamptz) RETURNS void LANGUAGE plpgsql
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
        UPDATE people_membership SET email = address, signed_in = coalesce(at, signed_in)
            WHERE user_id = {USER} AND municipality_id = place AND ended IS NULL;
    END LOOP;
    PERFORM set_config('kokong.municipality', before, true);
END $$;
"""  # noqa: S608 - constants


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("people", "0004_grants"), ("account", "0001_initial")]
    operations = [
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("email", models.EmailField(max_length=254)),
                ("name", models.CharField(max_length=120)),
                ("organisation", models.CharField(blank=True, max_length=120)),
                (
                    "roles",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(max_length=24), size=None
                    ),
                ),
                ("invited_by", models.BigIntegerField(null=True)),
                ("sent", models.DateTimeField()),
                ("expires", models.DateTimeField()),
                ("accepted", models.DateTimeField(null=True)),
                ("accepted_by", models.BigIntegerField(null=True)),
                ("withdrawn", models.DateTimeField(null=True)),
                (
                    "municipality",
                    models.ForeignKey(
                        db_default=kokong.kernel.fields.CurrentMunicipality(),
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
            ],
            options={"abstract": False},
        ),
        protect("people_invitation"),
        migrations.AddField(
            "user", "new_email", models.EmailField(blank=True, max_length=254, default=""), preserve_default=False
        ),
        migrations.AddField("user", "new_email_asked", models.DateTimeField(null=True)),
        migrations.AddField("user", "chosen", models.BigIntegerField(null=True)),
        migrations.AddField("membership", "signed_in", models.DateTimeField(null=True)),
        migrations.RunSQL(BACK, migrations.RunSQL.noop),
        migrations.RunSQL(FOLLOW, "DROP FUNCTION people_follow_account(text, timestamptz)"),
    ]
