"""A cocoon may forget the home that it lay around; its counts stay."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("cocoons", "0003_contact")]
    operations = [
        migrations.AlterField(
            "cocoon",
            "dwelling",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="places.dwelling"
            ),
        ),
    ]
