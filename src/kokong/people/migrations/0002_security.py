"""A membership is seen in its municipality and by the person it is about."""

from django.db import migrations

from kokong.kernel.rls import MUNICIPALITY, USER


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("people", "0001_initial"), ("kernel", "0002_security")]
    operations = [
        migrations.RunSQL(
            [
                "ALTER TABLE people_membership ENABLE ROW LEVEL SECURITY",
                "ALTER TABLE people_membership FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY tenant ON people_membership USING (municipality_id = {MUNICIPALITY})",
                f"CREATE POLICY own ON people_membership FOR SELECT USING (user_id = {USER})",
            ],
            ["DROP POLICY tenant ON people_membership", "DROP POLICY own ON people_membership"],
        ),
    ]
