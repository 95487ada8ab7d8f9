"""Account numbers become each municipality's own affair, told apart by a line number of its own.

Panels that report already keep the numbers they send; lines that they use are given to no municipality.
"""

import django.db.models.deletion
from django.db import migrations, models

import kokong.kernel.fields
from kokong.kernel.rls import protect

# The owner is bound by the policies, too, and here it looks at every municipality's panels.
KEEP_WHAT_IS_USED = [
    "ALTER TABLE alarms_account NO FORCE ROW LEVEL SECURITY",
    "INSERT INTO alarms_prefix (line, municipality_id) SELECT DISTINCT line, NULL::bigint FROM alarms_account"
    " WHERE line <> '0'",
    "SET CONSTRAINTS ALL IMMEDIATE",  # a table with checks to come can't be altered
    "SET CONSTRAINTS ALL DEFERRED",
    "ALTER TABLE alarms_account FORCE ROW LEVEL SECURITY",
]


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0004_process_policies"), ("kernel", "0002_security")]
    operations = [
        migrations.CreateModel(
            name="Prefix",
            fields=[
                ("line", models.CharField(max_length=6, primary_key=True, serialize=False)),
                (
                    "municipality",
                    models.OneToOneField(
                        db_default=kokong.kernel.fields.CurrentMunicipality(),
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.municipality",
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="account",
            name="prefixed",
            field=models.BooleanField(db_default=False, default=False),
        ),
        migrations.RemoveConstraint(model_name="account", name="alarms_account_live_once"),
        migrations.AddConstraint(
            model_name="account",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired", None)),
                fields=("municipality", "account", "receiver", "line"),
                name="alarms_account_once_here",
            ),
        ),
        migrations.RunSQL(KEEP_WHAT_IS_USED, migrations.RunSQL.noop),
        protect("alarms_prefix"),
    ]
