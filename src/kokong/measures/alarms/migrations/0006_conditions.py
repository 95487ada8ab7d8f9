"""An alarm knows what is still on, and one that went away by itself stays in the list until somebody has seen it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module. What is on in an alarm that is open already isn't known ("more"), so no restore closes it."""

    dependencies = [("alarms", "0005_prefixes"), ("incidents", "0004_imports_to_intake"), ("kernel", "0008_moves")]
    operations = [
        migrations.AddField(
            model_name="alarm", name="conditions", field=models.JSONField(db_default=["more"], default=list)
        ),
        migrations.AlterField(
            model_name="alarm", name="conditions", field=models.JSONField(db_default=[], default=list)
        ),
        migrations.AddField(
            model_name="alarm", name="unseen", field=models.BooleanField(db_default=False, default=False)
        ),
        migrations.AddIndex(
            model_name="alarm",
            index=models.Index(
                condition=models.Q(("unseen", True)), fields=["opened"], name="alarms_alarm_unseen"
            ),
        ),
    ]
