"""The phones have gone to the room `field`."""

from django.db import migrations


class Migration(migrations.Migration):
    """See the module: that room's migration has renamed the table."""

    dependencies = [("cocoons", "0004_keeping"), ("field", "0001_phones")]
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("Device")]),
    ]
