"""An alarm may be about many homes that fell silent at once."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0010_clocks")]
    operations = [
        migrations.AddField(
            model_name="alarm", name="homes", field=models.PositiveIntegerField(db_default=1, default=1)
        ),
    ]
