"""A panel's key is told again by its mark; one that an import made waits to be told to somebody."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("alarms", "0015_reminders")]
    operations = [
        migrations.AddField(
            model_name="account",
            name="key_mark",
            field=models.CharField(
                blank=True, db_default="", default="", help_text="tells the same key again", max_length=32
            ),
        ),
        migrations.AddField(
            model_name="account",
            name="key_unseen",
            field=models.BooleanField(
                db_default=False, default=False, help_text="an import made it: told to nobody"
            ),
        ),
    ]
