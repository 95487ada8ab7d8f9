"""Who works at a centre is named beside the centre, so that nothing but sign-in reads accounts."""

from django.db import migrations, models

# The owner is bound by the policies, too, and works for no centre here.
COPY = [
    "ALTER TABLE alarms_centreoperator NO FORCE ROW LEVEL SECURITY",
    "UPDATE alarms_centreoperator o SET name = coalesce(nullif(u.name, ''), u.email)"
    " FROM people_user u WHERE u.id = o.user_id",
    "ALTER TABLE alarms_centreoperator FORCE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0002_security"), ("people", "0001_initial")]
    operations = [
        migrations.AddField(
            "centreoperator", "name", models.CharField(max_length=120, default=""), preserve_default=False
        ),
        migrations.RunSQL(COPY, migrations.RunSQL.noop),
    ]
