"""A pause may come again each week."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0020_senders")]
    operations = [
        migrations.AddField("pause", "weekday", models.PositiveSmallIntegerField(null=True)),
        migrations.AddField("pause", "from_time", models.TimeField(null=True)),
        migrations.AddField("pause", "to_time", models.TimeField(null=True)),
        migrations.AddConstraint(
            "pause",
            models.CheckConstraint(
                condition=models.Q(weekday=None, from_time=None, to_time=None)
                | models.Q(weekday__range=(0, 6), from_time__isnull=False, to_time__isnull=False),
                name="alarms_pause_weekly",
            ),
        ),
    ]
