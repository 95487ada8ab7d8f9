"""The do-not-visit list is the places' now; its table went there."""

from django.db import migrations


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("cocoons", "0005_phones_leave"), ("places", "0005_do_not_visit")]
    operations = [
        migrations.SeparateDatabaseAndState(state_operations=[migrations.DeleteModel("DoNotVisit")]),
    ]
