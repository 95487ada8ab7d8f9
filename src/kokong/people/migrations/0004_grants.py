"""Several roles for one person in one municipality, each with its own start and end.

The one role that a membership had becomes its first grant; name and address are copied from the account, so that
nothing but sign-in reads accounts any more. What somebody is elsewhere is seen only before a municipality is chosen.
"""

import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields
from kokong.kernel.rls import MUNICIPALITY, USER, protect

# The owner is bound by the policies, too, and works for no single municipality here.
COPY = [
    "ALTER TABLE people_membership NO FORCE ROW LEVEL SECURITY",
    "UPDATE people_membership m SET name = coalesce(nullif(u.name, ''), u.email), email = u.email"
    " FROM people_user u WHERE u.id = m.user_id",
    "INSERT INTO people_grant (municipality_id, membership_id, role, since, ended, source)"
    " SELECT municipality_id, id, role, since, ended, '' FROM people_membership",
    "SET CONSTRAINTS ALL IMMEDIATE",  # or the tables could not be altered below
    "SET CONSTRAINTS ALL DEFERRED",
    "ALTER TABLE people_membership FORCE ROW LEVEL SECURITY",
]
MINE = f"SELECT id FROM people_membership WHERE user_id = {USER}"  # noqa: S608 - constants
BEFORE = f"CREATE POLICY own ON people_membership FOR SELECT USING (user_id = {USER})"


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("people", "0003_tokens")]
    operations = [
        migrations.CreateModel(
            name="Grant",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("role", models.CharField(max_length=24)),
                ("since", models.DateTimeField()),
                ("until", models.DateTimeField(null=True)),
                ("ended", models.DateTimeField(null=True)),
                ("source", models.CharField(blank=True, max_length=80)),
                (
                    "membership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="grants", to="people.membership"
                    ),
                ),
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
        ),
        migrations.AddField(
            "membership", "name", models.CharField(max_length=120, default=""), preserve_default=False
        ),
        migrations.AddField(
            "membership", "email", models.EmailField(max_length=254, default=""), preserve_default=False
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
        migrations.RemoveField("membership", "role"),
        migrations.RemoveConstraint("membership", "one_role_per_municipality"),
        migrations.AddConstraint(
            "membership",
            models.UniqueConstraint(
                condition=models.Q(("ended", None)),
                fields=("municipality", "user"),
                name="one_membership_per_municipality",
            ),
        ),
        migrations.AddConstraint(
            "grant",
            models.UniqueConstraint(
                condition=models.Q(("ended", None)), fields=("membership", "role", "source"), name="grant_once"
            ),
        ),
        protect("people_grant"),
        migrations.RunSQL(
            [
                "DROP POLICY own ON people_membership",
                f"{BEFORE[:-1]} AND {MUNICIPALITY} IS NULL)",
                "CREATE POLICY own ON people_grant FOR SELECT"
                f" USING ({MUNICIPALITY} IS NULL AND membership_id IN ({MINE}))",
            ],
            ["DROP POLICY own ON people_grant", "DROP POLICY own ON people_membership", BEFORE],
        ),
    ]
