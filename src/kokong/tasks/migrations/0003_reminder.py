"""A day on which to be reminded of a task."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0002_security")]

    operations = [
        migrations.AddField(model_name="task", name="remind", field=models.DateField(null=True)),
    ]
