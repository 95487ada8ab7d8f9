from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("cocoons", "0009_tried")]

    operations = [
        migrations.AddField("cocoon", "ended", models.DateTimeField(null=True)),
        migrations.AddField("cocoon", "ended_because", models.CharField(blank=True, db_default="", max_length=16)),
    ]
