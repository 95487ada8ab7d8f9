"""Whose own an area is: none of the municipality's where areas are chosen."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("places", "0009_barriers")]
    operations = [
        migrations.AddField(
            model_name="area",
            name="room",
            field=models.CharField(blank=True, db_default="", default="", max_length=20),
        ),
    ]
