"""What a panel said last under a sequence number stands beside the number's digest."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0006_conditions")]
    operations = [
        migrations.AddField(model_name="seen", name="said", field=models.BinaryField(db_default=b"")),
    ]
