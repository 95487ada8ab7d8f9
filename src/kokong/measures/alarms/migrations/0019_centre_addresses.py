"""Where a centre's people are told: beside the centre, since nothing but sign-in reads accounts."""

from django.db import migrations, models

# The owner is bound by the policies, too, and works for no centre here.
COPY = [
    "ALTER TABLE alarms_centreoperator NO FORCE ROW LEVEL SECURITY",
    "UPDATE alarms_centreoperator o SET email = u.email FROM people_user u WHERE u.id = o.user_id",
    "ALTER TABLE alarms_centreoperator FORCE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0018_shifts"), ("people", "0001_initial")]
    operations = [
        migrations.AddField(
            "centreoperator", "email", models.EmailField(blank=True, db_default="", default="", max_length=254)
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
    ]
