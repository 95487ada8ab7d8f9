"""Row-level security."""

from django.db import migrations

from kokong.kernel.rls import protect


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("marking", "0001_initial")]
    operations = [
        protect("marking_lot"),
        protect("marking_area"),
        protect("marking_handing"),
        protect("marking_entry"),
        protect("marking_closing"),
    ]
