from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0008_moves")]

    operations = [
        migrations.AddField(
            "municipality",
            "official_name",
            models.CharField(blank=True, db_default="", default="", max_length=120),
        ),
    ]
