"""What a month came to in each area."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("promises", "0003_dialogue")]
    operations = [
        migrations.AddField(model_name="month", name="areas", field=models.JSONField(default=dict)),
    ]
