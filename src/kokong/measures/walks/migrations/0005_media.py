"""Where a fault-report system has a picture of what was reported to it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("walks", "0004_again_and_photos")]

    operations = [
        migrations.AddField("report", "media", models.CharField(blank=True, default="", max_length=500)),
        migrations.AlterField("report", "media", models.CharField(blank=True, max_length=500)),
    ]
